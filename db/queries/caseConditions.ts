import type { CaseFilter, DueBucket } from '#shared/api/cases.ts';
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

export const ON = 'ON s.case_id = c.case_id';
export const JOIN = `FROM cases c JOIN case_status s ${ON}`;
/** Reads cases in the order of an index and looks up each one's state: right while most of them are wanted. */
export const BY_CASE = `FROM cases c CROSS JOIN case_status s ${ON}`;
/** Starts from the cases in a state: right while they are few. */
export const BY_STATE = `FROM case_status s CROSS JOIN cases c ${ON}`;
export const OPEN = "s.state IN ('new', 'reviewing')";
const UNRETURNED = "s.state IN ('signed', 'exported')";
/** Work progresses in this order; sorting by state follows it. */
const STATE_ORDER = "instr('new reviewing signed exported acknowledged', s.state)";

/** Cases without a date come last both ways. The end is the same everywhere, so that pages never overlap. */
export const ORDER: Record<CaseSort, (direction: 'ASC' | 'DESC') => string> = {
  due: (direction) => `c.due_on ${direction} NULLS LAST, c.number ${direction}, c.rowid ${direction}`,
  number: (direction) => `c.number ${direction}, c.rowid ${direction}`,
  applicant: (direction) => `c.applicant_name ${direction}, c.number ${direction}, c.rowid ${direction}`,
  programme: (direction) => `c.programme ${direction}, c.number ${direction}, c.rowid ${direction}`,
  state: (direction) => `${STATE_ORDER} ${direction}, c.number ${direction}, c.rowid ${direction}`,
};

/** What each order goes by before the number; only a due date can be missing. */
export const FIRST_KEY: Record<CaseSort, string | null> = {
  due: 'c.due_on',
  number: null,
  applicant: 'c.applicant_name',
  programme: 'c.programme',
  state: STATE_ORDER,
};

export interface Condition {
  sql: string;
  values: Values;
}

/** Conditions on the case's due date, for open cases. */
const DUE: Record<DueBucket, (bounds: DueBounds) => Condition> = {
  overdue: ({ today }) => ({ sql: 'c.due_on < ?', values: [today] }),
  today: ({ today }) => ({ sql: 'c.due_on = ?', values: [today] }),
  week: ({ today, weekEnd }) => ({ sql: 'c.due_on > ? AND c.due_on <= ?', values: [today, weekEnd] }),
  later: ({ weekEnd }) => ({ sql: 'c.due_on > ?', values: [weekEnd] }),
  manual: () => ({ sql: 'c.due_on IS NULL AND c.due_manual = 1', values: [] }),
  none: () => ({ sql: 'c.due_on IS NULL AND c.due_manual = 0', values: [] }),
};

/** A failed condition weighs more than an open one. */
const PRECHECK: Record<NonNullable<CaseFilter['precheck']>, string> = {
  pass: 'c.precheck_fail = 0 AND c.precheck_open = 0',
  fail: 'c.precheck_fail > 0',
  open: 'c.precheck_fail = 0 AND c.precheck_open > 0',
};

/** The few cases of a person are looked up first; nobody's are all but those. */
function assignedTo(assignee: string, personId: string): Condition {
  if (assignee === 'none') {
    return { sql: 'c.case_id NOT IN (SELECT case_id FROM case_desk WHERE assignee IS NOT NULL)', values: [] };
  }
  const values = [assignee === 'me' ? personId : assignee];
  return { sql: 'c.case_id IN (SELECT case_id FROM case_desk WHERE assignee = ?)', values };
}

export interface Conditions {
  /** What the conditions need to be counted. */
  from: string;
  where: string;
  values: Values;
  /** Some condition is about the state of the review. */
  state: boolean;
  /** How many fit, where that is known without asking. */
  total: number | null;
}

/** Rows a search found: looked up one by one while they are few, else a list that others are held against. */
export const FEW = 2000;

const amongRows = (rowids: readonly number[]): Condition => ({
  sql: `${rowids.length <= FEW ? '' : '+'}c.rowid IN (SELECT value FROM json_each(?))`,
  values: [JSON.stringify(rowids)],
});

/** What a filter asks of the case and of its state. */
export function conditionsOf(db: ReadableDb, { filter, words, bounds, personId }: CaseScope): Conditions {
  const ofCase: Condition[] = [];
  const ofState: Condition[] = [];
  if (filter.programme) ofCase.push({ sql: 'c.programme = ?', values: [filter.programme] });
  if (filter.district) ofCase.push({ sql: 'c.district = ?', values: [filter.district] });
  if (filter.precheck) ofCase.push({ sql: PRECHECK[filter.precheck], values: [] });
  if (filter.assignee) ofCase.push(assignedTo(filter.assignee, personId));
  if (filter.flagged) {
    ofCase.push({ sql: 'c.case_id IN (SELECT case_id FROM case_desk WHERE flagged = 1)', values: [] });
  }
  if (filter.state) ofState.push({ sql: 's.state = ?', values: [filter.state] });
  if (filter.unreturned) ofState.push({ sql: UNRETURNED, values: [] });
  if (filter.due) {
    ofCase.push(DUE[filter.due](bounds));
    ofState.push({ sql: OPEN, values: [] });
  }
  const found = words.length > 0 ? searchRowids(db, words) : null;
  if (found) ofCase.push(amongRows(found));
  const all = [...ofCase, ...ofState];
  return {
    from: ofState.length === 0 ? 'FROM cases c' : ofCase.length === 0 ? 'FROM case_status s' : JOIN,
    where: all.length === 0 ? '' : `WHERE ${all.map(({ sql }) => sql).join(' AND ')}`,
    values: all.flatMap((condition) => condition.values),
    state: ofState.length > 0,
    total: found && all.length === 1 ? found.length : null,
  };
}

export function countCases(db: ReadableDb, { from, where, values, total }: Conditions): number {
  if (total !== null) return total;
  return db.reads<{ n: number }>(`SELECT count(*) n ${from} ${where}`).get(...values)?.n ?? 0;
}
