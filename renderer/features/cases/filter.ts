import { CASE_SORTS, type CaseFilter, type DueBucket, dueBucket } from '#shared/api/cases.ts';
import { CASE_STATES, type CaseState } from '#shared/domain/review.ts';

export interface CaseSort {
  by: (typeof CASE_SORTS)[number];
  descending: boolean;
}

/** Filter and order as the address holds them. The search text is not among them: addresses end up in a browser's history. */
export interface CaseView {
  filter: Omit<CaseFilter, 'text'>;
  sort: CaseSort;
}

type Query = Readonly<Record<string, string>>;

const ASSIGNEE = /^(me|none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const oneOf = <T extends string>(values: readonly T[], value: string | undefined): T | undefined =>
  values.find((known) => known === value);

/** Reads what it knows and drops the rest; `sort` is always written, so an address without it is “wherever I was”. */
export function parseView(query: Query): CaseView {
  const filter: CaseView['filter'] = {};
  if (query.programme) filter.programme = query.programme.slice(0, 12);
  if (query.district) filter.district = query.district.slice(0, 6);
  const state: CaseState | undefined = oneOf(CASE_STATES, query.state);
  if (state) filter.state = state;
  const due: DueBucket | undefined = oneOf(dueBucket.options, query.due);
  if (due) filter.due = due;
  if (query.unreturned === '1') filter.unreturned = true;
  if (query.assignee && ASSIGNEE.test(query.assignee)) filter.assignee = query.assignee as 'me';
  const precheck = oneOf(['pass', 'fail', 'open'] as const, query.precheck);
  if (precheck) filter.precheck = precheck;
  if (query.flagged === '1') filter.flagged = true;
  return { filter, sort: { by: oneOf(CASE_SORTS, query.sort) ?? 'due', descending: query.order === 'desc' } };
}

export function formatView({ filter, sort }: CaseView): Record<string, string | undefined> {
  return {
    programme: filter.programme,
    district: filter.district,
    state: filter.state,
    due: filter.due,
    unreturned: filter.unreturned ? '1' : undefined,
    assignee: filter.assignee,
    precheck: filter.precheck,
    flagged: filter.flagged ? '1' : undefined,
    sort: sort.by,
    order: sort.descending ? 'desc' : undefined,
  };
}

/** Clicking a column: first ascending, again turns it. */
export const nextSort = (sort: CaseSort, by: CaseSort['by']): CaseSort => ({
  by,
  descending: sort.by === by && !sort.descending,
});

export interface NamedView {
  id: string;
  label: string;
  filter: CaseView['filter'];
}

/** The tabs over the queue. */
export const NAMED_VIEWS: readonly NamedView[] = [
  { id: 'all', label: '全部', filter: {} },
  { id: 'mine', label: '我的', filter: { assignee: 'me' } },
  { id: 'overdue', label: '已逾期', filter: { due: 'overdue' } },
  { id: 'today', label: '今日到期', filter: { due: 'today' } },
  { id: 'week', label: '本周到期', filter: { due: 'week' } },
  { id: 'new', label: '未审', filter: { state: 'new' } },
  { id: 'reviewing', label: '审核中', filter: { state: 'reviewing' } },
  { id: 'unreturned', label: '未回传', filter: { unreturned: true } },
  { id: 'acknowledged', label: '中心已确认', filter: { state: 'acknowledged' } },
];

const FACETS = ['programme', 'district'] as const;

/** The tab a filter belongs to: programme and district narrow a tab down without leaving it. */
export function namedViewOf(filter: CaseView['filter']): NamedView | undefined {
  const rest = JSON.stringify(sorted(withoutFacets(filter)));
  return NAMED_VIEWS.find((view) => JSON.stringify(sorted(view.filter)) === rest);
}

function withoutFacets(filter: CaseView['filter']): CaseView['filter'] {
  return Object.fromEntries(Object.entries(filter).filter(([name]) => !FACETS.some((facet) => facet === name)));
}

const sorted = (filter: object) => Object.entries(filter).sort(([a], [b]) => a.localeCompare(b));

/** Whether two lists are the same, in whatever order their filters were put together. */
export const sameList = (
  a: { filter: CaseFilter; sort: CaseSort },
  b: { filter: CaseFilter; sort: CaseSort },
): boolean =>
  JSON.stringify([sorted(a.filter), a.sort.by, a.sort.descending]) ===
  JSON.stringify([sorted(b.filter), b.sort.by, b.sort.descending]);

/** The tab's own filter with the programme and district chosen now. */
export function turnTo(view: NamedView, filter: CaseView['filter']): CaseView['filter'] {
  const kept = Object.fromEntries(FACETS.map((facet) => [facet, filter[facet]]).filter(([, value]) => value));
  return { ...kept, ...view.filter };
}
