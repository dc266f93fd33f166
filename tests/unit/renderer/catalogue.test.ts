import { describe, expect, test } from 'vitest';
import {
  type Browse,
  facetCounts,
  filterProgrammes,
  formatBrowse,
  groupProgrammes,
  type ListedProgramme,
  parseBrowse,
} from '#renderer/features/catalogue/browse.ts';
import {
  filterWords,
  formatLedger,
  goalRows,
  goalYears,
  ofYear,
  parseLedger,
} from '#renderer/features/catalogue/ledger.ts';
import { hrefOf } from '#renderer/features/catalogue/SearchResults.tsx';
import { spanOf } from '#renderer/features/catalogue/timeline.ts';

const one = (id: string, more: Partial<ListedProgramme> = {}): ListedProgramme => ({
  ...{ id, name: `项目${id}`, rule: '01', documentId: 'jrcb-2022-4', document: '济人才办发〔2022〕4号' },
  ...{ leadDepartment: '市科技局', who: 'person', groups: ['talent'], stages: ['attract'], kinds: ['money'] },
  ...{ from: '2022-08-08', to: '2024-12-31', tracks: [], conditions: 1, materials: 1, ...more },
});
const LIST = [
  one('01', { stages: ['recognise'], kinds: ['service', 'honour'] }),
  one('03.1', { stages: ['settle'], groups: ['talent', 'graduate'], leadDepartment: '市住房和城乡建设局' }),
  one('44.1', { stages: ['platform'], who: 'unit', groups: ['university'], leadDepartment: '市科技局、市教育局' }),
  one('zf09.7', { documentId: 'jzf-2009-13', document: '济政发〔2009〕13号', from: '2009-05-25', to: null }),
];
const ALL: Browse = { filters: {}, on: '2023-05-10', current: false, grouping: 'stage' };
const ids = (list: readonly ListedProgramme[]) => list.map((item) => item.id);

describe('browsing', () => {
  test('several filters narrow together', () => {
    expect(ids(filterProgrammes(LIST, ALL))).toEqual(ids(LIST));
    expect(ids(filterProgrammes(LIST, { ...ALL, filters: { department: '市科技局' } }))).toEqual([
      '01',
      '44.1',
      'zf09.7',
    ]);
    const both: Browse = { ...ALL, filters: { department: '市科技局', who: 'unit' } };
    expect(ids(filterProgrammes(LIST, both))).toEqual(['44.1']);
    expect(filterProgrammes(LIST, { ...ALL, filters: { kind: 'inKind' } })).toEqual([]);
  });

  test('only what is in force on the day', () => {
    const on = (day: string) => ids(filterProgrammes(LIST, { ...ALL, on: day, current: true }));
    expect(on('2022-08-07')).toEqual(['zf09.7']);
    expect(on('2022-08-08')).toEqual(ids(LIST));
    expect(on('2025-01-01')).toEqual(['zf09.7']);
  });

  test('the counts of a facet are what choosing each value would leave', () => {
    const browse: Browse = { ...ALL, filters: { stage: 'platform' } };
    expect(facetCounts(LIST, browse, 'stage').map((item) => [item.title, item.count])).toEqual([
      ['认定与绿色通道', 1],
      ['引才聚才', 1],
      ['安居生活', 1],
      ['平台载体', 1],
    ]);
    expect(facetCounts(LIST, browse, 'department').map((item) => item.value)).toEqual(['市教育局', '市科技局']);
    // Stays to be seen, and to be cleared.
    expect(facetCounts(LIST, { ...browse, filters: { stage: 'enter', who: 'unit' } }, 'stage')).toContainEqual({
      value: 'enter',
      title: '出入境',
      count: 0,
    });
  });

  test('groups stand in their order; a programme of two groups stands under both', () => {
    expect(groupProgrammes(LIST, 'group').map((group) => [group.title, ids(group.programmes)])).toEqual([
      ['高层次人才', ['01', '03.1', 'zf09.7']],
      ['高校毕业生', ['03.1']],
      ['高校', ['44.1']],
    ]);
    expect(groupProgrammes(LIST, null)).toHaveLength(1);
    expect(groupProgrammes([], null)).toEqual([]);
  });

  test('the address holds the filters and drops what it does not know', () => {
    const browse: Browse = { filters: { stage: 'settle' }, on: '2023-05-10', current: true, grouping: 'who' };
    const query = formatBrowse(browse, '2026-11-21');
    expect(query).toEqual({ stage: 'settle', on: '2023-05-10', current: '1', by: 'who' });
    expect(parseBrowse(query as Record<string, string>, '2026-11-21')).toEqual(browse);
    expect(parseBrowse({ on: 'x', by: 'y', text: '姓名' }, '2026-11-21')).toEqual({ ...ALL, on: '2026-11-21' });
    expect(parseBrowse({ by: 'none' }, '2026-11-21').grouping).toBeNull();
  });
});

