import { describe, expect, it } from 'vitest';
import { Refusal } from '#shared/domain/errors.ts';
import { factsFile } from '#shared/rules/factSchema.ts';
import { parseFacts, readFacts } from '#shared/rules/factValues.ts';
import { vocabularyOf } from './kit.ts';

const vocabulary = vocabularyOf(`
- { key: house.price, label: 购房金额, type: money, max: 100000000, declaredBy: applicant }
- { key: house.homes, label: 住房数, type: integer, unit: 套, min: 0, max: 50, declaredBy: applicant }
- { key: loan.rate, label: 利率, type: decimal, unit: '%', places: 2, max: 24, declaredBy: bank }
- { key: person.bornOn, label: 出生日期, type: date, past: true, declaredBy: applicant }
- { key: person.married, label: 已婚, type: boolean, declaredBy: applicant }
- { key: talent.class, label: 类别, type: enum, values: [{ value: A, label: A 类 }, { value: B, label: B 类 }], declaredBy: authority }
- { key: person.honours, label: 荣誉, type: set, values: [{ value: x, label: 甲 }, { value: y, label: 乙 }], declaredBy: applicant }
- { key: person.name, label: 姓名, type: text, declaredBy: applicant }
- { key: growth.rate, label: 增长率, type: decimal, unit: '%', places: 1, min: -100, declaredBy: applicant }
- key: awards.won
  label: 获奖
  type: records
  fields: [{ key: rank, label: 名次, type: integer, unit: 位, min: 1 }, { key: on, label: 日期, type: date }]
  declaredBy: applicant
`);

const refusal = (facts: unknown) => {
  try {
    parseFacts(vocabulary, facts, '2023-05-10');
    return null;
  } catch (error) {
    return error instanceof Refusal
      ? { code: error.code, key: error.details.key, reason: String(error.details.reason) }
      : error;
  }
};

describe('facts that are taken', () => {
  it.each([
    [{ 'house.price': 186_000_000 }, 186_000_000],
    [{ 'house.price': { value: '186', unit: '万元' } }, 186_000_000],
    [{ 'house.price': { value: 1_860_000.5, unit: '元' } }, 186_000_050],
    [{ 'loan.rate': '3.65' }, 365],
    [{ 'loan.rate': 4.35 }, 435],
    [{ 'loan.rate': { value: 4, unit: '%' } }, 400],
    [{ 'growth.rate': '-12.5' }, -125],
    [{ 'person.bornOn': '1984-02-29' }, '1984-02-29'],
    [{ 'person.bornOn': '2023-05-10' }, '2023-05-10'],
    [{ 'person.married': false }, false],
    [{ 'talent.class': 'B' }, 'B'],
    [{ 'person.honours': ['y'] }, ['y']],
    [{ 'person.name': '䶮' }, '䶮'],
  ])('%j', (facts, stored) => {
    expect(parseFacts(vocabulary, facts, '2023-05-10').get(Object.keys(facts)[0]!)).toEqual(stored);
  });

  it('reads rows and leaves out what is null', () => {
    const facts = parseFacts(vocabulary, { 'awards.won': [{ rank: 1, on: null }], 'person.name': null });
    expect(facts.get('awards.won')).toEqual([new Map([['rank', 1]])]);
    expect(facts.has('person.name')).toBe(false);
  });
});

