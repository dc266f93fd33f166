import type { CompiledProgramme } from './compileProgramme.ts';
import type { IsoDate } from './dates.ts';
import { isBlocking } from './evaluateExclusions.ts';
import { decideProgramme, type EvaluationOptions } from './evaluateProgramme.ts';
import { RESERVED_FACTS } from './factSchema.ts';
import type { Facts, Row } from './factValues.ts';
import type { Exclusion } from './programmeParts.ts';

/** A benefit that another case stands for: granted, or asked for and perhaps granted yet. */
export interface OtherBenefit {
  caseId: string;
  programme: string;
  classes: readonly string[];
  holder: 'self' | 'spouse';
  appliedOn: IsoDate;
}

/** An exclusion of this case's programme that applies once the other case's benefit is granted. */
export interface Conflict {
  caseId: string;
  exclusion: string;
  kind: Exclusion['kind'];
  title: string;
  cite: string[];
  /** It rules the application out; else it only changes the amount or the choice. */
  blocking: boolean;
  /** False where it is open whether the exclusion's own condition holds. */
  certain: boolean;
}

const BENEFITS = RESERVED_FACTS[1];
/** They hold whichever of the two came first; the others only look back. */
const EITHER_WAY: readonly Exclusion['kind'][] = ['notTogether', 'sameProject'];

type Standing = (other: OtherBenefit) => [string, string][];
const STILL_ENJOYED: Standing = () => [['status', 'enjoying']];
/** For times to wait: at the earliest it ended with its application. */
const ENDED: Standing = ({ appliedOn }) => [
  ['status', 'enjoyed'],
  ['to', appliedOn],
];

function rowsOf(others: readonly OtherBenefit[], standing: Standing): { rows: Row[]; owners: string[] } {
  const all = others.flatMap((other) => {
    const classes = other.classes.length === 0 ? [null] : other.classes;
    return classes.map((name) => ({ other, name }));
  });
  const rows = all.map(({ other, name }) => {
    const { programme, holder, appliedOn } = other;
    const known: [string, string][] = [
      ['programme', programme],
      ['holder', holder],
      ['from', appliedOn],
    ];
    return new Map([...known, ...standing(other), ...(name === null ? [] : ([['class', name]] as [string, string][]))]);
  });
  return { rows, owners: all.map(({ other }) => other.caseId) };
}

/** Benefits the applicant declared, without those that another case already stands for. */
function declaredRows(facts: Facts, others: readonly OtherBenefit[]): Row[] {
  const declared = facts.get(BENEFITS);
  if (!Array.isArray(declared)) return [];
  const stands = new Set(others.map(({ programme, holder }) => `${programme} ${holder}`));
  return (declared as readonly Row[]).filter((row) => !stands.has(`${row.get('programme')} ${row.get('holder')}`));
}

/**
 * What the exclusions of a programme say about the benefits other cases stand for: each is taken as granted beside what was declared.
 * Later applications only count where the order does not matter. Throws what {@link decideProgramme} throws.
 */
export function crossExclusions(
  programme: CompiledProgramme,
  facts: Facts,
  options: EvaluationOptions,
  others: readonly OtherBenefit[],
): Conflict[] {
  const found = new Map<string, Conflict>();
  const ask = (asked: readonly OtherBenefit[], standing: Standing, wanted: (kind: Exclusion['kind']) => boolean) => {
    if (asked.length === 0 || !programme.exclusions.some(({ definition }) => wanted(definition.kind))) return;
    const declared = declaredRows(facts, asked);
    const { rows, owners } = rowsOf(asked, standing);
    const informed = new Map(facts).set(BENEFITS, [...declared, ...rows]);
    for (const { exclusion, applies, found: hit } of decideProgramme(programme, informed, options).exclusions) {
      const { id, kind, title, cite } = exclusion.definition;
      if (!wanted(kind) || applies === 'false' || hit === null) continue;
      for (const caseId of new Set(hit.hits.map((row) => owners[row - 1 - declared.length]))) {
        if (caseId === undefined) continue;
        const [blocking, certain] = [isBlocking(kind), applies === 'true'];
        found.set(`${id} ${caseId}`, { caseId, exclusion: id, kind, title, cite, blocking, certain });
      }
    }
  };
  const earlier = others.filter(({ appliedOn }) => appliedOn <= options.on);
  const later = others.filter(({ appliedOn }) => appliedOn > options.on);
  ask(earlier, STILL_ENJOYED, (kind) => kind !== 'coolingOff');
  ask(earlier, ENDED, (kind) => kind === 'coolingOff');
  ask(later, STILL_ENJOYED, (kind) => EITHER_WAY.includes(kind));
  return [...found.values()];
}
