/**
 * The best legal combination of benefits: an exact search. Benefits are numbered in the catalogue's order; amounts are 分.
 */

/** Beside `owner` at most `allowed` of `others` may be enjoyed. 0: not together. */
export interface Bar {
  owner: number;
  others: readonly number[];
  allowed: number;
}

/** What the chosen `others` give is taken off `owner`'s own amount, at most all of it (扣减, 补差). */
export interface Deduction {
  owner: number;
  others: readonly number[];
}

export interface CombinationProblem {
  /** Worth of each benefit, 分, never negative. */
  worths: readonly number[];
  bars: readonly Bar[];
  deductions: readonly Deduction[];
}

export interface Combination {
  /** In ascending order. */
  chosen: number[];
  /** 分, after deductions. */
  worth: number;
  /** False where a part of the catalogue was too entangled to be searched whole: the result is legal, but may not be the best. */
  proven: boolean;
}

/** Steps of the search in one group of entangled benefits; a hundred programmes of one class need far fewer. */
const MAX_STEPS = 20_000;

export function isLegal({ bars }: CombinationProblem, chosen: ReadonlySet<number>): boolean {
  return bars.every(
    ({ owner, others, allowed }) => !chosen.has(owner) || others.filter((one) => chosen.has(one)).length <= allowed,
  );
}

/** What is taken off `owner` when `chosen` are enjoyed together, 分. */
export function deductedFrom(problem: CombinationProblem, owner: number, chosen: ReadonlySet<number>): number {
  if (!chosen.has(owner)) return 0;
  const others = new Set(problem.deductions.filter((one) => one.owner === owner).flatMap((one) => one.others));
  let sum = 0;
  for (const one of others) if (chosen.has(one)) sum += problem.worths[one]!;
  return Math.min(problem.worths[owner]!, sum);
}

export function combinationWorth(problem: CombinationProblem, chosen: ReadonlySet<number>): number {
  const owners = new Set(problem.deductions.map((one) => one.owner));
  let worth = 0;
  for (const one of chosen) worth += problem.worths[one]!;
  for (const owner of owners) worth -= deductedFrom(problem, owner, chosen);
  return worth;
}

/** Benefits that can influence each other, directly or through others; each group in ascending order. */
function groupsOf({ worths, bars, deductions }: CombinationProblem): number[][] {
  const parent = worths.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  };
  for (const { owner, others } of [...bars, ...deductions])
    for (const other of others) parent[Math.max(root(owner), root(other))] = Math.min(root(owner), root(other));
  const groups = new Map<number, number[]>();
  for (const index of worths.keys()) groups.set(root(index), [...(groups.get(root(index)) ?? []), index]);
  return [...groups.values()];
}

/** For each benefit those that can never stand beside it. */
function barredBy(members: readonly number[], bars: readonly Bar[]): Map<number, Set<number>> {
  const barred = new Map(members.map((one) => [one, new Set<number>()]));
  for (const { owner, others } of bars.filter((bar) => bar.allowed === 0)) {
    for (const other of others) {
      barred.get(owner)!.add(other);
      barred.get(other)!.add(owner);
    }
  }
  return barred;
}

/** Benefits of which any two bar each other, greedily put together: at most one of each such set can be chosen. */
function cliquesOf(members: readonly number[], barred: ReadonlyMap<number, ReadonlySet<number>>): number[][] {
  const cliques: number[][] = [];
  for (const one of members) {
    const home = cliques.find((clique) => clique.every((other) => barred.get(one)!.has(other)));
    if (home === undefined) cliques.push([one]);
    else home.push(one);
  }
  return cliques;
}

/**
 * One group by branch and bound. Members are tried in order, with before without, and only a better result replaces an earlier
 * one: of equal results the first in the catalogue's order is kept.
 */
function searchGroup(problem: CombinationProblem, members: readonly number[]): Combination {
  const inside = new Set(members);
  const bars = problem.bars.filter((bar) => inside.has(bar.owner));
  const local = { ...problem, bars, deductions: problem.deductions.filter((one) => inside.has(one.owner)) };
  const counted = bars.some((bar) => bar.allowed > 0);
  const barred = barredBy(members, bars);
  const cliques = cliquesOf(members, barred);
  const chosen = new Set<number>();
  /** How many of the chosen bar each benefit. */
  const stops = new Map(members.map((one) => [one, 0]));
  let gross = 0;
  let best = { worth: -1, chosen: [] as number[] };
  let steps = 0;

  const worthNow = () => (local.deductions.length === 0 ? gross : combinationWorth(local, chosen));
  const betters = (worth: number, count: number): boolean =>
    worth > best.worth || (worth === best.worth && count > best.chosen.length);
  /** Is a better result in reach, were the dearest of each clique from `next` on that is not barred added free of deductions? */
  const couldBetter = (next: number): boolean => {
    let worth = worthNow();
    let count = chosen.size;
    for (const clique of cliques) {
      let most = -1;
      for (const one of clique)
        if (one >= next && stops.get(one) === 0 && problem.worths[one]! > most) most = problem.worths[one]!;
      if (most < 0) continue;
      worth += most;
      count += 1;
    }
    return betters(worth, count);
  };
  const take = (one: number, sign: 1 | -1): void => {
    if (sign > 0) chosen.add(one);
    else chosen.delete(one);
    gross += sign * problem.worths[one]!;
    for (const other of barred.get(one)!) stops.set(other, stops.get(other)! + sign);
  };
  const search = (index: number): void => {
    steps += 1;
    const one = members[index];
    if (one === undefined) {
      const worth = worthNow();
      if (betters(worth, chosen.size)) best = { worth, chosen: [...chosen] };
      return;
    }
    if (!couldBetter(one)) return;
    if (stops.get(one) === 0) {
      take(one, 1);
      if (!counted || isLegal(local, chosen)) search(index + 1);
      take(one, -1);
    }
    if (steps <= MAX_STEPS) search(index + 1);
  };
  search(0);
  return { ...best, proven: steps <= MAX_STEPS };
}

/**
 * The legal combination of the greatest worth; of equal ones the one with more benefits, then the one that comes first in the
 * catalogue's order.
 */
export function bestCombination(problem: CombinationProblem): Combination {
  const parts = groupsOf(problem).map((members) => searchGroup(problem, members));
  return {
    chosen: parts.flatMap((part) => part.chosen).sort((a, b) => a - b),
    worth: parts.reduce((sum, part) => sum + part.worth, 0),
    proven: parts.every((part) => part.proven),
  };
}
