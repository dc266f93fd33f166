import { type LedgerGoal, TASK_SORTS, TASK_STATES, type TaskQuery, type TaskView } from '#shared/api/catalogueViews.ts';

/** What the address says of the ledger; the words looked for are not among it. */
export type LedgerFilter = Omit<TaskQuery, 'text' | 'on'>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const oneOf = <T extends string>(values: readonly T[], value: string | undefined): T | undefined =>
  values.find((known) => known === value);

const PARTS = ['lead', 'responsible'] as const;

/** Reads what it knows and drops the rest. */
export function parseLedger(query: Readonly<Record<string, string>>): LedgerFilter {
  const day = (value: string | undefined) => (value !== undefined && DAY.test(value) ? value : undefined);
  const filter: LedgerFilter = {
    document: query.document?.slice(0, 24),
    unit: query.unit?.slice(0, 40),
    as: oneOf(PARTS, query.as),
    dueFrom: day(query.from),
    dueTo: day(query.to),
    state: oneOf(TASK_STATES, query.state),
    year: /^20\d{2}$/.test(query.year ?? '') ? Number(query.year) : undefined,
    sort: oneOf(TASK_SORTS, query.sort),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

export const formatLedger = ({ document, unit, as, dueFrom, dueTo, state, year, sort }: LedgerFilter) => ({
  ...{ document, unit, as, from: dueFrom, to: dueTo, state },
  year: year === undefined ? undefined : String(year),
  sort: sort === 'number' ? undefined : sort,
});

export const TASK_STATE_TITLES: Record<TaskView['state'], string> = {
  past: '期限已过',
  due: '未到期',
  open: '持续实施',
};

export const SORT_TITLES: Record<(typeof TASK_SORTS)[number], string> = {
  number: '按序号',
  due: '按期限',
  unit: '按单位',
};

/** Aims and steps of a year, or all; what holds for every year is in each. */
export function ofYear<T extends { year: number | null }>(list: readonly T[], year: number | undefined): T[] {
  return list.filter((one) => year === undefined || one.year === year || one.year === null);
}

/** The filter in words, for the head of a print. */
export function filterWords(
  { unit, as, dueFrom, dueTo, state, year }: LedgerFilter,
  document: string | undefined,
): string {
  const part = as === 'lead' ? '牵头' : as === 'responsible' ? '负责' : '';
  const range = dueFrom || dueTo ? `期限${dueFrom ? ` ${dueFrom} 起` : ''}${dueTo ? `至 ${dueTo}` : ''}` : '';
  const words = [
    document ?? '',
    unit === undefined ? '' : `${unit}${part}`,
    range,
    state === undefined ? '' : TASK_STATE_TITLES[state],
    year === undefined ? '' : `${year} 年有目标`,
  ];
  return words.filter((one) => one !== '').join('，') || '全部任务';
}

/** The years of a goal's table, those without one last; a chosen year alone. */
export function goalYears({ aims }: Pick<LedgerGoal, 'aims'>, year: number | undefined): (number | null)[] {
  const all = new Set(ofYear(aims, year).map((one) => one.year));
  return [...all].sort((a, b) => (a ?? 9999) - (b ?? 9999));
}

/** A subject a row, its figure of each year in its column; the year is said by the heading. */
export function goalRows({ aims }: Pick<LedgerGoal, 'aims'>, years: readonly (number | null)[]) {
  const cell = (title: string, year: number | null) =>
    aims
      .filter((one) => one.title === title && one.year === year)
      .map((one) => (year === null ? one.text : one.text.replace(`${year} 年`, '').trim()))
      .join('；');
  const titles = aims.filter((one) => years.includes(one.year)).map((one) => one.title);
  return [...new Set(titles)].map((title) => ({ title, cells: years.map((year) => cell(title, year)) }));
}
