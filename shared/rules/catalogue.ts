import { z } from 'zod';
import { Refusal } from '../domain/errors.ts';
import { type CompiledProgramme, compileProgramme } from './compileProgramme.ts';
import type { IsoDate } from './dates.ts';
import { type Validity, validityOf } from './evaluateProgramme.ts';
import type { CalendarFile, FactDefinition, MaterialKind, NamedList } from './factSchema.ts';
import type { TaskLedger } from './ledgerSchema.ts';
import { clauseId } from './literalSchema.ts';
import type { PolicyDocument, Programme } from './schema.ts';
import { makeVocabulary, type Vocabulary, vocabularyProblems } from './vocabulary.ts';
import { calendarProblems, makeWorkCalendar, type WorkCalendar } from './workCalendar.ts';

/** policies/clause-ids.json: every clause that can be cited; `ceiling` marks those that name a ceiling for money. */
export const clauseFile = z.strictObject({
  clauses: z
    .array(
      z.strictObject({
        id: clauseId,
        document: z.string().max(24),
        cite: z.string().max(200),
        kind: z.string().max(24),
        ceiling: z.boolean().optional(),
      }),
    )
    .max(20_000),
});
export type Clause = z.infer<typeof clauseFile>['clauses'][number];

/** Everything in policies/, checked one by one but not yet against each other. */
export interface CatalogueParts {
  documents: readonly PolicyDocument[];
  programmes: readonly Programme[];
  /** Tasks that documents give to units; at most one ledger a document. */
  ledgers: readonly TaskLedger[];
  facts: readonly FactDefinition[];
  lists: readonly NamedList[];
  materialKinds: readonly MaterialKind[];
  calendars: readonly CalendarFile[];
  clauses: readonly Clause[];
}

/** The catalogue in force in a workspace or a run. Immutable; verdicts store its hash. */
export interface Catalogue {
  /** SHA-256 of the canonical form of all parts, lower-case hex. */
  readonly hash: string;
  readonly parts: CatalogueParts;
  readonly documents: ReadonlyMap<string, PolicyDocument>;
  /** All versions, by id and then by the day they come into force. */
  readonly programmes: readonly CompiledProgramme[];
  readonly vocabulary: Vocabulary;
  readonly calendar: WorkCalendar;
  readonly clauses: ReadonlyMap<string, Clause>;
}

function byIdAndDate(a: Programme, b: Programme): number {
  if (a.id !== b.id) return a.id.localeCompare(b.id, 'en', { numeric: true });
  return a.inForce.from < b.inForce.from ? -1 : 1;
}

function classMembers(programmes: readonly Programme[]): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const one of programmes)
    for (const name of one.benefitClasses) members.set(name, [...(members.get(name) ?? []), one.id]);
  return members;
}

/** Two versions of a programme must not be in force on the same day, nor may a document lack its metadata. */
function validityProblems(sorted: readonly Programme[], documents: ReadonlyMap<string, PolicyDocument>): string[] {
  const problems: string[] = [];
  for (const [index, one] of sorted.entries()) {
    const next = sorted[index + 1];
    const overlaps = next?.id === one.id && (one.inForce.to === null || one.inForce.to >= next.inForce.from);
    if (overlaps) problems.push(`${one.id}: two versions are in force on ${next.inForce.from}`);
    if (!documents.has(one.document)) problems.push(`${one.id}: no document \`${one.document}\``);
  }
  return problems;
}

/** A ledger belongs to a document of the catalogue; programmes that its benefits point to may still be to come. */
function ledgerProblems(parts: CatalogueParts, documents: ReadonlyMap<string, PolicyDocument>): string[] {
  return parts.ledgers
    .filter((one) => !documents.has(one.document))
    .map((one) => `${one.document}/tasks: no document \`${one.document}\``);
}

/** Puts the parts together: compiles every programme and names everything that does not fit. With problems it must not be used. */
export function makeCatalogue(parts: CatalogueParts, hash: string): { catalogue: Catalogue; problems: string[] } {
  const vocabulary = makeVocabulary(parts.facts, parts.lists, parts.materialKinds);
  const documents = new Map(parts.documents.map((one) => [one.id, one]));
  const sorted = [...parts.programmes].sort(byIdAndDate);
  const members = classMembers(sorted);
  const compiled = sorted.map((one) => compileProgramme(one, vocabulary, members));
  const kinds = sorted.flatMap((one) =>
    one.materials
      .filter((material) => material.kind !== undefined && !vocabulary.materialKinds.has(material.kind))
      .map((material) => `${one.id}/material.${material.id}: no kind of material \`${material.kind}\``),
  );
  const problems = [
    ...vocabularyProblems(parts.facts, parts.lists, parts.materialKinds),
    ...calendarProblems(parts.calendars),
    ...validityProblems(sorted, documents),
    ...ledgerProblems(parts, documents),
    ...kinds,
    ...compiled.flatMap((one) => one.problems),
  ];
  const catalogue: Catalogue = {
    hash,
    parts,
    documents,
    programmes: compiled.map((one) => one.programme),
    vocabulary,
    calendar: makeWorkCalendar(parts.calendars),
    clauses: new Map(parts.clauses.map((one) => [one.id, one])),
  };
  return { catalogue, problems };
}

/**
 * The version of a programme for a day of application. Outside every version's validity the nearest one (the latest before the
 * day, else the first) is given with `inForce: false` and a sentence that says so. Throws PROGRAMME_UNKNOWN.
 */
export function rulesInForce(
  catalogue: Catalogue,
  programmeId: string,
  on: IsoDate,
): { programme: CompiledProgramme; validity: Validity } {
  const versions = catalogue.programmes.filter((one) => one.definition.id === programmeId);
  const started = versions.filter((one) => one.definition.inForce.from <= on);
  const programme = started.find((one) => validityOf(one, on).inForce) ?? started.at(-1) ?? versions[0];
  if (programme === undefined) throw new Refusal('PROGRAMME_UNKNOWN', { programme: programmeId.slice(0, 40) });
  return { programme, validity: validityOf(programme, on) };
}

/** Every programme in force on a day. */
export const programmesInForce = (catalogue: Catalogue, on: IsoDate): CompiledProgramme[] =>
  catalogue.programmes.filter((one) => validityOf(one, on).inForce);
