import type { CaseState } from '#shared/domain/review.ts';
import type { ReadableDb, Values } from '../database.ts';
import {
  asFilter,
  type CaseOrder,
  type CaseScope,
  type Condition,
  conditionsOf,
  countCases,
  FIRST_KEY,
  JOIN,
  OPEN,
  ORDER,
} from './caseConditions.ts';

/** What acts on many cases need of each. */
export interface SelectedCase {
  caseId: string;
  number: string;
  state: CaseState;
  assignee: string | null;
  assigneeName: string | null;
  flagged: number;
}

const SELECTED = `SELECT c.case_id caseId, c.number, s.state, d.assignee,
  (SELECT name FROM persons WHERE person_id = d.assignee) assigneeName, coalesce(d.flagged, 0) flagged
  ${JOIN} LEFT JOIN case_desk d ON d.case_id = c.case_id`;

/** The named cases that exist, by number. */
export function casesByIds(db: ReadableDb, caseIds: readonly string[]): SelectedCase[] {
  const sql = `${SELECTED} WHERE c.case_id IN (SELECT value FROM json_each(?)) ORDER BY c.number, c.case_id`;
  return db.reads<SelectedCase>(sql).all(JSON.stringify(caseIds));
}

export function countScope(db: ReadableDb, scope: CaseScope): number {
  return countCases(db, conditionsOf(db, scope));
}

/** Every case of a scope, by number. */
export function casesInScope(db: ReadableDb, scope: CaseScope): SelectedCase[] {
  const { count, values } = conditionsOf(db, scope);
  return db.reads<SelectedCase>(`${SELECTED} ${count} ORDER BY c.number, c.case_id`).all(...values);
}

export interface CasePlace {
  /** Cases of the list that stand before this one. */
  before: number;
  total: number;
  previous: string | null;
  next: string | null;
  /** The next one that is not signed yet, from the start again after the end. */
  nextOpen: string | null;
}

interface OwnKey {
  first: string | number | null;
  number: string;
}

/** The cases on one side of a case in parts that an index can answer, the nearest first. Cases without a date stand at the end. */
function partsBeside(
  key: string | null,
  own: OwnKey,
  caseId: string,
  side: 'before' | 'after',
  descending: boolean,
): Condition[] {
  const than = (side === 'after') === descending ? '<' : '>';
  const twins = { sql: `(c.number, c.case_id) ${than} (?, ?)`, values: [own.number, caseId] };
  if (key === null) return [twins];
  if (own.first === null) {
    const alike = { sql: `${key} IS NULL AND ${twins.sql}`, values: twins.values };
    return side === 'after' ? [alike] : [alike, { sql: `${key} IS NOT NULL`, values: [] }];
  }
  const dated = [
    { sql: `${key} = ? AND ${twins.sql}`, values: [own.first, ...twins.values] },
    { sql: `${key} ${than} ?`, values: [own.first] },
  ];
  return side === 'after' && key === FIRST_KEY.due ? [...dated, { sql: `${key} IS NULL`, values: [] }] : dated;
}

/** Where a case stands in a list, also when it has left it since: an order is the same for all cases. `null` for an unknown case. */
export function placeOfCase(
  db: ReadableDb,
  scope: CaseScope,
  { by, descending }: CaseOrder,
  caseId: string,
): CasePlace | null {
  const conditions = conditionsOf(db, scope);
  const key = FIRST_KEY[by];
  const own = db.reads<OwnKey>(`SELECT ${key ?? 'NULL'} first, c.number FROM cases c WHERE c.case_id = ?`).get(caseId);
  if (!own) return null;
  const { along, values, few } = conditions;
  const within = ({ sql }: Condition) => `${along === '' ? 'WHERE' : `${along} AND`} ${few ? asFilter(sql) : sql}`;
  const order = ORDER[by](descending ? 'DESC' : 'ASC');
  const back = ORDER[by](descending ? 'ASC' : 'DESC').replace('NULLS LAST', 'NULLS FIRST');
  const before = partsBeside(key, own, caseId, 'before', descending);
  const after = partsBeside(key, own, caseId, 'after', descending);
  const count = (part: Condition): number =>
    db.reads<{ n: number }>(`SELECT count(*) n FROM cases c ${within(part)}`).get(...values, ...part.values)?.n ?? 0;
  const first = (sql: string, inOrder: string, ...bound: Values): string | null =>
    db.reads<{ id: string }>(`SELECT c.case_id id FROM cases c ${sql} ORDER BY ${inOrder} LIMIT 1`).get(...bound)?.id ??
    null;
  const nearest = (parts: readonly Condition[], inOrder: string): string | null =>
    firstOf(parts, (part) => first(within(part), inOrder, ...values, ...part.values));
  const open = (parts: readonly Condition[]) =>
    nearest(
      parts.map(({ sql, values }) => ({ sql: `${sql} AND ${asFilter(OPEN)}`, values })),
      order,
    );
  const others = { sql: '+c.case_id <> ?', values: [caseId] };
  return {
    before: before.reduce((sum, part) => sum + count(part), 0),
    total: countCases(db, conditions),
    previous: nearest(before, back),
    next: nearest(after, order),
    nextOpen: open([...after, others]),
  };
}

function firstOf<T, R>(list: readonly T[], find: (one: T) => R | null): R | null {
  for (const one of list) {
    const found = find(one);
    if (found !== null) return found;
  }
  return null;
}
