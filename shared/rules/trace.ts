import type { Condition, Force, Operator } from './conditionSchema.ts';
import type { Facts, Row } from './factValues.ts';
import { conjunction, disjunction, isDecided, negate, type Truth, threshold } from './kleene.ts';

/** What a tree is evaluated against. `row` is set inside `where`. */
export interface Scope {
  facts: Facts;
  row: { values: Row; name: string } | null;
  /** Decisions of people by node id; they replace the computed result of the node. */
  decided: ReadonlyMap<string, boolean> | null;
}

/** Result of a leaf: which facts it lacks, or what a person has to judge. */
export interface Outcome {
  truth: Truth;
  missing: readonly string[];
  human: readonly string[];
}

const NONE: readonly string[] = [];
export const YES: Outcome = { truth: 'true', missing: NONE, human: NONE };
export const NO: Outcome = { truth: 'false', missing: NONE, human: NONE };
export const outcomeOf = (truth: boolean): Outcome => (truth ? YES : NO);
export const lacking = (missing: readonly string[]): Outcome => ({ truth: 'unknown', missing, human: NONE });
export const toJudge = (...human: string[]): Outcome => ({ truth: 'needsHuman', missing: NONE, human });
/** Not decided by what is known: unknown while facts are missing, else for a person. */
export const open = (missing: readonly string[], human: readonly string[]): Outcome =>
  missing.length > 0 ? { truth: 'unknown', missing, human } : { truth: 'needsHuman', missing, human };

/** A condition made ready: facts resolved and checked, literals parsed, children compiled. */
export interface CompiledNode {
  readonly id: string;
  readonly operator: Operator;
  readonly definition: Condition;
  readonly force: Force;
  readonly children: readonly CompiledNode[];
  /** `atLeast`. */
  readonly n: number;
  readonly relief: CompiledNode | null;
  /** Null for all, any, not, atLeast. */
  readonly test: ((scope: Scope) => Outcome) | null;
  /** The figures of a leaf: `44 周岁 ≤ 55` where it holds, else `58 周岁，要求 ≤ 55`. Groups say nothing themselves. */
  readonly say: (scope: Scope, holds: boolean) => string;
  /** Every fact the node and its parts read. */
  readonly facts: readonly string[];
}

/** A node evaluated. Nothing is skipped: every child has its own trace. */
export interface Trace {
  readonly node: CompiledNode;
  /** With relaxation and a person's decision. */
  readonly truth: Truth;
  /** As computed. */
  readonly computed: Truth;
  readonly outcome: Outcome | null;
  readonly children: readonly Trace[];
  readonly relief: Trace | null;
  readonly byPerson: boolean;
}

/** `priority` children never decide their parent. */
function fold(node: CompiledNode, children: readonly Trace[]): Truth {
  const truths: Truth[] = [];
  for (const child of children) if (child.node.force !== 'priority') truths.push(child.truth);
  switch (node.operator) {
    case 'any':
      return disjunction(truths);
    case 'not':
      return negate(truths[0]!);
    case 'atLeast':
      return threshold(node.n, truths);
    default:
      return conjunction(truths);
  }
}

/** A failed `mayRelax` holds where its relaxing condition does; without one a person decides. */
function relaxed(node: CompiledNode, computed: Truth, relief: Trace | null): Truth {
  if (node.force !== 'mayRelax' || computed === 'true') return computed;
  return disjunction([computed, relief === null ? 'needsHuman' : relief.truth]);
}

export function evaluate(node: CompiledNode, scope: Scope): Trace {
  const children: Trace[] = [];
  for (const child of node.children) children.push(evaluate(child, scope));
  const outcome = node.test === null ? null : node.test(scope);
  const computed = outcome === null ? fold(node, children) : outcome.truth;
  const relief = node.relief === null ? null : evaluate(node.relief, scope);
  const person = scope.decided?.get(node.id);
  const truth = person === undefined ? relaxed(node, computed, relief) : person ? 'true' : 'false';
  return { node, truth, computed, outcome, children, relief, byPerson: person !== undefined };
}

/** Parts that still matter for an undecided node. */
function openParts(trace: Trace): Trace[] {
  const parts = trace.children.filter((child) => !isDecided(child.truth) && child.node.force !== 'priority');
  if (trace.relief !== null && !isDecided(trace.relief.truth)) parts.push(trace.relief);
  return parts;
}

function collect(trace: Trace, pick: (outcome: Outcome) => readonly string[], into: Set<string>): void {
  if (isDecided(trace.truth)) return;
  for (const one of trace.outcome === null ? NONE : pick(trace.outcome)) into.add(one);
  for (const part of openParts(trace)) collect(part, pick, into);
}

/** Facts that must be recorded before the node can be decided; empty once it is. */
export function missingFacts(trace: Trace): string[] {
  const found = new Set<string>();
  collect(trace, (outcome) => outcome.missing, found);
  return [...found];
}

/** What people have to judge before the node can be decided. */
export function openJudgements(trace: Trace): string[] {
  const found = new Set<string>();
  const walk = (one: Trace) => {
    if (isDecided(one.truth)) return;
    for (const text of one.outcome?.human ?? NONE) found.add(text);
    const failed = one.node.force === 'mayRelax' && one.computed === 'false' && one.relief === null;
    if (failed) found.add(`${one.node.definition.title ?? '该项'}：是否放宽`);
    for (const part of openParts(one)) walk(part);
  };
  walk(trace);
  return [...found];
}

/** The children that make their parent what it is. */
function decidingChildren(trace: Trace): readonly Trace[] {
  const children = trace.children.filter((child) => child.node.force !== 'priority');
  if (trace.node.operator === 'not') return children;
  if (!isDecided(trace.computed)) return children.filter((child) => !isDecided(child.truth));
  return children.filter((child) => child.truth === trace.computed);
}

/** The leaves a result rests on: for a failed `all` the failed ones, for a fulfilled `any` the fulfilled ones. */
export function decidingLeaves(trace: Trace): Trace[] {
  if (trace.byPerson || trace.node.children.length === 0) return [trace];
  if (trace.relief !== null && trace.truth !== trace.computed) return decidingLeaves(trace.relief);
  return decidingChildren(trace).flatMap(decidingLeaves);
}
