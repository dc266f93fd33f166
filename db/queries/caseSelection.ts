import type { CaseState } from '#shared/domain/review.ts';
import type { ReadableDb } from '../database.ts';
import {
  BY_CASE,
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
  const sql = `${SELECTED} WHERE c.case_id IN (SELECT value FROM json_each(?)) ORDER BY c.number, c.rowid`;
  return db.reads<SelectedCase>(sql).all(JSON.stringify(caseIds));
}

export function countScope(db: ReadableDb, scope: CaseScope): number {
  return countCases(db, conditionsOf(db, scope));
}

/** Every case of a scope, by number. */
export function casesInScope(db: ReadableDb, scope: CaseScope): SelectedCase[] {
  const { where, values } = conditionsOf(db, scope);
  return db.reads<SelectedCase>(`${SELECTED} ${where} ORDER BY c.number, c.rowid`).all(...values);
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
  row: number;
}

/** The cases on one side of a case in parts that an index can answer, the nearest first. Cases without a date stand at the end. */
function partsBeside(key: string | null, own: OwnKey, side: 'before' | 'after', descending: boolean): Condition[] {
  const than = (side === 'after') === descending ? '<' : '>';
  const twins = { sql: `(c.number, c.rowid) ${than} (?, ?)`, values: [own.number, own.row] };
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
  const own = db
    .reads<OwnKey>(`SELECT ${key ?? 'NULL'} first, c.number, c.rowid row ${JOIN} WHERE c.case_id = ?`)
    .get(caseId);
  if (!own) return null;
  const from = conditions.state || by === 'state' ? JOIN : 'FROM cases c';
  const where = (...more: string[]) =>
    `${conditions.where === '' ? 'WHERE' : `${conditions.where} AND`} ${more.join(' AND ')}`;
  const order = ORDER[by](descending ? 'DESC' : 'ASC');
  const back = ORDER[by](descending ? 'ASC' : 'DESC').replace('NULLS LAST', 'NULLS FIRST');
  const before = partsBeside(key, own, 'before', descending);
  const after = partsBeside(key, own, 'after', descending);
  const count = ({ sql, values }: Condition): number =>
    db.reads<{ n: number }>(`SELECT count(*) n ${from} ${where(sql)}`).get(...conditions.values, ...values)?.n ?? 0;
  const first = (source: string, parts: readonly Condition[], inOrder: string, ...more: string[]): string | null => {
    for (const { sql, values } of parts) {
      const one = `SELECT c.case_id id ${source} ${where(...more, sql)} ORDER BY ${inOrder} LIMIT 1`;
      const found = db.reads<{ id: string }>(one).get(...conditions.values, ...values);
      if (found) return found.id;
    }
    return null;
  };
  const others = [{ sql: 'c.case_id <> ?', values: [caseId] }];
  return {
    before: before.reduce((sum, part) => sum + count(part), 0),
    total: countCases(db, conditions),
    previous: first(from, before, back),
    next: first(from, after, order),
    nextOpen: first(BY_CASE, after, order, OPEN) ?? first(BY_CASE, others, order, OPEN),
  };
}
