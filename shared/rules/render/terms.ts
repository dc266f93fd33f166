import { type Condition, formOf, type Term, type TermForm } from '../conditionSchema.ts';
import { formatMoney, formatShare } from '../money.ts';
import type { FactKind } from '../vocabulary.ts';
import { dateWords } from './words.ts';
import { type Writer, writerFact } from './writer.ts';

/** Numbers and amounts in words: every form of a term has its own. */

type Say = (node: Condition, at: Writer) => string;

const SPANS = { years: '整年数', months: '整月数', days: '天数' } as const;

/** `获奖情况（须 …）的`: the rows that count. */
export function rowsWords(spec: { of: string; where?: Condition | undefined }, at: Writer, say: Say): string {
  const kind = writerFact(at, spec.of);
  return spec.where === undefined ? kind.label : `${kind.label}中符合（${say(spec.where, { ...at, rows: kind })}）的`;
}

const fieldLabel = (kind: FactKind, field: string): string => kind.fields.get(field)?.label ?? field;

/** A calculation inside another one is put in brackets. */
function factor(term: Term, at: Writer, say: Say): string {
  const form = formOf(term);
  const text = termWords(term, at, say);
  return ['add', 'subtract', 'multiply', 'divide', 'tiers', 'cases', 'units'].includes(form) ? `（${text}）` : text;
}

const joined = (terms: readonly Term[], sign: string, at: Writer, say: Say): string =>
  terms.map((one) => factor(one, at, say)).join(sign);

const listed = (terms: readonly Term[], at: Writer, say: Say): string =>
  terms.map((one) => termWords(one, at, say)).join('；');

export const caseLabel = (at: Writer, fact: string, value: string): string =>
  writerFact(at, fact).labels.get(value) ?? value;

function decidedWords(spec: NonNullable<Term['decided']>, at: Writer, say: Say): string {
  const label = writerFact(at, spec.fact).label;
  const from = spec.from === undefined ? null : factor(spec.from, at, say);
  const to = spec.to === undefined ? null : factor(spec.to, at, say);
  const range =
    from !== null && to !== null
      ? `在 ${from} 至 ${to} 之间`
      : to !== null
        ? `在不超过 ${to} 的范围内`
        : from !== null
          ? `按不低于 ${from} 的标准`
          : '';
  return `${label}（由${spec.by}${range}确定）`;
}

const WORDS: Record<TermForm, (term: Term, at: Writer, say: Say) => string> = {
  value: (term) => String(term.value!),
  fen: (term) => formatMoney(term.fen!),
  percent: (term) => formatShare({ percent: term.percent! }),
  permille: (term) => formatShare({ permille: term.permille! }),
  fact: (term, at) => writerFact(at, term.fact!).label,
  age: ({ age }, at) => `按${writerFact(at, age!.birth).label}计算、至${dateWords(age!.asOf, at)}的周岁数`,
  between: ({ between }, at) =>
    `${dateWords(between!.from, at)}至${dateWords(between!.to, at)}的${SPANS[between!.unit]}`,
  add: (term, at, say) => joined(term.add!, ' + ', at, say),
  subtract: (term, at, say) => joined(term.subtract!, ' − ', at, say),
  multiply: (term, at, say) => joined(term.multiply!, ' × ', at, say),
  divide: (term, at, say) => joined(term.divide!, ' ÷ ', at, say),
  min: (term, at, say) => `取较低者（${listed(term.min!, at, say)}）`,
  max: (term, at, say) => `取较高者（${listed(term.max!, at, say)}）`,
  units: ({ units }, at, say) =>
    `${factor(units!.of, at, say)}折算的期数（每满 ${units!.per} 计 1，余数满 ${units!.countFrom} 再计 1）`,
  tiers: (term, at, say) =>
    [
      ...term.tiers!.map((tier) => `${say(tier.when, at)}的，为 ${termWords(tier.amount, at, say)}`),
      ...(term.otherwise === undefined ? [] : [`其他情形为 ${termWords(term.otherwise, at, say)}`]),
    ].join('；'),
  cases: ({ cases }, at, say) =>
    `按${writerFact(at, cases!.fact).label}：${Object.entries(cases!.of)
      .map(([value, one]) => `${caseLabel(at, cases!.fact, value)}为 ${termWords(one, at, say)}`)
      .join('，')}`,
  sum: ({ sum }, at, say) => `${rowsWords(sum!, at, say)}${fieldLabel(writerFact(at, sum!.of), sum!.field)}合计`,
  average: ({ average }, at, say) =>
    `${rowsWords(average!, at, say)}平均${fieldLabel(writerFact(at, average!.of), average!.field)}`,
  count: ({ count }, at, say) => `${rowsWords(count!, at, say)}项数`,
  decided: ({ decided }, at, say) => decidedWords(decided!, at, say),
  caseByCase: (term) => term.caseByCase!,
};

/** A term in words. `say` writes the tests inside it. */
export const termWords = (term: Term, at: Writer, say: Say): string => WORDS[formOf(term)](term, at, say);