describe('the ledger', () => {
  test('the address holds the filter and drops what it does not know', () => {
    const filter = {
      document: 'jnsyq-2021',
      unit: '市教育局',
      as: 'lead',
      dueTo: '2021-12-31',
      state: 'past',
      year: 2024,
      sort: 'due',
    } as const;
    const query = formatLedger(filter);
    expect(query).toMatchObject({ to: '2021-12-31', year: '2024' });
    expect(
      parseLedger(Object.fromEntries(Object.entries(query).filter(([, value]) => value)) as Record<string, string>),
    ).toEqual(filter);
    expect(parseLedger({ from: '2021', state: 'late', year: 'abc', sort: 'x', task: 't1' })).toEqual({});
  });

  test('a year shows its own aims and those of every year', () => {
    const aims = [{ year: 2023 }, { year: 2024 }, { year: null }];
    expect(ofYear(aims, 2024)).toEqual([{ year: 2024 }, { year: null }]);
    expect(ofYear(aims, undefined)).toEqual(aims);
  });

  test('a print says what it shows', () => {
    expect(filterWords({}, undefined)).toBe('全部任务');
    expect(filterWords({ unit: '市教育局', as: 'lead', dueTo: '2021-12-31' }, '台账')).toBe(
      '台账，市教育局牵头，期限至 2021-12-31',
    );
  });
});

test('what was found leads to its page', () => {
  const on = '2023-05-10';
  expect(hrefOf({ kind: 'programme', id: '03.1', from: '2022-08-08' }, on)).toBe('#/catalogue/03.1?on=2023-05-10');
  expect(hrefOf({ kind: 'programme', id: '03.1', from: '2025-03-01' }, on)).toBe('#/catalogue/03.1?on=2025-03-01');
  expect(hrefOf({ kind: 'clause', id: 'a/1.2', from: null }, on)).toBe('#/catalogue/clause/a%2F1.2');
  expect(hrefOf({ kind: 'task', id: 'jnsyq-2021/t3', from: null }, on)).toBe(
    '#/catalogue/tasks?document=jnsyq-2021&task=jnsyq-2021%2Ft3',
  );
});

test('bars of the timeline lie between the first and the last year', () => {
  const span = spanOf(
    [
      { from: '2009-05-25', to: null },
      { from: '2022-08-08', to: '2024-12-31' },
    ],
    '2023-05-10',
  );
  expect([span.first, span.last]).toEqual(['2009-01-01', '2025-01-01']);
  expect(span.at('2009-01-01')).toBe(0);
  expect(span.at('2017-01-01')).toBeCloseTo(0.5, 2);
  expect(span.at('2030-01-01')).toBe(1);
  expect(span.years.map((item) => item.year)).toEqual([2009, 2011, 2013, 2015, 2017, 2019, 2021, 2023]);
});

test('the aims of a document stand in a column a year', () => {
  const aim = (title: string, year: number | null, text: string) => ({ title, year, text, doubt: null });
  const goal = {
    aims: [
      aim('企业', 2023, '2023 年超过 7,700 家'),
      aim('企业', 2024, '2024 年超过 8,900 家'),
      aim('园区', 2023, '2023 年超过 4 家'),
      aim('活动', null, '每年不少于 2 场'),
    ],
  };
  expect(goalYears(goal, undefined)).toEqual([2023, 2024, null]);
  expect(goalRows(goal, [2023, 2024, null])).toEqual([
    { title: '企业', cells: ['超过 7,700 家', '超过 8,900 家', ''] },
    { title: '园区', cells: ['超过 4 家', '', ''] },
    { title: '活动', cells: ['', '', '每年不少于 2 场'] },
  ]);
  expect(goalYears(goal, 2024)).toEqual([2024, null]);
  expect(goalRows(goal, [2024]).map((row) => row.title)).toEqual(['企业']);
});
