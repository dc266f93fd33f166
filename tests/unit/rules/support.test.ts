import { describe, expect, it } from 'vitest';
import { CLAUSE, evaluateWith, programmeOf } from './kit.ts';
import { grant, vocabulary } from './supportKit.ts';

/** Formulas of real clauses, each with figures worked out by hand. */
const CLASSES = 'cap: { cases: { fact: talent.class, of: { B: { wan: 100 }, C: { wan: 70 } } } }';
const HOME = `amount: { multiply: [{ fact: house.price }, { percent: 50 }] }, ${CLASSES}`;
const PARTS = `instalments: [
  { id: one, title: 首年, cite: [${CLAUSE}], share: { percent: 40 }, monthsAfter: 0 },
  { id: two, title: 次年, cite: [${CLAUSE}], share: { percent: 30 }, monthsAfter: 12, yearlyBy: { month: 9, day: 30 } },
  { id: three, title: 第三年, cite: [${CLAUSE}], share: { percent: 30 }, monthsAfter: 24, from: agreed }]`;
const HALVES = `split: [{ cite: [${CLAUSE}], when: { compare: { fact: unit.public, op: eq, value: true } }, shares: [{ payer: 市级, share: { percent: 100 } }] },
  { cite: [${CLAUSE}], shares: [{ payer: 市级, share: { percent: 50 } }, { payer: 区县, share: { percent: 50 } }] }]`;

describe('share with a ceiling', () => {
  it.each([
    ['B', 186_000_000, 93_000_000, '未超出'],
    ['C', 186_000_000, 70_000_000, '超出部分不计'],
    ['B', 200_000_000, 100_000_000, '未超出'],
    ['B', 200_000_002, 100_000_000, '超出部分不计'],
    ['B', 1, 1, '未超出'],
  ])('class %s, %d 分', (talent, price, amount, effect) => {
    const result = grant(HOME, { 'talent.class': talent, 'house.price': price });
    expect(result).toMatchObject({ state: 'amount', amountFen: amount });
    expect(result.calculation.find((line) => line.label === '上限')?.text).toContain(effect);
  });

  it('is left to people where the class has no ceiling of its own', () => {
    expect(grant(HOME, { 'talent.class': 'A', 'house.price': 186_000_000 })).toMatchObject({
      state: 'needsHuman',
      amountFen: null,
    });
  });

  it('takes 1.5‰ of contracts, at most 800,000 yuan, rounded once', () => {
    const support = 'amount: { multiply: [{ fact: contract.turnover }, { permille: 1.5 }] }, cap: { wan: 80 }';
    expect(grant(support, { 'contract.turnover': 12_345_678_901 }).amountFen).toBe(18_518_518);
    expect(grant(support, { 'contract.turnover': 333 }).amountFen).toBe(0);
    expect(grant(support, { 'contract.turnover': 334 }).amountFen).toBe(1);
    expect(grant(support, { 'contract.turnover': 53_333_333_333 }).amountFen).toBe(80_000_000);
    expect(grant(support, { 'contract.turnover': 53_333_333_334 }).amountFen).toBe(80_000_000);
    expect(grant(support, { 'contract.turnover': 53_333_332_000 }).amountFen).toBe(79_999_998);
  });
});

describe('what is missing', () => {
  it('makes the amount unknown, within what is certain', () => {
    const result = grant(HOME, { 'talent.class': 'C' });
    expect(result).toMatchObject({
      state: 'unknown',
      amountFen: null,
      missing: ['house.price'],
      rangeFen: { from: null, to: 70_000_000 },
    });
    expect(result.sentence).toContain('尚缺：购房金额');
  });
  it('is not asked for where it changes nothing', () => {
    const support = 'amount: { cases: { fact: talent.class, of: { A: { wan: 5 }, B: { wan: 5 }, C: { wan: 5 } } } }';
    expect(grant(support, {})).toMatchObject({ state: 'amount', amountFen: 5_000_000 });
  });
  it('is never taken for zero in a deduction', () => {
    const support = `${HOME}, deductions: [{ id: d, cite: [${CLAUSE}], title: 扣减已领, amount: { fact: rent.received } }]`;
    const facts = { 'talent.class': 'B', 'house.price': 186_000_000 };
    expect(grant(support, facts)).toMatchObject({
      state: 'unknown',
      missing: ['rent.received'],
      rangeFen: { from: 0, to: 93_000_000 },
    });
    expect(grant(support, { ...facts, 'rent.received': 2_400_000 }).amountFen).toBe(90_600_000);
    expect(grant(support, { ...facts, 'house.price': 186_000_000, 'rent.received': 99_999_999_00 }).amountFen).toBe(0);
  });
});