describe('facts that are refused, with key and reason', () => {
  it.each([
    [{ 'no.such': 1 }, 'FACT_UNKNOWN', '词汇表'],
    [{ 'house.price': -1 }, 'FACT_TYPE', '不应为负数'],
    [{ 'house.price': 10_000_000_001 }, 'FACT_TYPE', '不应大于 100000000 元'],
    [{ 'house.price': 0.5 }, 'FACT_TYPE', '整数分'],
    [{ 'house.price': { value: 1, unit: '美元' } }, 'FACT_TYPE', '单位“美元”不对'],
    [{ 'house.price': { value: 1, unit: 'constructor' } }, 'FACT_TYPE', '不对'],
    [{ 'house.price': { value: 1, unit: '元', note: 'x' } }, 'FACT_TYPE', '{value, unit}'],
    [{ 'house.price': '一百万' }, 'FACT_TYPE', '不是有效的数字'],
    [{ 'house.price': '1e9' }, 'FACT_TYPE', '不是有效的数字'],
    [{ 'house.price': true }, 'FACT_TYPE', '应当填写数字'],
    [{ 'house.homes': 1.5 }, 'FACT_TYPE', '应当是整数'],
    [{ 'house.homes': 51 }, 'FACT_TYPE', '不应大于 50 套'],
    [{ 'house.homes': { value: 1, unit: '间' } }, 'FACT_TYPE', '应为“套”'],
    [{ 'loan.rate': '3.655' }, 'FACT_TYPE', '最多 2 位小数'],
    [{ 'growth.rate': -101 }, 'FACT_TYPE', '不应小于 -100 %'],
    [{ 'person.bornOn': '2023-02-29' }, 'FACT_TYPE', '不是有效日期'],
    [{ 'person.bornOn': '2023-05-11' }, 'FACT_TYPE', '晚于申报日期'],
    [{ 'person.bornOn': 20230510 }, 'FACT_TYPE', '格式'],
    [{ 'person.married': 'yes' }, 'FACT_TYPE', '是（true）或否（false）'],
    [{ 'talent.class': 'F' }, 'FACT_TYPE', '没有选项“F”，可选 A、B'],
    [{ 'talent.class': 1 }, 'FACT_TYPE', '选项代码'],
    [{ 'person.honours': 'x' }, 'FACT_TYPE', '应当是列表'],
    [{ 'person.honours': ['x', 'x'] }, 'FACT_TYPE', '同一选项重复'],
    [{ 'person.honours': ['z'] }, 'FACT_TYPE', '没有选项'],
    [{ 'person.name': 'x'.repeat(2001) }, 'FACT_TYPE', '2000 字'],
    [{ 'awards.won': [{ rank: 0 }] }, 'FACT_TYPE', '第 1 行“名次”不应小于 1 位'],
    [{ 'awards.won': [{ rank: 1 }, { prize: 1 }] }, 'FACT_TYPE', '第 2 行没有名为“prize”的字段'],
    [{ 'awards.won': [3] }, 'FACT_TYPE', '第 1 行应当是一组字段'],
    [{ 'awards.won': Array.from({ length: 201 }, () => ({})) }, 'FACT_TYPE', '最多 200 行'],
    [{ 'case.applicationDate': '2023-05-09' }, 'FACT_TYPE', '与申报日期 2023-05-10 不一致'],
  ])('%j', (facts, code, reason) => {
    expect(refusal(facts)).toEqual({ code, key: Object.keys(facts)[0], reason: expect.stringContaining(reason) });
  });

  it.each([[[]], [null], ['x'], [1]])('%j as a whole', (input) =>
    expect(refusal(input)).toMatchObject({ code: 'FACT_TYPE' }),
  );

  it('lists at most twelve options', () => {
    const options = (n: number) =>
      vocabularyOf(
        `[{ key: a.b, label: 项, type: enum, declaredBy: applicant, values: [${Array.from({ length: n }, (_, one) => `{ value: v${one}, label: x }`)}] }]`,
      );
    const reason = (n: number) => readFacts(options(n), { 'a.b': 'nope' }).problems[0]!.reason;
    expect(reason(12)).toMatch(/v11$/);
    expect(reason(13)).toMatch(/v11 等$/);
  });

  it('names every problem at once for a form', () => {
    const { facts, problems } = readFacts(vocabulary, { 'house.price': -1, 'talent.class': 'B', x: 1 });
    expect(problems.map((one) => one.key)).toEqual(['house.price', 'x']);
    expect([...facts.keys()]).toEqual(['talent.class']);
  });
});

describe('the vocabulary', () => {
  const bad = (fact: object) =>
    factsFile
      .safeParse({ facts: [{ label: 'x', declaredBy: 'applicant', key: 'a.b', ...fact }] })
      .error?.issues.map((one) => one.message)
      .join();
  it.each([
    [{ type: 'enum' }, 'needs `values/list`'],
    [{ type: 'integer' }, 'needs `unit`'],
    [{ type: 'decimal', unit: '%' }, 'needs `places`'],
    [{ type: 'date', min: 1 }, '`min/max` does not belong'],
    [{ type: 'boolean', ranked: true }, '`ranked` does not belong'],
    [{ type: 'records' }, 'records need them'],
    [
      {
        type: 'enum',
        values: [
          { value: 'a', label: 'x' },
          { value: 'a', label: 'y' },
        ],
      },
      'listed twice',
    ],
    [{ type: 'text', key: 'case.otherBenefits' }, 'provided by the engine'],
    [{ type: 'money', regex: '.*' }, 'regex'],
  ])('refuses %j', (fact, message) => expect(bad(fact)).toContain(message));
});
