import { describe, expect, it } from 'vitest';
import { checkCatalogue } from '#main/catalogue/check.ts';
import { citingByClause } from '#main/services/catalogue/citing.ts';
import { clauseView, coverageView, documentsView } from '#main/services/catalogue/clauseView.ts';
import { tasksOf, tasksView } from '#main/services/catalogue/ledgerView.ts';
import { catalogueApi } from '#shared/api/catalogue.ts';
import { taskQuery } from '#shared/api/catalogueViews.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { programmesInForce } from '#shared/rules/catalogue.ts';
import { citedWithin } from '#shared/rules/render/writer.ts';
import { catalogue } from '../../../support/core.ts';

const NOTHING = { sources: [], inForce: 1 };
const query = (change: object = {}) => taskQuery.parse({ on: '2023-01-01', ...change });
const tasks = (change: object = {}) => tasksOf(catalogue, query(change));

describe('a clause', () => {
  const view = clauseView(catalogue, 'jrcb-2022-4/03/1.2.1', NOTHING);

  it('fits the contract and names its document and neighbours in order', () => {
    expect(catalogueApi.clause.output.parse(view)).toEqual(view);
    expect(view.document).toMatchObject({ number: '济人才办发〔2022〕4号', from: '2022-08-08', to: '2024-12-31' });
    const order = catalogue.parts.clauses.filter((one) => one.document === 'jrcb-2022-4').map((one) => one.id);
    const at = order.indexOf(view.id);
    expect(view.around.map((one) => one.id)).toEqual(order.slice(at - 8, at + 9));
    expect([view.previous?.id, view.next?.id]).toEqual([order[at - 1], order[at + 1]]);
    expect(view.source).toBeNull();
  });

  it('lists every node that stands on it, with its line on the programme page', () => {
    const home = view.citing.filter((one) => one.id === '03.1');
    expect(home.length).toBeGreaterThan(2);
    for (const one of home) expect(one).toMatchObject({ kind: 'programme', from: '2022-08-08', informational: false });
    expect(home.map((one) => one.part)).toContain('支持内容');
    expect(home.some((one) => one.text.includes('首年 40%'))).toBe(true);
  });

  it('of every clause that a part of the catalogue cites finds that part', () => {
    const found = citingByClause(catalogue);
    for (const { definition } of catalogue.programmes) {
      for (const id of citedWithin(definition)) {
        expect(
          found.get(id)?.some((one) => one.id === definition.id && !one.informational),
          `${definition.id} ${id}`,
        ).toBe(true);
      }
      for (const { clause } of definition.informational) {
        expect(
          found.get(clause)?.some((one) => one.id === definition.id && one.informational),
          clause,
        ).toBe(true);
      }
    }
    for (const ledger of catalogue.parts.ledgers) {
      for (const task of ledger.tasks) {
        for (const id of citedWithin(task)) {
          expect(
            found.get(id)?.map((one) => one.id),
            id,
          ).toContain(`${ledger.document}/${task.id}`);
        }
      }
    }
  });

  it('first and last have one neighbour; one that is not there is refused', () => {
    const order = catalogue.parts.clauses.filter((one) => one.document === 'jnsyq-2021');
    expect(clauseView(catalogue, order[0]!.id, NOTHING).previous).toBeNull();
    expect(clauseView(catalogue, order.at(-1)!.id, NOTHING).next).toBeNull();
    expect(() => clauseView(catalogue, 'jrcb-2022-4/99/9', NOTHING)).toThrow(
      new Refusal('CLAUSE_UNKNOWN', { clause: 'jrcb-2022-4/99/9' }),
    );
  });
});

it('the coverage is that of the check, document by document', () => {
  const view = coverageView(catalogue);
  const { totals } = checkCatalogue(catalogue);
  expect(catalogueApi.coverage.output.parse(view)).toEqual(view);
  expect([view.total, view.covered]).toEqual([totals.clauses, totals.covered]);
  const kinds = view.documents.flatMap((one) => one.kinds);
  expect(kinds.reduce((sum, one) => sum + one.cited + one.informational + one.open.length, 0)).toBe(view.total);
});

