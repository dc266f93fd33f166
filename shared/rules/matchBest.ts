import { bestCombination, type CombinationProblem, deductedFrom } from './matchCombination.ts';
import { barWords, type Due, exclusionsBetween, type KnownBar, type KnownDeduction } from './matchExclusions.ts';
import { totalOf, type Worth } from './matchWorth.ts';

/** The best legal combination of the benefits that are due, with amounts in 分. */
export interface Combined {
  /** Programme ids in the catalogue's order. */
  chosen: string[];
  /** Settled sums of the chosen, deductions taken off. */
  settledFen: number;
  /** Rates up to their ceiling and lower ends of open ranges, beside the settled sums. */
  estimatedFen: number;
  /** Benefits among the chosen whose sum is not fixed yet, as `03.1 购房补贴`. */
  open: string[];
  deductions: { programme: string; amountFen: number; sentence: string }[];
  leftOut: { programme: string; against: string[]; sentence: string; cite: string[] }[];
  /** False: too many programmes exclude each other to try every combination; a better one may exist. */
  proven: boolean;
}

interface Candidate extends Due {
  result: { id: string; name: string; worth: Worth };
}

const namesOf = (due: readonly Candidate[], indices: readonly number[]): string =>
  indices.map((index) => `${due[index]!.result.id} ${due[index]!.result.name}`).join('、');

/** Bars that stand between a benefit left out and those chosen, with the chosen ones they are about. */
function standingBars(bars: readonly KnownBar[], left: number, chosen: ReadonlySet<number>) {
  return bars.flatMap((bar) => {
    const against = [bar.owner, ...bar.others].filter((one) => one !== left && chosen.has(one));
    const own = bar.owner === left && against.length > bar.allowed;
    const named = bar.others.includes(left) && chosen.has(bar.owner) && against.length > bar.allowed;
    if (!own && !named) return [];
    return [{ bar, against: own || bar.allowed > 0 ? against : [bar.owner] }];
  });
}

/** Why those chosen are preferred. */
function preference(due: readonly Candidate[], left: number, against: readonly number[]): string {
  const own = due[left]!.result.worth;
  const others = against.map((index) => due[index]!.result.worth);
  if ([own, ...others].some((worth) => worth.open.length > 0)) return '金额尚未全部核定，暂取已知金额高者，请人工比较';
  const sum = others.reduce((total, worth) => total + totalOf(worth), 0);
  if (totalOf(own) === sum) return '金额相同，取项目编号在前者';
  return totalOf(own) < sum ? '取金额高者' : '取合计金额高者';
}

function leftOut(
  due: readonly Candidate[],
  bars: readonly KnownBar[],
  left: number,
  chosen: ReadonlySet<number>,
): Combined['leftOut'][number] {
  const standing = standingBars(bars, left, chosen);
  const against = [...new Set(standing.flatMap((one) => one.against))].sort((a, b) => a - b);
  if (against.length === 0) {
    const sentence = '同时享受会使其他各项扣减更多，不计入';
    return { programme: due[left]!.result.id, against: [], sentence, cite: [] };
  }
  const words = against.map((index) => {
    const { bar } = standing.find((one) => one.against.includes(index))!;
    const open = bar.certain ? '' : '（是否适用待核实）';
    return `${barWords(bar.exclusion, namesOf(due, [index]))}${open}`;
  });
  return {
    programme: due[left]!.result.id,
    against: against.map((index) => due[index]!.result.id),
    sentence: `${words.join('；')}，${preference(due, left, against)}`,
    cite: [...new Set(standing.flatMap(({ bar }) => bar.exclusion.cite))],
  };
}

function deductionLines(
  due: readonly Candidate[],
  deductions: readonly KnownDeduction[],
  problem: CombinationProblem,
  chosen: ReadonlySet<number>,
): Combined['deductions'] {
  const owners = [...new Set(deductions.map((one) => one.owner))].filter((owner) => chosen.has(owner));
  return owners.flatMap((owner) => {
    const own = deductions.filter((one) => one.owner === owner);
    const others = [...new Set(own.flatMap((one) => one.others))]
      .filter((one) => chosen.has(one))
      .sort((a, b) => a - b);
    if (others.length === 0) return [];
    const how = own.some((one) => one.exclusion.kind === 'topUp') ? '就高并补差额，扣除' : '扣减';
    const amountFen = deductedFrom(problem, owner, chosen);
    return [{ programme: due[owner]!.result.id, amountFen, sentence: `${how} ${namesOf(due, others)} 已发金额` }];
  });
}

/** The part of a deduction that meets settled money; what is only estimated is reduced last. */
function settledAfter(due: readonly Candidate[], chosen: readonly number[], lines: Combined['deductions']) {
  let settledFen = 0;
  let estimatedFen = 0;
  for (const index of chosen) {
    const { id, worth } = due[index]!.result;
    const off = lines.filter((one) => one.programme === id).reduce((sum, one) => sum + one.amountFen, 0);
    const fromSettled = Math.min(worth.settledFen, off);
    settledFen += worth.settledFen - fromSettled;
    estimatedFen += worth.estimatedFen - (off - fromSettled);
  }
  return { settledFen, estimatedFen };
}

/** Chooses among the benefits that are due; `due` in the catalogue's order. */
export function combineDue(due: readonly Candidate[]): Combined {
  const { bars, deductions } = exclusionsBetween(due);
  const problem = { worths: due.map(({ result }) => totalOf(result.worth)), bars, deductions };
  const { chosen, proven } = bestCombination(problem);
  const inside = new Set(chosen);
  const lines = deductionLines(due, deductions, problem, inside);
  return {
    chosen: chosen.map((index) => due[index]!.result.id),
    ...settledAfter(due, chosen, lines),
    open: chosen.flatMap((index) => due[index]!.result.worth.open.map((name) => `${due[index]!.result.id} ${name}`)),
    deductions: lines,
    leftOut: [...due.keys()].filter((index) => !inside.has(index)).map((left) => leftOut(due, bars, left, inside)),
    proven,
  };
}
