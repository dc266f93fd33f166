import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, condition, type Term } from '#shared/rules/conditionSchema.ts';
import { formatMoney } from '#shared/rules/money.ts';
import { conditionLine, sentence } from '#shared/rules/render/conditions.ts';
import { type Line, sayLine } from '#shared/rules/render/model.ts';
import { vocabulary } from '../conditionVocabulary.ts';
import { writerOf } from '../kit.ts';

/** Whatever tree an author may write: every fact, figure and force of it is in its words. */

const at = writerOf(vocabulary);

/** A part of a tree with the words that must come out of it. */
interface Written<T> {
  part: T;
  words: string[];
}

const numbers = [...vocabulary.facts.values()].filter((one) => one.type === 'integer' || one.type === 'money');
const figure = fc.integer({ min: 1, max: 999_999 });
const months = fc.integer({ min: 1, max: 1200 });

const simple: fc.Arbitrary<Written<Term>> = fc.oneof(
  fc.constantFrom(...numbers).map(({ key, label }) => ({ part: { fact: key }, words: [label] })),
  figure.map((fen) => ({ part: { fen }, words: [formatMoney(fen)] })),
  figure.map((value) => ({ part: { value }, words: [String(value)] })),
  figure.map((n) => ({ part: { permille: n / 10 }, words: [`${n / 10}‰`] })),
);

const joined = (parts: Written<unknown>[]): string[] => parts.flatMap((one) => one.words);
const partsOf = <T>(parts: Written<T>[]): T[] => parts.map((one) => one.part);

const term = fc.letrec<{ term: Written<Term> }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    simple,
    fc
      .tuple(fc.constantFrom('add', 'multiply', 'min', 'max'), fc.array(tie('term'), { minLength: 1, maxLength: 3 }))
      .map(([form, list]) => ({ part: { [form]: partsOf(list) }, words: joined(list) })),
    fc
      .tuple(fc.constantFrom('subtract', 'divide'), tie('term'), tie('term'))
      .map(([form, a, b]) => ({ part: { [form]: [a.part, b.part] }, words: joined([a, b]) })),
    fc.tuple(tie('term'), months, months).map(([of, per, countFrom]) => ({
      part: { units: { of: of.part, per, countFrom } },
      words: [...of.words, String(per), String(countFrom)],
    })),
    fc.tuple(tie('term'), tie('term')).map(([a, b]) => ({
      part: { cases: { fact: 'talent.class', of: { B: a.part, D: b.part } } },
      words: ['人才类别', 'B 类', 'D 类', ...joined([a, b])],
    })),
    fc.tuple(tie('term'), tie('term')).map(([a, b]) => ({
      part: { tiers: [{ when: { exists: 'unit.sales' }, amount: a.part }], otherwise: b.part },
      words: ['销售收入', ...joined([a, b])],
    })),
    fc.tuple(tie('term'), tie('term')).map(([a, b]) => ({
      part: { decided: { fact: 'unit.granted', from: a.part, to: b.part, by: '专家组' } },
      words: ['政府支持资金', '专家组', ...joined([a, b])],
    })),
  ),
})).term;

const op = fc.constantFrom('eq', 'ne', 'ge', 'gt', 'le', 'lt');

const leaf: fc.Arbitrary<Written<Condition>> = fc.oneof<fc.Arbitrary<Written<Condition>>[]>(
  fc.tuple(term, op, term).map(([a, sign, b]) => ({
    part: { compare: { term: a.part, op: sign, than: b.part } } as Condition,
    words: joined([a, b]),
  })),
  fc.tuple(op, figure).map(([sign, value]) => ({
    part: { compare: { fact: 'unit.staff', op: sign, value } } as Condition,
    words: ['员工数', `${value} 人`],
  })),
  fc.constantFrom('A', 'C').map((value) => ({
    part: { compare: { fact: 'talent.class', op: 'ge' as const, value } },
    words: ['人才类别', `${value} 类`],
  })),
  fc.tuple(term, term, figure).map(([a, b, n]) => ({
    part: { ratio: { part: a.part, whole: b.part, op: 'ge' as const, share: { percent: n / 100 } } },
    words: [...joined([a, b]), `${n / 100}%`],
  })),
  fc.integer({ min: 1, max: 150 }).map((value) => ({
    part: {
      ageAt: {
        birth: 'person.birthDate',
        asOf: { fact: 'notice.ageDay', plus: { years: -value } },
        op: 'le' as const,
        value,
      },
    },
    words: ['出生日期', '年龄基准日', `前 ${value} 年`, `${value} 周岁`],
  })),
  fc.constant({ part: { judgement: { ask: '是否领先', by: 'expert' as const } }, words: ['专家', '是否领先'] }),
);

const tree = fc.letrec<{ tree: Written<Condition> }>((tie) => {
  const some = fc.array(tie('tree'), { minLength: 1, maxLength: 3 });
  return {
    tree: fc
      .tuple(
        fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          leaf,
          some.map((list) => ({ part: { all: partsOf(list) } as Condition, words: joined(list) })),
          some.map((list) => ({ part: { any: partsOf(list) } as Condition, words: joined(list) })),
          some.map((list) => ({
            part: { atLeast: { n: 1, of: partsOf(list) } } as Condition,
            words: [...joined(list), '1 项'],
          })),
          tie('tree').map((one) => ({ part: { not: one.part } as Condition, words: one.words })),
        ),
        fc.option(fc.tuple(fc.constant('mayRelax' as const), tie('tree')), { nil: null, freq: 4 }),
      )
      .map(([one, relaxed]) =>
        relaxed === null
          ? one
          : {
              part: { ...one.part, force: relaxed[0], relaxedBy: relaxed[1].part },
              words: [...one.words, '可放宽', ...relaxed[1].words],
            },
      ),
  };
}).tree;

const whole = (line: Line): string => [sayLine(line), ...line.children.map(whole)].join('\n');
const lost = (words: readonly string[], text: string) => words.filter((word) => !text.includes(word));

describe('any tree of conditions', () => {
  it('loses nothing as one sentence', () => {
    fc.assert(
      fc.property(tree, ({ part, words }) => {
        expect(lost(words, sentence(condition.parse(part), at))).toEqual([]);
      }),
    );
  });

  it('loses nothing as lines, and every line says something', () => {
    fc.assert(
      fc.property(tree, ({ part, words }) => {
        const line = conditionLine(condition.parse(part), at);
        expect(lost(words, whole(line))).toEqual([]);
        expect(whole(line)).not.toMatch(/undefined|null|NaN|\[object/);
      }),
    );
  });
});