describe('limits', () => {
  const couple = `amount: { wan: 15 }, limits: [{ id: l, cite: [${CLAUSE}], title: 夫妻合计不超过房价, per: household,
    when: { compare: { fact: spouse.receives, op: eq, value: true } }, amount: { fact: house.price }, used: { fact: spouse.granted } }]`;

  it('keep a couple’s total within the price', () => {
    const both = { 'spouse.receives': true, 'house.price': 20_000_000 };
    expect(grant(couple, { ...both, 'spouse.granted': 10_000_000 }).amountFen).toBe(10_000_000);
    expect(grant(couple, { ...both, 'spouse.granted': 4_999_999 }).amountFen).toBe(15_000_000);
    expect(grant(couple, { ...both, 'spouse.granted': 30_000_000 }).amountFen).toBe(0);
    expect(grant(couple, { 'spouse.receives': false }).amountFen).toBe(15_000_000);
    expect(grant(couple, both)).toMatchObject({ state: 'unknown', missing: ['spouse.granted'] });
    expect(grant(couple, {})).toMatchObject({
      state: 'unknown',
      missing: ['spouse.receives'],
      rangeFen: { from: 0, to: 15_000_000 },
    });
  });

  it('keep one unit within its yearly million', () => {
    const support = `amount: { multiply: [{ wan: 10 }, { fact: unit.engineers }] }, limits: [{ id: l, cite: [${CLAUSE}], title: 同年度一家企业最高100万元, per: unitYear, amount: { wan: 100 }, used: { fact: unit.grantedThisYear } }]`;
    expect(grant(support, { 'unit.engineers': 3, 'unit.grantedThisYear': 0 }).amountFen).toBe(30_000_000);
    expect(grant(support, { 'unit.engineers': 3, 'unit.grantedThisYear': 85_000_000 }).amountFen).toBe(15_000_000);
    expect(grant(support, { 'unit.engineers': 3 })).toMatchObject({
      state: 'unknown',
      missing: ['unit.grantedThisYear'],
    });
  });
});

describe('limits as printed', () => {
  const limit = (more: string) =>
    `amount: { wan: 15 }, limits: [{ id: l, cite: [${CLAUSE}], title: 每户最高, per: household, amount: { wan: 12 }${more} }]`;
  it('say what is used and what is left', () => {
    const text = (support: string, facts: Record<string, unknown>) =>
      grant(support, facts).calculation.find((line) => line.label === '限额')?.text;
    expect(text(limit(''), {})).toBe('每户最高：12 万元，尚可 12 万元');
    expect(text(limit(', used: { fact: spouse.granted }'), { 'spouse.granted': 5_000_000 })).toBe(
      '每户最高：12 万元，其中已用 配偶已享受金额 5 万元，尚可 7 万元',
    );
  });
  it('hold without anything used', () => expect(grant(limit(''), {}).amountFen).toBe(12_000_000));
});

describe('sums fixed by people', () => {
  const range = 'amount: { decided: { fact: panel.amount, from: { wan: 80 }, to: { wan: 100 }, by: 专家评审 } }';
  it('stay open within their bounds', () => {
    expect(grant(range, {})).toMatchObject({
      state: 'needsHuman',
      missing: [],
      rangeFen: { from: 80_000_000, to: 100_000_000 },
      sentence: '补助待定，幅度 80 万元至100 万元；需人工核定：由专家评审确定',
    });
    expect(grant(range, { 'panel.amount': 85_000_000 })).toMatchObject({ state: 'amount', amountFen: 85_000_000 });
    expect(grant(range, { 'panel.amount': 79_999_999 }).state).toBe('needsHuman');
    expect(grant(range, { 'panel.amount': 100_000_001 }).state).toBe('needsHuman');
    for (const bound of [80_000_000, 100_000_000])
      expect(grant(range, { 'panel.amount': bound }).amountFen).toBe(bound);
  });
  it('are never computed for 一事一议', () =>
    expect(grant('amount: { caseByCase: 一事一议 }, uncapped: 条款未设上限', {})).toMatchObject({
      state: 'needsHuman',
      judgements: ['一事一议'],
      amountFen: null,
    }));
});

