import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settled } from '#shared/rules/amount.ts';
import type { Term } from '#shared/rules/conditionSchema.ts';
import { parseFacts } from '#shared/rules/factValues.ts';
import { compare, integer, toDecimalText } from '#shared/rules/rational.ts';
import { number, type World, worlds } from './bruteForce.ts';
import { compileTermOf, programmeProblems, scopeOf, termOf, vocabularyOf } from './kit.ts';

const vocabulary = vocabularyOf(`
- { key: n.one, label: 数一, type: integer, unit: 个, declaredBy: applicant }
- { key: n.two, label: 数二, type: integer, unit: 个, declaredBy: applicant }
- { key: b.one, label: 甲, type: boolean, declaredBy: applicant }
- { key: e.class, label: 类别, type: enum, values: [{ value: A, label: A }, { value: B, label: B }], declaredBy: authority }
- { key: loan.rate, label: 利率, type: decimal, unit: '%', places: 4, declaredBy: bank }
- { key: loan.amount, label: 贷款额, type: money, declaredBy: bank }
- { key: study.months, label: 留学月数, type: integer, unit: 个月, declaredBy: applicant }
- { key: day.from, label: 起, type: date, declaredBy: applicant }
- { key: day.to, label: 止, type: date, declaredBy: applicant }
- key: team.members
  label: 核心成员
  type: records
  fields:
    - { key: age, label: 年龄, type: integer, unit: 周岁 }
    - { key: doctor, label: 博士, type: boolean }
    - { key: pay, label: 年薪, type: money }
  declaredBy: applicant
- { key: unit.honours, label: 荣誉, type: set, values: [{ value: x, label: 甲 }, { value: y, label: 乙 }], declaredBy: applicant }
`);

const value = (yaml: string, facts: Record<string, unknown> = {}) => {
  const amount = compileTermOf(vocabulary, termOf(yaml)).evaluate(scopeOf(parseFacts(vocabulary, facts)));
  const exact = settled(amount);
  return {
    exact: exact === null ? null : toDecimalText(exact, 6),
    missing: amount.missing,
    human: amount.human,
    absent: amount.absent,
    amount,
  };
};

