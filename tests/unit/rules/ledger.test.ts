import { describe, expect, it, test } from 'vitest';
import { filterTasks, formatDue, formatFigure, formatTargets, ledgerUnits } from '#shared/rules/filterTasks.ts';
import { type TaskLedger, taskLedger } from '#shared/rules/ledgerSchema.ts';

/** The form of a task ledger, and the filter over it. */

const cite = ['jnsyq-2021/fj/1.1.1'];
const first = {
  id: 't1',
  number: 1,
  title: '海外人才联络站',
  measure: 'm1',
  kind: 'attract',
  cite,
  leadUnits: ['市科协'],
  responsibleUnits: ['市住房城乡建设局', '各区县'],
  due: { term: 'longTerm', milestones: [{ what: 'interim', by: '2021-12-31' }] },
};
const second = {
  id: 't2',
  number: 2,
  title: '创新券平台',
  measure: 'm1',
  kind: 'platform',
  cite,
  leadUnits: ['市科技局'],
  due: { term: 'yearly', years: { from: 2022, to: 2023 } },
  targets: [{ title: '企业', year: 2023, basis: 'level', op: 'gt', value: { count: 5, unit: '家' } }],
};
const plain = {
  schema: 'qp-ledger/1',
  document: 'jnsyq-2021',
  name: '台账',
  counts: { measures: 1, tasks: 2 },
  leads: 'named',
  groups: [{ name: '各区县', members: ['历下区', '平阴县'] }],
  measures: [{ id: 'm1', number: 1, part: '引进', title: '引才', cite }],
  tasks: [first, second],
};
const ledger = (changes: object = {}) => taskLedger.safeParse({ ...plain, ...changes });
const withTask = (changes: object) => ledger({ tasks: [first, { ...second, ...changes }] });
const problems = (result: ReturnType<typeof ledger>) => result.error?.issues.map((one) => one.message).join('\n') ?? '';

describe('what a ledger must be', () => {
  it('accepts the sample', () => expect(ledger().success).toBe(true));

  test.each<[string, ReturnType<typeof ledger>, string]>([
    ['an unknown key', withTask({ owner: 'x' }), 'owner'],
    ['an unknown kind', withTask({ kind: 'other' }), 'Invalid option'],
    ['a task without cite', withTask({ cite: [] }), 'Too small'],
    ['a clause that cannot be one', withTask({ cite: ['第一条'] }), 'Invalid string'],
    ['an empty unit', withTask({ leadUnits: [' '] }), 'Too small'],
    [
      'no lead where leads are named',
      withTask({ leadUnits: [], responsibleUnits: ['市财政局'] }),
      'task t2: no lead unit',
    ],
    ['no unit at all', ledger({ leads: 'unnamed', tasks: [first, { ...second, leadUnits: [] }] }), 'task t2: no unit'],
    ['a unit twice', withTask({ responsibleUnits: ['市科技局'] }), 'task t2: 市科技局 twice'],
    ['a measure that is not there', withTask({ measure: 'm9' }), 'task t2: no measure `m9`'],
    ['a missing number', withTask({ number: 3 }), 'tasks: number 2 of 2 is missing'],
    ['a number twice', withTask({ number: 1 }), 'tasks: number 1 is twice or beyond 2'],
    ['fewer tasks than counted', ledger({ tasks: [first] }), 'number 2 of 2 is missing'],
    ['more measures than counted', ledger({ counts: { measures: 2, tasks: 2 } }), 'measures: number 2 of 2 is missing'],
    ['an id twice', withTask({ id: 't1' }), 'id `t1` is used twice'],
    [
      'a measure without task',
      ledger({
        counts: { measures: 2, tasks: 2 },
        measures: [...plain.measures, { ...plain.measures[0], id: 'm2', number: 2 }],
      }),
      'measure m2: no task',
    ],
  ])('refuses %s', (_, result, message) => {
    expect(result.success).toBe(false);
    expect(problems(result)).toContain(message);
  });

  test.each<[string, object, string]>([
    [
      'a day that does not exist',
      { term: 'date', milestones: [{ what: 'done', by: '2021-09-31' }] },
      'Invalid ISO date',
    ],
    ['a term without milestone', { term: 'date' }, '`date` and `byRules` need a milestone'],
    [
      'rules that are never made',
      { term: 'byRules', milestones: [{ what: 'done', by: '2021-09-30' }] },
      'needs the milestone `rules`',
    ],
    ['years of a long-term task', { term: 'longTerm', years: { from: 2022, to: 2023 } }, 'years go with `yearly`'],
    ['yearly without years', { term: 'yearly' }, 'years go with `yearly`'],
    ['years that run backwards', { term: 'yearly', years: { from: 2024, to: 2023 } }, 'years run backwards'],
    [
      'milestones out of order',
      {
        term: 'longTerm',
        milestones: [
          { what: 'interim', by: '2021-12-31' },
          { what: 'rules', by: '2021-09-30' },
        ],
      },
      'not in order',
    ],
  ])('refuses a due with %s', (_, due, message) => expect(problems(withTask({ due }))).toContain(message));

  const aim = second.targets[0];
  test.each<[string, object, string]>([
    ['no year', { year: undefined }, 'a target needs its year'],
    ['an open year without doubt', { year: null }, 'needs a `doubt`'],
    ['a year outside the task', { year: 2024 }, 'task t2: 2024 lies outside its years'],
    ['no unit', { value: { count: 5 } }, 'Invalid input'],
    ['an empty unit', { value: { count: 5, unit: '' } }, 'Too small'],
    ['a broken count', { value: { count: 1.5, unit: '家' } }, 'Invalid input'],
    ['money below a 分', { value: { yuan: 0.001 } }, 'Invalid input'],
    ['a range of two units', { upTo: { count: 9, unit: '个' } }, 'a range has one unit'],
  ])('refuses an aim with %s', (_, change, message) =>
    expect(problems(withTask({ targets: [{ ...aim, ...change }] }))).toContain(message),
  );
  it('lets a yearly aim stand without a year, and an open year with its doubt', () => {
    expect(withTask({ targets: [{ ...aim, year: undefined, basis: 'yearly' }] }).success).toBe(true);
    expect(withTask({ targets: [{ ...aim, year: null, doubt: '缺列' }] }).success).toBe(true);
  });
});

