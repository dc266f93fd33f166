import {
  type Amount,
  exactly,
  formatAmount,
  type Measure,
  needsPerson,
  notApplicable,
  oneOf,
  settled,
} from './amount.ts';
import type { CompiledTerm } from './compileTerm.ts';
import type { Term } from './conditionSchema.ts';
import { compare } from './rational.ts';
import { type Compiler, factReference, inside, problem } from './references.ts';
import { evaluate, missingFacts, openJudgements, type Scope } from './trace.ts';

/** Terms that choose between figures or are fixed by people. */

type Compile = (term: Term, at: Compiler) => CompiledTerm;

function sameMeasure(parts: readonly CompiledTerm[], at: Compiler): Measure {
  const first = parts[0]!.measure;
  if (parts.some((part) => part.measure.money !== first.money)) problem(at, 'the choices mix money and plain numbers');
  return first;
}

interface Choice {
  /** Amounts that may be the one, in order; one if it is clear. */
  candidates: CompiledTerm[];
  missing: string[];
  human: string[];
  none: string;
}

function choose(choice: Choice, scope: Scope): Amount {
  const amounts = choice.candidates.map((one) => one.evaluate(scope));
  const clear = choice.missing.length === 0 && choice.human.length === 0;
  if (clear) return amounts[0] ?? notApplicable(choice.none);
  return oneOf(amounts, choice);
}

function tierChoice(term: Term, at: Compiler, compile: Compile): { all: CompiledTerm[]; pick(scope: Scope): Choice } {
  const tiers = term.tiers!.map((tier, index) => ({
    when: at.test(tier.when, inside(at, `tiers.${index}`)),
    amount: compile(tier.amount, inside(at, `tiers.${index}`)),
  }));
  const otherwise = term.otherwise === undefined ? null : compile(term.otherwise, inside(at, 'otherwise'));
  const pick = (scope: Scope): Choice => {
    const choice: Choice = { candidates: [], missing: [], human: [], none: '没有适用的档次' };
    for (const tier of tiers) {
      const trace = evaluate(tier.when, scope);
      if (trace.truth === 'false') continue;
      choice.candidates.push(tier.amount);
      if (trace.truth === 'true') return choice;
      choice.missing.push(...missingFacts(trace));
      choice.human.push(...openJudgements(trace));
    }
    if (otherwise !== null) choice.candidates.push(otherwise);
    else if (choice.candidates.length > 0) choice.candidates.push(nothing(choice.none));
    return choice;
  };
  const all = [...tiers.map((tier) => tier.amount), ...(otherwise === null ? [] : [otherwise])];
  return { all, pick };
}

const nothing = (why: string): CompiledTerm => ({
  measure: { money: false, unit: '' },
  evaluate: () => notApplicable(why),
  say: () => why,
});

function caseChoice(term: Term, at: Compiler, compile: Compile): { all: CompiledTerm[]; pick(scope: Scope): Choice } {
  const { fact: key, of } = term.cases!;
  const fact = factReference(key, at);
  if (fact.kind.type !== 'enum') problem(at, `\`${key}\` is no enum`);
  for (const value of Object.keys(of)) {
    if (fact.kind.type === 'enum' && !fact.kind.labels.has(value)) problem(at, `\`${key}\` has no value \`${value}\``);
  }
  const cases = new Map(Object.entries(of).map(([value, one]) => [value, compile(one, inside(at, `cases.${value}`))]));
  const pick = (scope: Scope): Choice => {
    const value = fact.read(scope);
    const label = typeof value === 'string' ? (fact.kind.labels.get(value) ?? value) : '';
    const none = `${fact.kind.label}“${label}”没有对应的标准`;
    if (typeof value !== 'string') {
      const open = cases.size < fact.kind.labels.size ? [nothing(none)] : [];
      return { candidates: [...cases.values(), ...open], missing: [fact.name(scope)], human: [], none };
    }
    const found = cases.get(value);
    return { candidates: found === undefined ? [] : [found], missing: [], human: [], none };
  };
  return { all: [...cases.values()], pick };
}

/** `tiers` and `cases`. */
export function choiceTerm(term: Term, at: Compiler, compile: Compile): CompiledTerm {
  const { all, pick } = term.tiers === undefined ? caseChoice(term, at, compile) : tierChoice(term, at, compile);
  return {
    measure: sameMeasure(all, at),
    evaluate: (scope) => choose(pick(scope), scope),
    say(scope) {
      const choice = pick(scope);
      if (choice.candidates.length === 0) return choice.none;
      return choice.candidates.map((one) => one.say(scope)).join(' 或 ');
    },
  };
}

/** A figure people fix between bounds; before they have, the bounds. A fixed figure outside the bounds goes back to a person. */
export function decidedTerm(spec: NonNullable<Term['decided']>, at: Compiler, compile: Compile): CompiledTerm {
  const fact = compile({ fact: spec.fact }, inside(at, 'decided'));
  const from = spec.from === undefined ? null : compile(spec.from, inside(at, 'decided.from'));
  const to = spec.to === undefined ? null : compile(spec.to, inside(at, 'decided.to'));
  sameMeasure([fact, ...(from === null ? [] : [from]), ...(to === null ? [] : [to])], at);
  const bounds = (scope: Scope) => ({
    low: from === null ? null : settled(from.evaluate(scope)),
    high: to === null ? null : settled(to.evaluate(scope)),
  });
  return {
    measure: fact.measure,
    evaluate(scope) {
      const { low, high } = bounds(scope);
      const value = settled(fact.evaluate(scope));
      if (value === null) return needsPerson(`由${spec.by}确定`, low, high);
      const outside = (low !== null && compare(value, low) < 0) || (high !== null && compare(value, high) > 0);
      return outside ? needsPerson('核定数额超出规定幅度，请核对', low, high) : exactly(value);
    },
    say(scope) {
      const { low, high } = bounds(scope);
      const range = formatAmount({ low, high, missing: [], human: [], absent: null }, fact.measure);
      const value = settled(fact.evaluate(scope));
      return value === null ? `由${spec.by}在 ${range} 内确定` : `${fact.say(scope)}（幅度 ${range}，${spec.by}）`;
    },
  };
}