describe('bounds of terms with missing facts', () => {
  const term: fc.Arbitrary<Term> = fc.letrec<{ term: Term }>((tie) => ({
    term: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ fact: fc.constantFrom('n.one', 'n.two') }),
      fc.record({ value: fc.integer({ min: 0, max: 5 }) }),
      fc.record({ add: fc.array(tie('term'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ multiply: fc.array(tie('term'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ subtract: fc.tuple(tie('term'), tie('term')) }),
      fc.record({ min: fc.array(tie('term'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ max: fc.array(tie('term'), { minLength: 1, maxLength: 3 }) }),
      fc
        .record({
          units: fc.record({ of: tie('term'), per: fc.constant(3), countFrom: fc.integer({ min: 1, max: 3 }) }),
        })
        .filter((one) => JSON.stringify(one).includes('fact')),
      fc.record({
        cases: fc.record({ fact: fc.constant('e.class'), of: fc.record({ A: tie('term'), B: tie('term') }) }),
      }),
    ),
  })).term;
  const domains = { 'n.one': [0, 1, 4, 9], 'n.two': [0, 1, 4, 9], 'e.class': ['A', 'B'] };
  const known = fc.record(
    {
      'n.one': fc.constantFrom(0, 1, 4, 9),
      'n.two': fc.constantFrom(0, 1, 4, 9),
      'e.class': fc.constantFrom('A', 'B'),
    },
    { requiredKeys: [] },
  );

  it('hold every value that the missing facts can still give', () => {
    fc.assert(
      fc.property(term, known, (definition, facts) => {
        const negativeUnits =
          JSON.stringify(definition).includes('subtract') && JSON.stringify(definition).includes('units');
        fc.pre(!negativeUnits);
        const amount = compileTermOf(vocabulary, definition).evaluate(scopeOf(parseFacts(vocabulary, facts)));
        const open = Object.fromEntries(Object.entries(domains).filter(([key]) => !(key in facts)));
        for (const world of worlds(open as Record<string, (number | string)[]>)) {
          const result = integer(BigInt(number(definition, { ...facts, ...world } as World)));
          if (amount.low !== null) expect(compare(amount.low, result)).toBeLessThanOrEqual(0);
          if (amount.high !== null) expect(compare(amount.high, result)).toBeGreaterThanOrEqual(0);
        }
        if (Object.keys(open).length === 0) expect(settled(amount)).not.toBeNull();
      }),
      { numRuns: 1500 },
    );
  });
});

describe('forms of terms', () => {
  it('counts begun units from a limit: 6 months or more make a year', () => {
    const years = (months: number) =>
      value('units: { of: { fact: study.months }, per: 12, countFrom: 6 }', { 'study.months': months }).exact;
    expect([5, 6, 11, 12, 17, 18, 24, 29, 30].map(years)).toEqual(['0', '1', '1', '1', '1', '2', '2', '2', '3']);
  });

  it('prints calculations with their figures', () => {
    const say = (yaml: string, facts: Record<string, unknown> = {}) =>
      compileTermOf(vocabulary, termOf(yaml)).say(scopeOf(parseFacts(vocabulary, facts)));
    expect(say('units: { of: { fact: study.months }, per: 12, countFrom: 6 }', { 'study.months': 18 })).toBe(
      '留学月数 18 个月（每 12 个月计 1，余数满 6 计 1）折合 2',
    );
    expect(
      say('multiply: [{ subtract: [{ fact: loan.amount }, { wan: 1 }] }, { percent: 60 }]', {
        'loan.amount': 3_000_000,
      }),
    ).toBe('（贷款额 3 万元 − 1 万元） × 60%');
    expect(say('min: [{ fact: loan.amount }, { wan: 1000 }]')).toBe('贷款额（未登记） 与 1,000 万元 取低');
    expect(say('max: [{ wan: 1 }, { wan: 2 }]')).toBe('1 万元 与 2 万元 取高');
    expect(say('add: [{ fact: n.one }, { value: 2 }]', { 'n.one': 1 })).toBe('数一 1 个 + 2');
    expect(say('divide: [{ permille: 1.5 }, { value: 2 }]')).toBe('1.5‰ ÷ 2');
    expect(
      say('between: { from: { fact: day.from }, to: { date: 2025-01-01 }, unit: months }', {
        'day.from': '2024-01-01',
      }),
    ).toBe('起 2024-01-01至2025-01-01');
    expect(say('cases: { fact: e.class, of: { A: { wan: 1 }, B: { wan: 2 } } }')).toBe('1 万元 或 2 万元');
    expect(say('cases: { fact: e.class, of: { A: { wan: 1 } } }', { 'e.class': 'B' })).toBe('类别“B”没有对应的标准');
    expect(say('sum: { of: team.members, field: pay }', { 'team.members': [{ pay: 100 }, { pay: 250 }] })).toBe(
      '核心成员的年薪合计 3.50 元',
    );
    expect(say('decided: { fact: loan.amount, from: { wan: 80 }, to: { wan: 100 }, by: 专家 }')).toBe(
      '由专家在 80 万元至100 万元 内确定',
    );
    expect(say('decided: { fact: loan.amount, to: { wan: 100 }, by: 专家 }', { 'loan.amount': 100 })).toBe(
      '贷款额 1 元（幅度 不超过 100 万元，专家）',
    );
  });

  it('computes interest over LPR exactly', () => {
    const yaml = `
multiply:
  - { min: [{ fact: loan.amount }, { wan: 1000 }] }
  - { subtract: [{ fact: loan.rate }, { value: 3.65 }] }
  - { percent: 1 }
  - { percent: 60 }
`;
    expect(value(yaml, { 'loan.amount': 120_000_000_00, 'loan.rate': '4.35' }).exact).toBe('4200000');
  });

  it('counts calendar units between two days', () => {
    const yaml = 'between: { from: { fact: day.from }, to: { fact: day.to, plus: { days: 1 } }, unit: years }';
    expect(value(yaml, { 'day.from': '2022-07-01', 'day.to': '2025-06-30' }).exact).toBe('3');
    expect(value(yaml, { 'day.from': '2022-07-01', 'day.to': '2025-06-29' }).exact).toBe('2');
    expect(value(yaml, { 'day.from': '2022-07-01' })).toMatchObject({ exact: null, missing: ['day.to'] });
  });

  it('knows the age as a number, and which day is missing', () => {
    const yaml = 'age: { birth: day.from, asOf: { fact: day.to } }';
    expect(value(yaml, { 'day.from': '1984-02-29', 'day.to': '2023-02-28' }).exact).toBe('38');
    expect(value(yaml, { 'day.from': '1984-02-29' }).missing).toEqual(['day.to']);
    expect(value(yaml, { 'day.to': '2023-02-28' }).missing).toEqual(['day.from']);
    expect(value(yaml).missing).toEqual(['day.from', 'day.to']);
  });

  it('runs over rows and says which cell is missing', () => {
    const members = [
      { age: 40, doctor: true },
      { age: 45, doctor: false },
      { age: 51, doctor: true },
    ];
    expect(value('average: { of: team.members, field: age }', { 'team.members': members }).exact).toBe('45.333333');
    expect(
      value('count: { of: team.members, where: { compare: { fact: item.doctor, op: eq, value: true } } }', {
        'team.members': members,
      }).exact,
    ).toBe('2');
    expect(
      value('sum: { of: team.members, field: pay }', { 'team.members': [{ pay: 100 }, { age: 3 }] }),
    ).toMatchObject({ exact: null, missing: ['team.members.pay'] });
    const open = value('count: { of: team.members, where: { compare: { fact: item.doctor, op: eq, value: true } } }', {
      'team.members': [{ doctor: true }, { age: 30 }],
    });
    expect(open).toMatchObject({ exact: null, missing: ['team.members[2].doctor'] });
    expect([open.amount.low?.n, open.amount.high?.n]).toEqual([1n, 2n]);
    expect(value('average: { of: team.members, field: age }', { 'team.members': [] }).absent).toContain('无法求平均');
    expect(value('count: { of: unit.honours }', { 'unit.honours': ['x', 'y'] }).exact).toBe('2');
  });

  it('leaves a sum between bounds to people until they have fixed it, and refuses a figure outside the bounds', () => {
    const yaml = 'decided: { fact: loan.amount, from: { wan: 80 }, to: { wan: 100 }, by: 专家评审 }';
    expect(value(yaml)).toMatchObject({ exact: null, human: ['由专家评审确定'] });
    expect(value(yaml, { 'loan.amount': 90_000_000 }).exact).toBe('90000000');
    expect(value(yaml, { 'loan.amount': 110_000_000 }).human[0]).toContain('超出规定幅度');
    const upTo = 'decided: { fact: loan.amount, to: { wan: 100 }, by: 主管部门 }';
    expect(value(upTo, { 'loan.amount': 1 }).exact).toBe('1');
    expect(value(upTo).amount).toMatchObject({ low: null, high: { n: 100_000_000n } });
  });

  it('multiplies ranges by all their corners', () => {
    const either = (a: number, b: number) =>
      `{ cases: { fact: e.class, of: { A: { value: ${a} }, B: { value: ${b} } } } }`;
    const range = (yaml: string) => {
      const { low, high } = value(yaml).amount;
      return [Number(low!.n), Number(high!.n)];
    };
    const minus2 = (term: string) => `{ subtract: [${term}, { value: 2 }] }`;
    expect(range(`multiply: [${either(2, 5)}, ${minus2(either(1, 4))}]`)).toEqual([-5, 10]);
    expect(range(`multiply: [${minus2(either(1, 4))}, ${either(2, 5)}]`)).toEqual([-5, 10]);
    expect(range(`multiply: [${minus2(either(0, 1))}, ${minus2(either(0, 1))}]`)).toEqual([1, 4]);
  });

  it('keeps the unit of what is multiplied', () => {
    const { measure } = compileTermOf(vocabulary, termOf('multiply: [{ value: 2 }, { fact: study.months }]'));
    expect(measure).toEqual({ money: false, unit: '个月' });
  });

  it('never computes 一事一议', () =>
    expect(value('caseByCase: 一事一议')).toMatchObject({ exact: null, human: ['一事一议'] }));
  it('needs a person where it would divide by zero', () =>
    expect(value('divide: [{ value: 1 }, { fact: n.one }]', { 'n.one': 0 }).human[0]).toContain('除数为零'));
  it('says that no figure applies', () =>
    expect(value('cases: { fact: e.class, of: { A: { value: 1 } } }', { 'e.class': 'B' }).absent).toContain(
      '没有对应的标准',
    ));
});

describe('terms that do not fit', () => {
  const support = (amount: string) =>
    programmeProblems(
      vocabulary,
      `support: [{ id: s, cite: [jrcb-2022-4/03/1], name: x, kind: money, amount: ${amount} }]`,
    ).join('\n');
  it.each([
    ['{ fact: no.such }', 'no fact `no.such`'],
    ['{ fact: b.one }', 'is no number'],
    ['{ fact: n.one }', 'not an amount of money'],
    ['{ add: [{ wan: 1 }, { value: 1 }] }', 'mixes money and plain numbers'],
    ['{ multiply: [{ wan: 1 }, { wan: 1 }] }', 'money cannot be multiplied by money'],
    ['{ divide: [{ value: 1 }, { wan: 1 }] }', 'cannot be divided by money'],
    ['{ cases: { fact: e.class, of: { Z: { wan: 1 } } } }', 'has no value `Z`'],
    ['{ cases: { fact: n.one, of: { A: { wan: 1 } } } }', 'is no enum'],
    ['{ sum: { of: team.members, field: doctor } }', 'no number field'],
    ['{ sum: { of: n.one, field: age } }', 'has no rows'],
    ['{ count: { of: unit.honours, where: { exists: n.one } } }', '`where` needs records'],
    ['{ units: { of: { wan: 1 }, per: 3, countFrom: 4 } }', '`countFrom` lies above `per`'],
    ['{ fact: item.age }', 'outside of `where`'],
    [
      '{ sum: { of: team.members, field: pay, where: { compare: { fact: item.no, op: eq, value: 1 } } } }',
      'have no field `no`',
    ],
  ])('%s', (amount, message) => expect(support(amount)).toContain(message));
});
