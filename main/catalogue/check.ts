import type { Catalogue } from '#shared/rules/catalogue.ts';
import { citations, missingCeilings } from './checkCitations.ts';
import { neverTrue } from './checkReach.ts';
import { danglingReferences } from './checkReferences.ts';
import { sameLabels } from './checkVocabulary.ts';

/** A clause counts as covered when a node cites it, or when it is listed under `informational` with a reason. */
export interface Coverage {
  document: string;
  kind: string;
  clauses: number;
  cited: number;
  informational: number;
  /** Ids of the clauses nobody names. */
  open: string[];
}

export interface CheckReport {
  /** What must be mended. */
  problems: string[];
  /** What may be right, but should be looked at: other programmes that are not in the catalogue yet. */
  notes: string[];
  coverage: Coverage[];
  totals: { clauses: number; covered: number; programmes: number; tracks: number; conditions: number; facts: number };
}

type Clauses = Pick<ReturnType<typeof citations>, 'cited' | 'informational'>;

/** By document and kind of clause. */
export const clauseCoverage = (catalogue: Catalogue): Coverage[] => coverageOf(catalogue, citations(catalogue));

function coverageOf(catalogue: Catalogue, { cited, informational }: Clauses): Coverage[] {
  const rows = new Map<string, Coverage>();
  for (const clause of catalogue.clauses.values()) {
    const key = `${clause.document} ${clause.kind}`;
    const row = rows.get(key) ?? {
      document: clause.document,
      kind: clause.kind,
      clauses: 0,
      cited: 0,
      informational: 0,
      open: [],
    };
    rows.set(key, row);
    row.clauses += 1;
    if (cited.has(clause.id)) row.cited += 1;
    else if (informational.has(clause.id)) row.informational += 1;
    else row.open.push(clause.id);
  }
  return [...rows.values()].sort((a, b) => (`${a.document} ${a.kind}` < `${b.document} ${b.kind}` ? -1 : 1));
}

function countNodes(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce((sum: number, one) => sum + countNodes(one), 0);
  return inner + ('cite' in value && 'id' in value ? 1 : 0);
}

/** Checks a catalogue beyond what makes it load: citations, references, reachability, ceilings, coverage. */
export function checkCatalogue(catalogue: Catalogue): CheckReport {
  const named = citations(catalogue);
  const references = danglingReferences(catalogue);
  const coverage = coverageOf(catalogue, named);
  const definitions = catalogue.programmes.map((one) => one.definition);
  const conditions = definitions.reduce(
    (sum, one) =>
      sum + countNodes(one.conditions) + one.tracks.reduce((part, track) => part + countNodes(track.conditions), 0),
    0,
  );
  return {
    problems: [
      ...named.dangling,
      ...references.problems,
      ...catalogue.programmes.flatMap(neverTrue),
      ...missingCeilings(catalogue),
      ...sameLabels(catalogue.parts.facts),
    ],
    notes: references.notes,
    coverage,
    totals: {
      clauses: catalogue.clauses.size,
      covered: coverage.reduce((sum, one) => sum + one.cited + one.informational, 0),
      programmes: definitions.length,
      tracks: definitions.reduce((sum, one) => sum + one.tracks.length, 0),
      conditions,
      facts: catalogue.parts.facts.length,
    },
  };
}
