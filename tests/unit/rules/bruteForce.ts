/**
 * An evaluator written from the documentation, for complete facts only and sharing no code with the engine: plain booleans,
 * plain numbers, no explanations. Undecided cases are judged by enumerating every completion.
 */
import type { Condition, Term } from '#shared/rules/conditionSchema.ts';

export type World = Record<string, boolean | number | string>;

/** Ranks of the test enum `class`, from the highest. */
const RANKS = ['A', 'B', 'C', 'D'];

function test(op: string, left: number | boolean | string, right: number | boolean | string): boolean {
  if (op === 'eq') return left === right;
  if (op === 'ne') return left !== right;
  const [a, b] = [left, right].map((one) => (typeof one === 'string' ? -RANKS.indexOf(one) : Number(one))) as [
    number,
    number,
  ];
  if (op === 'ge') return a >= b;
  if (op === 'gt') return a > b;
  if (op === 'le') return a <= b;
  return a < b;
}

export function number(term: Term, world: World): number {
  if (term.value !== undefined) return term.value;
  if (term.fact !== undefined) return world[term.fact] as number;
  if (term.add !== undefined) return term.add.map((one) => number(one, world)).reduce((a, b) => a + b);
  if (term.multiply !== undefined) return term.multiply.map((one) => number(one, world)).reduce((a, b) => a * b);
  if (term.subtract !== undefined) return number(term.subtract[0], world) - number(term.subtract[1], world);
  if (term.min !== undefined) return Math.min(...term.min.map((one) => number(one, world)));
  if (term.max !== undefined) return Math.max(...term.max.map((one) => number(one, world)));
  if (term.units !== undefined) {
    const { of, per, countFrom } = term.units;
    const amount = number(of, world);
    let units = 0;
    let left = amount;
    while (left >= per) {
      units += 1;
      left -= per;
    }
    return left >= countFrom ? units + 1 : units;
  }
  if (term.tiers !== undefined) {
    for (const tier of term.tiers) if (holds(tier.when, world)) return number(tier.amount, world);
    return number(term.otherwise!, world);
  }
  if (term.cases !== undefined) return number(term.cases.of[world[term.cases.fact] as string]!, world);
  throw new Error(`not in the oracle: ${Object.keys(term).join()}`);
}

/** `judgement` reads the world under its `ask`; a failed `mayRelax` without relief reads it under `relax:<id>`. */
function plain(node: Condition, world: World): boolean {
  if (node.all !== undefined)
    return node.all.filter((one) => one.force !== 'priority').every((one) => holds(one, world));
  if (node.any !== undefined) return node.any.some((one) => holds(one, world));
  if (node.not !== undefined) return !holds(node.not, world);
  if (node.atLeast !== undefined) return node.atLeast.of.filter((one) => holds(one, world)).length >= node.atLeast.n;
  if (node.judgement !== undefined) return world[node.judgement.ask] as boolean;
  if (node.in !== undefined) return node.in.values!.includes(world[node.in.fact] as string);
  if (node.compare !== undefined) {
    const { fact, term, op, value, than } = node.compare;
    const left = fact !== undefined ? world[fact]! : number(term!, world);
    return test(op, left, than !== undefined ? number(than, world) : (value as number | boolean | string));
  }
  throw new Error(`not in the oracle: ${Object.keys(node).join()}`);
}

export function holds(node: Condition, world: World): boolean {
  const result = plain(node, world);
  if (result || node.force !== 'mayRelax') return result;
  return node.relaxedBy === undefined ? (world[`relax:${node.id}`] as boolean) : holds(node.relaxedBy, world);
}

/** All combinations of the given domains. */
export function worlds(domains: Record<string, readonly (boolean | number | string)[]>): World[] {
  return Object.entries(domains).reduce<World[]>(
    (all, [key, values]) => all.flatMap((world) => values.map((value) => ({ ...world, [key]: value }))),
    [{}],
  );
}