describe('documents on a day', () => {
  it.each(['2010-01-01', '2022-08-07', '2022-08-08', '2025-01-01'])('%s: the programmes in force', (on) => {
    const view = documentsView(catalogue, on, NOTHING);
    expect(catalogueApi.documents.output.parse(view)).toEqual(view);
    const shown = view.documents.flatMap((one) => one.inForce.map(({ id }) => id));
    expect(shown.sort()).toEqual(
      programmesInForce(catalogue, on)
        .map((one) => one.definition.id)
        .sort(),
    );
  });

  it('are told from the oldest, and lead to the one that replaced them', () => {
    const { documents } = documentsView(catalogue, '2023-05-10', NOTHING);
    expect(documents.map((one) => one.id)[0]).toBe('jzf-2009-13');
    const market = documents.find((one) => one.id === 'jzf-2021-15')!;
    expect(market.replacedBy).toMatchObject([{ document: 'jtz-2023-4', cite: [{ id: 'jtz-2023-4/0/4.3' }] }]);
    expect(documents.find((one) => one.id === 'jzf-2009-13')!.replaces).toMatchObject([{ document: null }]);
  });
});

describe('the task ledger', () => {
  it('fits the contract and offers units and years of all ledgers', () => {
    const view = tasksView(catalogue, query({ unit: '市教育局' }));
    expect(catalogueApi.tasks.output.parse(view)).toEqual(view);
    expect(view.total).toBe(catalogue.parts.ledgers.reduce((sum, one) => sum + one.tasks.length, 0));
    expect(view.units).toContain('历下区');
    expect(view.years).toEqual([...view.years].sort());
    for (const one of view.tasks) expect([...one.leadUnits, ...one.responsibleUnits].join()).toContain('市教育局');
  });

  it('parts what is past on the day from what is to come', () => {
    for (const one of tasks()) {
      if (one.day === null) expect(one.state, one.id).toBe('open');
      else expect(one.day < '2023-01-01', one.id).toBe(one.state !== 'due');
    }
    const count = (state: string) => tasks({ state }).length;
    expect(count('past') + count('due') + count('open')).toBe(tasks().length);
    expect(tasks({ on: '2000-01-01', state: 'past' })).toEqual([]);
    const [first] = tasks({ state: 'past' });
    expect(tasks({ on: first!.day }).find((one) => one.id === first!.id)?.state).toBe('due');
    // A long-term task goes on after its milestone.
    expect(tasks({ document: 'jnsyq-2021' })[0]).toMatchObject({ number: 1, state: 'open', day: '2021-12-31' });
  });

  it('by due day puts what has none last; by unit keeps a unit together', () => {
    const days = tasks({ sort: 'due' }).map((one) => one.day ?? '9999');
    expect(days).toEqual([...days].sort());
    const units = tasks({ sort: 'unit' }).map((one) => one.leadUnits[0] ?? one.responsibleUnits[0]);
    expect(units.filter((unit, i) => unit !== units[i - 1])).toHaveLength(new Set(units).size);
  });

  it('of a year are those with an aim or a step in it', () => {
    const some = tasks({ year: 2024 });
    expect(some.length).toBeGreaterThan(0);
    for (const one of some) expect([...one.aims, ...one.steps].map((part) => part.year)).toContain(2024);
    expect(tasks({ year: 2099 })).toEqual([]);
  });

  it('tells the goals of the ledger asked about', () => {
    expect(tasksView(catalogue, query()).goals).toEqual([]);
    const { goals } = tasksView(catalogue, query({ document: 'jtz-2023-4' }));
    const deals = goals[0]!.aims.filter((one) => one.title === '全市技术合同成交额');
    expect(deals.map((one) => [one.year, one.text])).toEqual([
      [2023, '2023 年超过 700 亿元'],
      [2024, '2024 年超过 1000 亿元'],
      [2025, '2025 年超过 1400 亿元'],
    ]);
  });

  it('refuses what it does not know', () => {
    for (const input of [
      { on: '2023-02-30' },
      { on: '2023-01-01', state: 'late' },
      { on: '2023-01-01', year: 24 },
      {},
      { on: '2023-01-01', x: 1 },
    ])
      expect(taskQuery.safeParse(input).success, JSON.stringify(input)).toBe(false);
  });
});
