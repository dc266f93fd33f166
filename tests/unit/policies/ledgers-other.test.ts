import { describe, expect, test } from 'vitest';
import { filterTasks, formatFigure } from '#shared/rules/filterTasks.ts';
import { catalogue } from './support.ts';

/** The ledgers of 济政发〔2021〕15号, 济人才办发〔2018〕12号 and 鲁委人组办发〔2021〕7号 against their documents. */

const ledgerOf = (document: string) => catalogue.parts.ledgers.find((one) => one.document === document)!;
const measures = ledgerOf('jzf-2021-15');
const services = ledgerOf('jrcb-2018-12');
const province = ledgerOf('lwrzb-2021-7');

test.each([
  ['jzf-2021-15', 6, 20],
  ['jrcb-2018-12', 3, 9],
  ['lwrzb-2021-7', 7, 7],
])('%s: %i headings, %i tasks, each under a clause of its own', (document, headings, tasks) => {
  const ledger = ledgerOf(document);
  expect([ledger.measures.length, ledger.tasks.length]).toEqual([headings, tasks]);
  expect(new Set(ledger.tasks.map(({ cite }) => cite[0])).size).toBe(tasks);
});

describe('the 20 measures of 2021', () => {
  const units = (number: number) => measures.tasks.find((one) => one.number === number)!.responsibleUnits.join('、');
  test.each([
    [1, '市教育局、市科技局'],
    [2, '市教育局'],
    [7, '市科技局'],
    [8, '市科技局、市教育局'],
    [13, '市科技局'],
    [14, '市教育局'],
    [20, '市教育局、市科技局'],
  ])('%i: %s', (number, expected) => expect(units(number)).toBe(expected));

  test('200 million yuan a year', () => {
    const [fund] = measures.tasks.find((one) => one.number === 20)!.targets;
    expect(fund).toMatchObject({ basis: 'yearly', op: 'eq', value: { fen: 20_000_000_000 } });
  });

  test('every programme of the document is a benefit of its measure, and the other way round', () => {
    const named = measures.tasks.flatMap((one) =>
      one.benefits.map(({ programme }) => [programme, `zf21.${one.number}`] as const),
    );
    for (const [programme, start] of named)
      expect(programme === start || programme?.startsWith(`${start}.`)).toBe(true);
    const own = catalogue.programmes
      .map(({ definition }) => definition)
      .filter((one) => one.document === 'jzf-2021-15');
    expect(named.map(([programme]) => programme).sort()).toEqual(own.map(({ id }) => id).sort());
  });
});

test('2018: two agents at least in every office, a meeting every half year', () => {
  const target = (number: number) => services.tasks.find((one) => one.number === number)!.targets[0]!;
  expect([target(4).op, formatFigure(target(4).value)]).toEqual(['ge', '2 名']);
  expect([target(8).op, formatFigure(target(8).value)]).toEqual(['eq', '2 次']);
});

test('the province: the cities take part in all seven, nothing can be applied for', () => {
  expect(filterTasks([province], { unit: '各市人才工作领导小组' })).toHaveLength(7);
  expect(province.tasks.flatMap(({ benefits }) => benefits).every(({ programme }) => programme === undefined)).toBe(
    true,
  );
});
