import { compileCondition } from './compileCondition.ts';
import { type CompiledTerm, compileTerm } from './compileTerm.ts';
import type { Condition, Term } from './conditionSchema.ts';
import { shareOf } from './money.ts';
import type { Rational } from './rational.ts';
import { type Compiler, inside, problem } from './references.ts';
import type { Support } from './supportSchema.ts';
import type { CompiledNode } from './trace.ts';

/** Support made ready for evaluation. */
export interface CompiledSupport {
  definition: Support;
  when: CompiledNode | null;
  amount: CompiledTerm | null;
  recurring: { rate: CompiledTerm; count: CompiledTerm | null } | null;
  floor: CompiledTerm | null;
  cap: CompiledTerm | null;
  deductions: { title: string; when: CompiledNode | null; amount: CompiledTerm }[];
  limits: { title: string; when: CompiledNode | null; amount: CompiledTerm; used: CompiledTerm | null }[];
  instalments: { share: Rational | null; amount: CompiledTerm | null; requires: CompiledNode | null }[];
  split: { when: CompiledNode | null; shares: { payer: string; share: Rational }[] }[];
}

function optional(term: Term | undefined, at: Compiler, name: string): CompiledTerm | null {
  return term === undefined ? null : moneyTerm(term, at, name);
}

function moneyTerm(term: Term, at: Compiler, name: string): CompiledTerm {
  const compiled = compileTerm(term, inside(at, name));
  if (!compiled.measure.money) problem(inside(at, name), 'not an amount of money');
  return compiled;
}

function test(node: Condition | undefined, at: Compiler, name: string): CompiledNode | null {
  return node === undefined ? null : compileCondition(node, inside(at, name));
}

function recurring(definition: Support, at: Compiler): CompiledSupport['recurring'] {
  const spec = definition.recurring;
  if (spec === undefined) return null;
  const count = spec.count === undefined ? null : compileTerm(spec.count, inside(at, 'recurring.count'));
  if (count?.measure.money === true) problem(at, 'recurring.count: a number of periods, not money');
  if (spec.least !== undefined && spec.most !== undefined && spec.least > spec.most)
    problem(at, 'recurring: `least` above `most`');
  return { rate: moneyTerm(spec.rate, at, 'recurring.rate'), count };
}

export function compileSupport(definition: Support, root: Compiler): CompiledSupport {
  const at = inside(root, `support.${definition.id}`);
  return {
    definition,
    when: test(definition.when, at, 'when'),
    amount: optional(definition.amount, at, 'amount'),
    recurring: recurring(definition, at),
    floor: optional(definition.floor, at, 'floor'),
    cap: optional(definition.cap, at, 'cap'),
    deductions: definition.deductions.map((one) => ({
      title: one.title,
      when: test(one.when, at, `${one.id}.when`),
      amount: moneyTerm(one.amount, at, one.id),
    })),
    limits: definition.limits.map((one) => ({
      title: one.title,
      when: test(one.when, at, `${one.id}.when`),
      amount: moneyTerm(one.amount, at, one.id),
      used: optional(one.used, at, `${one.id}.used`),
    })),
    instalments: definition.instalments.map((one) => ({
      share: one.share === undefined ? null : shareOf(one.share),
      amount: optional(one.amount, at, one.id),
      requires: test(one.requires, at, `${one.id}.requires`),
    })),
    split: definition.split.map((one, index) => ({
      when: test(one.when, at, `split.${index}`),
      shares: one.shares.map(({ payer, share }) => ({ payer, share: shareOf(share) })),
    })),
  };
}