describe('instalments and payers', () => {
  it('pay 40/30/30 on their days, each split exactly', () => {
    const facts = { 'talent.class': 'B', 'house.price': 186_000_000, 'unit.public': false };
    const result = grant(`${HOME}, ${PARTS}, ${HALVES}`, facts, { approved: '2023-10-20', agreed: '2023-01-31' });
    expect(result.instalments.map((one) => [one.amountFen, one.dueOn])).toEqual([
      [37_200_000, '2023-10-20'],
      [27_900_000, '2024-09-30'],
      [27_900_000, '2025-01-31'],
    ]);
    expect(result.split).toEqual([
      { payer: '市级', amountFen: 46_500_000 },
      { payer: '区县', amountFen: 46_500_000 },
    ]);
  });

  it('names the payers where there are several', () => {
    const facts = { 'talent.class': 'B', 'house.price': 200 };
    expect(grant(`${HOME}, ${HALVES}`, { ...facts, 'unit.public': false }).sentence).toMatch(
      /；市级 0\.50 元，区县 0\.50 元$/,
    );
    expect(grant(`${HOME}, ${HALVES}`, { ...facts, 'unit.public': true }).sentence).not.toContain('市级');
  });

  it('lose no 分 of odd amounts', () => {
    for (const price of [3, 101, 333_333_33, 199_999_999]) {
      const result = grant(`${HOME}, ${PARTS}, ${HALVES}`, {
        'talent.class': 'B',
        'house.price': price,
        'unit.public': false,
      });
      const parts = result.instalments.map((one) => one.amountFen!);
      expect(parts.reduce((a, b) => a + b)).toBe(result.amountFen);
      for (const one of result.instalments)
        expect(one.split.reduce((sum, payment) => sum + payment.amountFen, 0)).toBe(one.amountFen);
      expect(result.split.reduce((sum, payment) => sum + payment.amountFen, 0)).toBe(result.amountFen);
    }
  });

  it('follow the first split that holds, and none while it is open', () => {
    const facts = { 'talent.class': 'B', 'house.price': 200 };
    expect(grant(`${HOME}, ${HALVES}`, { ...facts, 'unit.public': true }).split).toEqual([
      { payer: '市级', amountFen: 100 },
    ]);
    expect(grant(`${HOME}, ${HALVES}`, facts).split).toEqual([]);
  });

  it('can be fixed sums with their own conditions', () => {
    const parts = `amount: { wan: 12 }, instalments: [
      { id: a, title: 第一年, cite: [${CLAUSE}], amount: { wan: 3 } },
      { id: b, title: 第二年, cite: [${CLAUSE}], amount: { wan: 4 }, requires: { compare: { fact: unit.public, op: eq, value: true } } },
      { id: c, title: 第三年, cite: [${CLAUSE}], amount: { wan: 5 } }]`;
    const result = grant(parts, { 'unit.public': false });
    expect(result.instalments.map((one) => one.amountFen)).toEqual([3_000_000, 4_000_000, 5_000_000]);
    const capped = grant(`${parts}, cap: { wan: 10 }`, { 'unit.public': true });
    expect([capped.amountFen, ...capped.instalments.map((one) => one.amountFen)]).toEqual([
      10_000_000,
      null,
      null,
      null,
    ]);
    expect(result.instalments[1]?.requires).toMatchObject({
      truth: 'false',
      sentence: '事业单位：否，要求为“是”，不满足',
    });
  });
});

describe('when support applies', () => {
  const only = 'when: { compare: { fact: talent.class, op: eq, value: B } }, amount: { wan: 1 }';
  it('says why not', () =>
    expect(grant(only, { 'talent.class': 'C' })).toMatchObject({
      state: 'none',
      sentence: '补助不适用：人才类别：C 类，要求为“B 类”，不满足',
    }));
  it('waits for the fact', () =>
    expect(grant(only, {})).toMatchObject({ state: 'unknown', missing: ['talent.class'] }));
  it('can be a service', () => {
    const compiled = programmeOf(
      vocabulary,
      `support: [{ id: s, cite: [${CLAUSE}], name: 绿色通道, kind: service, wording: 专人引领就诊 }]`,
    );
    expect(evaluateWith(compiled, {}).support[0]).toMatchObject({
      state: 'granted',
      sentence: '绿色通道：专人引领就诊',
    });
  });
  it('prints the whole calculation', () => {
    const result = grant(`${HOME}, ${PARTS}`, { 'talent.class': 'B', 'house.price': 186_000_000 });
    expect(result.sentence).toBe(
      '补助 930,000 元（计算：购房金额 186 万元 × 50% = 93 万元；上限：100 万元，未超出）；分 3 次发放 372,000 元、279,000 元、279,000 元',
    );
  });
});