describe('the filter', () => {
  const ledgers: TaskLedger[] = [ledger().data!];
  const found = (filter: Parameters<typeof filterTasks>[1]) => filterTasks(ledgers, filter).map((one) => one.task.id);

  test.each<[string, Parameters<typeof filterTasks>[1], string[]]>([
    ['nothing', {}, ['t1', 't2']],
    ['a document', { document: 'jnsyq-2021' }, ['t1', 't2']],
    ['another document', { document: 'jtz-2023-4' }, []],
    ['a unit in either part', { unit: '市科' }, ['t1', 't2']],
    ['a unit under another spelling', { unit: '市住房和城乡建设局' }, ['t1']],
    ['a member of a group', { unit: '平阴县' }, ['t1']],
    ['part of a member', { unit: '平阴' }, ['t1']],
    ['as lead', { unit: '市住房', as: 'lead' }, []],
    ['as responsible', { unit: '市科技局', as: 'responsible' }, []],
    ['due by the day itself', { dueTo: '2021-12-31' }, ['t1']],
    ['due by the day before', { dueTo: '2021-12-30' }, []],
    ['due from a day on: the end of each year', { dueFrom: '2023-12-31' }, ['t2']],
    ['due between', { dueFrom: '2021-01-01', dueTo: '2022-12-31' }, ['t1', 't2']],
    ['words in any order', { text: ' 联络  海外 ' }, ['t1']],
    ['words of which one is missing', { text: '海外 平台' }, []],
    ['words of an aim', { text: '超过5家' }, ['t2']],
    ['a measure and a unit', { text: '引才 科协', unit: '各区县' }, ['t1']],
  ])('by %s', (_, filter, ids) => expect(found(filter)).toEqual(ids));

  it('gives rows with the heading and the days', () => {
    expect(filterTasks(ledgers)[1]).toMatchObject({
      measure: '引才',
      part: '引进',
      days: ['2022-12-31', '2023-12-31'],
    });
    expect(ledgerUnits(ledgers)).toHaveLength(6);
  });
});

describe('phrases', () => {
  test.each<[object, string]>([
    [{ count: 5, unit: '家' }, '5 家'],
    [{ fen: 14_000_000_000_000 }, '1400 亿元'],
    [{ fen: 100_000_000 }, '100 万元'],
    [{ percent: 3.3 }, '3.3%'],
    [{ permille: 1 }, '1‰'],
    [{ years: 5 }, '5 年'],
    [{ talentClass: 'D' }, 'D 类'],
  ])('%j', (value, words) => expect(formatFigure(value as Parameters<typeof formatFigure>[0])).toBe(words));

  it('aims by year, doubts once', () => {
    const aim = { title: '基地', op: 'ge', from: 'schedule', value: { count: 2, unit: '个' } } as const;
    expect(
      formatTargets([
        { ...aim, year: 2025, basis: 'added', doubt: '缺列' },
        { ...aim, year: 2023, basis: 'total', op: 'eq', upTo: { count: 3, unit: '个' } },
        { ...aim, year: null, basis: 'level', op: 'gt', doubt: '缺列' },
        { ...aim, title: '大会', basis: 'yearly' },
      ]),
    ).toEqual([
      '基地：年度待核，超过 2 个，2023 年累计 2 个至 3 个，2025 年新增不少于 2 个（存疑）',
      '大会：每年不少于 2 个',
      '注：缺列',
    ]);
  });
  it('dues', () => {
    expect(formatDue({ term: 'yearly', milestones: [], years: { from: 2023, to: 2025 } })).toBe('2023—2025 年逐年');
    expect(
      formatDue({
        term: 'byRules',
        milestones: [
          { what: 'rules', by: '2021-09-30', reading: '按月底' },
          { what: 'marked', by: '2021-12-31' },
        ],
        note: '持续',
      }),
    ).toBe('按细则组织实施；2021-09-30 前出台细则（按月底）；2021-12-31 前取得显著成效；持续');
  });
});
