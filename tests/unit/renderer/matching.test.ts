import { describe, expect, test } from 'vitest';
import { draftsOf, draftWords, factsOf, plainDate, startDay, toWire } from '#renderer/features/matching/drafts.ts';
import { isDay } from '#renderer/features/matching/useMatch.ts';
import type { FormFact, FormField } from '#shared/api/matching.ts';

const base = { min: null, max: null, places: 0, past: false, values: [], unit: null };
const fact = (type: FormFact['type'], more: Partial<FormFact> = {}): FormFact => ({
  ...base,
  key: `t.${type}`,
  label: type,
  type,
  fields: [],
  note: null,
  targets: ['person'],
  ...more,
});
const field = (key: string, type: FormField['type']): FormField => ({ ...base, key, label: key, type });

const married = fact('boolean', { key: 'person.married', label: '已婚' });
const price = fact('money', { key: 'house.price', label: '购房金额' });
const awards = fact('records', {
  key: 'case.otherBenefits',
  label: '已享受的政策',
  fields: [field('programme', 'text'), field('to', 'date'), field('amount', 'money')],
});

describe('what a control holds becomes what is sent', () => {
  test('an empty control is not recorded; no is not nothing', () => {
    expect(toWire(price, undefined)).toBeUndefined();
    expect(toWire(price, { text: ' ', unit: '元' })).toBeUndefined();
    expect(toWire(fact('integer'), '')).toBeUndefined();
    expect(toWire(married, false)).toBe(false);
    expect(factsOf([married, price], { 'person.married': false })).toEqual({ 'person.married': false });
  });

  test('figures as people paste them; the unit travels with money', () => {
    expect(toWire(price, { text: '1,860,000', unit: '元' })).toEqual({ value: '1860000', unit: '元' });
    expect(toWire(price, { text: '１８６', unit: '万元' })).toEqual({ value: '186', unit: '万元' });
    expect(toWire(fact('decimal'), ' 4.65 ')).toBe('4.65');
    expect(toWire(fact('integer'), '-3')).toBe('-3');
  });

  test.each([
    ['2023-5-1', '2023-05-01'],
    ['2023.05.10', '2023-05-10'],
    ['2023/5/10', '2023-05-10'],
    ['20230510', '2023-05-10'],
    ['2023年5月10日', '2023-05-10'],
    ['2023-02-30', '2023-02-30'],
    ['昨天', '昨天'],
  ])('the day %s is sent as %s', (typed, sent) => {
    expect(plainDate(typed)).toBe(sent);
    expect(toWire(fact('date'), typed)).toBe(sent);
  });

  test('only days that exist choose the programmes', () => {
    expect(isDay('2024-02-29')).toBe(true);
    for (const text of ['2023-02-29', '2023-13-01', '2023-5-1', '', '1850-01-01']) expect(isDay(text)).toBe(false);
  });

  test('none is an empty list; rows leave out what is empty', () => {
    expect(toWire(awards, [])).toEqual([]);
    expect(toWire(fact('set'), [])).toEqual([]);
    expect(toWire(awards, [{ programme: '03.2', to: '', amount: { text: '1', unit: '万元' } }])).toEqual([
      { programme: '03.2', amount: { value: '1', unit: '万元' } },
    ]);
  });
});

describe('facts of a case become a form', () => {
  test('分 are shown as 元, and sent back the same', () => {
    const drafts = draftsOf([price, married], { 'house.price': 186_000_050, 'person.married': true, 'x.y': 1 });
    expect(drafts).toEqual({ 'house.price': { text: '1860000.50', unit: '元' }, 'person.married': true });
    expect(factsOf([price], drafts)).toEqual({ 'house.price': { value: '1860000.50', unit: '元' } });
  });

  test('rows and sets', () => {
    const rows = { 'case.otherBenefits': [{ programme: '03.2', amount: 120_000 }] };
    expect(draftsOf([awards], rows)).toEqual({
      'case.otherBenefits': [{ programme: '03.2', amount: { text: '1200', unit: '元' } }],
    });
    expect(draftsOf([awards], { 'case.otherBenefits': [] })).toEqual({ 'case.otherBenefits': [] });
  });

  test('in words for the sheet', () => {
    expect(draftWords(married, false)).toBe('否');
    expect(draftWords(price, { text: '186', unit: '万元' })).toBe('186 万元');
    expect(draftWords(awards, [])).toBe('无');
    expect(draftWords(awards, [{ programme: '03.2' }])).toBe('programme 03.2');
    const grade = fact('enum', { values: [{ value: 'D', label: 'D 类' }] });
    expect(draftWords(grade, 'D')).toBe('D 类');
    expect(draftWords(fact('integer', { unit: '年' }), '3')).toBe('3 年');
  });
});

describe('the day to start with', () => {
  const periods = [
    { from: '2022-08-08', to: '2024-12-31', target: 'person' as const, programmes: 43 },
    { from: '2023-01-01', to: '2025-12-31', target: 'person' as const, programmes: 2 },
    { from: '2009-05-25', to: null, target: 'person' as const, programmes: 5 },
    { from: '2022-08-08', to: '2024-12-31', target: 'unit' as const, programmes: 30 },
  ];

  test('is today, unless an earlier day has more than twice as many in force', () => {
    expect(startDay('2023-05-10', periods, 'person')).toBe('2023-05-10');
    expect(startDay('2025-06-01', periods, 'person')).toBe('2024-12-31');
    expect(startDay('2025-06-01', periods, 'unit')).toBe('2024-12-31');
    expect(startDay('2026-11-21', periods, 'person')).toBe('2024-12-31');
    expect(startDay('2025-06-01', periods.slice(1, 3), 'person')).toBe('2025-06-01');
    expect(startDay('2020-01-01', periods, 'unit')).toBe('2022-08-08');
    expect(startDay('2026-11-21', [], null)).toBe('2026-11-21');
  });
});
