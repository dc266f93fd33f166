import type { CaseFilter, DueBucket } from '#shared/api/cases.ts';
import type { CaseState } from '#shared/domain/review.ts';
import type { ReadableDb, Values } from '../database.ts';
import { searchRowids } from './caseSearch.ts';

/** Days that part the due buckets: `today`, and the last day that counts as this week. */
export interface DueBounds {
  today: string;
  weekEnd: string;
}

/** Which cases are meant. */
export interface CaseScope {
  filter: CaseFilter;
  /** Lower-case words, all of which must be found. */
  words: string[];
  bounds: DueBounds;
  /** Who “me” is. */
  personId: string;
}

type CaseSort = 'due' | 'number' | 'applicant' | 'programme' | 'state';
export interface CaseOrder {
  by: CaseSort;
  descending: boolean;
}

export const JOIN = 'FROM cases c JOIN case_status s ON s.case_id = c.case_id';
/** Starts from the cases in a state: right while they are few. */
export const BY_STATE = 'FROM case_status s CROSS JOIN cases c ON s.case_id = c.case_id';
const STAGES: readonly CaseState[] = ['new', 'reviewing', 'signed', 'exported', 'acknowledged'];
export const OPEN = 'c.stage <= 1';
const UNRETURNED = 'c.stage IN (2, 3)';

/** The state that stands in `cases.stage`. */
export const stateOf = (stage: number): CaseState => STAGES[stage]!;

/** Cases without a date come last both ways. The end is the same everywhere, so that pages never overlap. Each order is an index. */
export const ORDER: Record<CaseSort, (direction: 'ASC' | 'DESC') => string> = {
  due: (direction) => `c.due_on ${direction} NULLS LAST, c.number ${direction}, c.case_id ${direction}`,
  number: (direction) => `c.number ${direction}, c.case_id ${direction}`,
  applicant: (direction) => `c.applicant_name ${direction}, c.number ${direction}, c.case_id ${direction}`,
  programme: (direction) => `c.programme ${direction}, c.number ${direction}, c.case_id ${direction}`,
  state: (direction) => `c.stage ${direction}, c.number ${direction}, c.case_id ${direction}`,
};

/** What each order goes by before the number; only a due date can be missing. */
export const FIRST_KEY: Record<CaseSort, string | null> = {
  due: 'c.due_on',
  number: null,
  applicant: 'c.applicant_name',
  programme: 'c.programme',
  state: 'c.stage',
};

export interface Condition {
  sql: string;
  values: Values;
}

/** The same condition as a filter alone: SQLite does not begin with it, whatever index there is. */
export const asFilter = (sql: string): string => sql.replaceAll(/\bc\./g, '+c.');

/** Conditions on the case's due date, for open cases. */
export const DUE: Record<DueBucket, (bounds: DueBounds) => Condition> = {
  overdue: ({ today }) => ({ sql: 'c.due_on < ?', values: [today] }),
  today: ({ today }) => ({ sql: 'c.due_on = ?', values: [today] }),
  week: ({ today, weekEnd }) => ({ sql: 'c.due_on > ? AND c.due_on <= ?', values: [today, weekEnd] }),
  later: ({ weekEnd }) => ({ sql: 'c.due_on > ?', values: [weekEnd] }),
  manual: () => ({ sql: 'c.due_on IS NULL AND +c.due_manual = 1', values: [] }),
  none: () => ({ sql: 'c.due_on IS NULL AND +c.due_manual = 0', values: [] }),
};

/** A failed condition weighs more than an open one. */
const PRECHECK: Record<NonNullable<CaseFilter['precheck']>, string> = {
  pass: 'c.precheck_fail = 0 AND c.precheck_open = 0',
  fail: 'c.precheck_fail > 0',
  open: 'c.precheck_fail = 0 AND c.precheck_open > 0',
};

/** Rows that are looked up one by one while they are few; of more a list is made that others are held against. */
const FEW = 2000;

/** Cases named by another table or a search. */
interface Named extends Condition {
  few: boolean;
  /** How many there are. */
  count: number;
}

/** Few are looked up; of many each is asked for where it stands, the cases nobody is assigned to being told apart by the index. */
function onDesk(db: ReadableDb, where: string, values: Values, hint = ''): Named {
  const count = db.reads<{ n: number }>(`SELECT count(*) n FROM case_desk d WHERE ${where}`).get(...values)?.n ?? 0;
  const few = count <= FEW;
  const sql = few
    ? `c.case_id IN (SELECT d.case_id FROM case_desk d WHERE ${where})`
    : `${hint}EXISTS (SELECT 1 FROM case_desk d WHERE d.case_id = c.case_id AND ${where})`;
  return { sql, values, few, count };
}

const amongRows = (rowids: readonly number[]): Named => ({
  count: rowids.length,
  sql: 'c.rowid IN (SELECT value FROM json_each(?))',
  values: [JSON.stringify(rowids)],
  few: rowids.length <= FEW,
});

export interface Conditions {
  /** WHERE clause for counting: begins with whatever is quickest. */
  count: string;
  /** The same for going along an order: but for a few named cases nothing but the order decides where to begin. */
  along: string;
  values: Values;
  /** Only a few cases are named: they are read and put in order, not looked for along it. */
  few: boolean;
  /** How many fit, where that is known without asking. */
  total: number | null;
}

/** Conditions on columns that every order has in its index. */
function plainConditions(filter: CaseFilter, bounds: DueBounds): Condition[] {
  const all: Condition[] = [];
  // Beside a range of due dates the others only filter.
  const beside = filter.due ? asFilter : (sql: string) => sql;
  const put = (sql: string, ...values: Values) => all.push({ sql: beside(sql), values });
  if (filter.due) all.push(DUE[filter.due](bounds));
  if (filter.due) put(OPEN);
  if (filter.programme) put('c.programme = ?', filter.programme);
  if (filter.district) put('c.district = ?', filter.district);
  if (filter.precheck) put(PRECHECK[filter.precheck]);
  if (filter.assignee === 'none') put('c.assigned = 0');
  if (filter.state) put('c.stage = ?', STAGES.indexOf(filter.state));
  if (filter.unreturned) put(UNRETURNED);
  return all;
}

const whereOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;

/** What a filter asks of a case. */
export function conditionsOf(db: ReadableDb, { filter, words, bounds, personId }: CaseScope): Conditions {
  const plain = plainConditions(filter, bounds);
  const named: Named[] = [];
  if (filter.assignee && filter.assignee !== 'none') {
    const assignee = filter.assignee === 'me' ? personId : filter.assignee;
    named.push(onDesk(db, 'd.assignee = ?', [assignee], 'c.assigned = 1 AND '));
  }
  if (filter.flagged) named.push(onDesk(db, 'd.flagged = 1', []));
  if (words.length > 0) named.push(amongRows(searchRowids(db, words)));
  const few = named.some((one) => one.few);
  const names = named.map((one) => (one.few ? one.sql : asFilter(one.sql)));
  const filters = plain.map(({ sql }) => asFilter(sql));
  return {
    count: whereOf([...names, ...(few ? filters : plain.map(({ sql }) => sql))]),
    along: whereOf([...names, ...filters]),
    values: [...named, ...plain].flatMap(({ values }) => values),
    few,
    total: plain.length === 0 && named.length === 1 ? named[0]!.count : null,
  };
}

export function countCases(db: ReadableDb, { count, values, total }: Conditions): number {
  if (total !== null) return total;
  return db.reads<{ n: number }>(`SELECT count(*) n FROM cases c ${count}`).get(...values)?.n ?? 0;
}
