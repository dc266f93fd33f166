import type { CompiledProgramme } from './compileProgramme.ts';
import type { ExclusionDecision } from './evaluateExclusions.ts';
import type { Decision } from './evaluateProgramme.ts';
import { isDecided } from './kleene.ts';
import type { Bar, Deduction } from './matchCombination.ts';
import type { Exclusion } from './programmeParts.ts';

/** A programme whose benefit is due, with its place in the combination. */
export interface Due {
  programme: CompiledProgramme;
  decision: Decision;
}

interface Origin {
  exclusion: Exclusion;
  /** False where it is open whether the exclusion applies to this case: it is respected all the same. */
  certain: boolean;
}
export type KnownBar = Bar & Origin;
export type KnownDeduction = Deduction & Origin;

const BARRING: readonly Exclusion['kind'][] = [
  'notTogether',
  'notAfter',
  'sameProject',
  'higherOf',
  'coolingOff',
  'timesLimit',
];
const DEDUCTING: readonly Exclusion['kind'][] = ['topUp', 'deduct'];

/** What a couple may not enjoy together says nothing about one person's benefits. */
const concernsApplicant = ({ holders }: Exclusion): boolean => holders.some((holder) => holder !== 'spouse');

function othersOf({ exclusion }: ExclusionDecision, own: number, due: readonly Due[]): number[] {
  const { classes } = exclusion.definition;
  return due.flatMap(({ programme: { definition } }, index) => {
    const named =
      exclusion.programmes.has(definition.id) || definition.benefitClasses.some((name) => classes.includes(name));
    return named && index !== own ? [index] : [];
  });
}

/** How many of the others may still be enjoyed beside this one; earlier benefits on record leave no room. */
function allowedBy({ kind, times }: Exclusion, { scope }: Decision): number {
  if (kind !== 'timesLimit') return 0;
  const received = scope.facts.get('case.otherBenefits');
  return Array.isArray(received) && received.length === 0 ? (times ?? 1) - 1 : 0;
}

/** What the exclusions of the due programmes say about each other. Benefits received earlier are part of each programme's own decision. */
export function exclusionsBetween(due: readonly Due[]): { bars: KnownBar[]; deductions: KnownDeduction[] } {
  const bars: KnownBar[] = [];
  const deductions: KnownDeduction[] = [];
  for (const [owner, { decision }] of due.entries()) {
    for (const one of decision.exclusions) {
      const exclusion = one.exclusion.definition;
      if (one.trace?.truth === 'false' || exclusion.since !== undefined || !concernsApplicant(exclusion)) continue;
      const others = othersOf(one, owner, due);
      if (others.length === 0) continue;
      const origin: Origin = { exclusion, certain: one.trace === null || isDecided(one.trace.truth) };
      if (DEDUCTING.includes(exclusion.kind)) deductions.push({ owner, others, ...origin });
      else if (BARRING.includes(exclusion.kind))
        bars.push({ owner, others, allowed: allowedBy(exclusion, decision), ...origin });
    }
  }
  return { bars, deductions };
}

/** `与 03.2 高层次人才生活和租房补贴不可同时享受` */
export function barWords({ kind, times, years }: Exclusion, names: string): string {
  switch (kind) {
    case 'notAfter':
      return `与 ${names} 不重复享受`;
    case 'higherOf':
      return `与 ${names} 就高不重复`;
    case 'sameProject':
      return `与 ${names} 不得以同一项目或人选重复申报`;
    case 'coolingOff':
      return `与 ${names} 须相隔 ${years ?? 1} 年`;
    case 'timesLimit':
      return `与 ${names} 合计限享受 ${times ?? 1} 次`;
    default:
      return `与 ${names} 不可同时享受`;
  }
}
