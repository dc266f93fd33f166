import { isBlocking } from './evaluateExclusions.ts';
import type { Decision } from './evaluateProgramme.ts';
import { conjunction, disjunction, isDecided, negate, type Truth } from './kleene.ts';
import type { Trace } from './trace.ts';

/**
 * Which single facts could decide an undecided programme. `yes`: recording this fact alone could make it true; `no`: could make it
 * false. “Could” supposes that a test which lacks only this fact may turn out either way; a fact outside both sets cannot decide
 * the programme, whatever its value.
 */
interface Pivots {
  truth: Truth;
  yes: ReadonlySet<string>;
  no: ReadonlySet<string>;
}

const EMPTY: ReadonlySet<string> = new Set();

/** `awards[2].rank` and `awards` are asked for by the same question. */
export const factOfName = (name: string): string => name.replace(/\[\d+\].*$/, '');

function leaf(truth: Truth, missing: readonly string[], human: boolean): Pivots {
  if (truth !== 'unknown' || human) return { truth, yes: EMPTY, no: EMPTY };
  const facts = new Set(missing.map(factOfName));
  const alone = facts.size === 1 ? facts : EMPTY;
  return { truth, yes: alone, no: alone };
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return sets.length === 1 ? sets[0]! : new Set(sets.flatMap((set) => [...set]));
}

/** Facts that stand in at least `n` of the sets. */
function inAtLeast(n: number, sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  if (n <= 0) return EMPTY;
  const counts = new Map<string, number>();
  for (const set of sets) for (const key of set) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= n).map(([key]) => key));
}

function combine(truth: Truth, parts: readonly Pivots[], needed: number): Pivots {
  if (isDecided(truth)) return { truth, yes: EMPTY, no: EMPTY };
  const open = parts.filter((part) => !isDecided(part.truth));
  const holding = parts.filter((part) => part.truth === 'true').length;
  const yes = open.map((part) => part.yes);
  const no = open.map((part) => part.no);
  const lost = holding + open.length - needed + 1;
  return {
    truth,
    yes: needed - holding === 1 ? union(yes) : inAtLeast(needed - holding, yes),
    no: lost === 1 ? union(no) : inAtLeast(lost, no),
  };
}

const all = (parts: readonly Pivots[]): Pivots =>
  combine(conjunction(parts.map((part) => part.truth)), parts, parts.length);
const any = (parts: readonly Pivots[]): Pivots => combine(disjunction(parts.map((part) => part.truth)), parts, 1);
const not = ({ truth, yes, no }: Pivots): Pivots => ({ truth: negate(truth), yes: no, no: yes });
const PERSON: Pivots = { truth: 'needsHuman', yes: EMPTY, no: EMPTY };

function computedPivots(trace: Trace): Pivots {
  const { node, outcome, computed } = trace;
  if (outcome !== null) return leaf(computed, outcome.missing, outcome.human.length > 0);
  const children = trace.children.filter((child) => child.node.force !== 'priority').map(pivotsOfTrace);
  if (node.operator === 'any') return any(children);
  if (node.operator === 'not') return not(children[0]!);
  if (node.operator === 'atLeast') return combine(computed, children, node.n);
  return all(children);
}

function pivotsOfTrace(trace: Trace): Pivots {
  if (isDecided(trace.truth)) return { truth: trace.truth, yes: EMPTY, no: EMPTY };
  const computed = computedPivots(trace);
  if (trace.node.force !== 'mayRelax') return computed;
  return any([computed, trace.relief === null ? PERSON : pivotsOfTrace(trace.relief)]);
}

function stops(decision: Decision): Pivots {
  const parts = decision.exclusions
    .filter((one) => isBlocking(one.exclusion.definition.kind))
    .map(({ trace, found, applies }) => {
      if (isDecided(applies)) return leaf(applies, [], false);
      const own = [
        ...(trace === null ? [] : [pivotsOfTrace(trace)]),
        ...(found === null ? [] : [leaf(found.truth, found.missing, false)]),
      ];
      return own.length === 0 ? PERSON : all(own);
    });
  return any(parts);
}

/** Facts each of which, recorded alone, could settle whether the programme's benefit is due. Empty once it is settled. */
export function pivotalFacts(decision: Decision): string[] {
  if (isDecided(decision.eligibility)) return [];
  const common = decision.common === null ? [] : [pivotsOfTrace(decision.common)];
  const tracks = decision.tracks.map((track) => all([...common, pivotsOfTrace(track.trace)]));
  const conditions = tracks.length === 0 ? all(common) : any(tracks);
  const { yes, no } = all([conditions, not(stops(decision))]);
  return [...new Set([...yes, ...no])];
}
