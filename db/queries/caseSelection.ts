import type { CaseState } from '#shared/domain/review.ts';
import type { ReadableDb } from '../database.ts';
import {
  type CaseOrder,
  type CaseScope,
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

/** Where a case stands in a list, also when it has left it since: an order is the same for all cases. */
export function placeOfCase(
  db: ReadableDb,
  scope: CaseScope,
  { by, descending }: CaseOrder,
  caseId: string,
): CasePlace {
  const conditions = conditionsOf(db, scope);
  const states = conditions.state || by === 'state';
  const from = states ? JOIN : 'FROM cases c';
  const key = `(${FIRST_KEY[by](descending)}, c.number, c.rowid)`;
  const own = `(SELECT ${FIRST_KEY[by](descending)}, c.number, c.rowid ${JOIN} WHERE c.case_id = ?)`;
  const [ahead, behind] = descending ? ['>', '<'] : ['<', '>'];
  const order = ORDER[by](descending ? 'DESC' : 'ASC');
  const back = ORDER[by](descending ? 'ASC' : 'DESC').replace('NULLS LAST', 'NULLS FIRST');
  const and = (...more: string[]) =>
    `${conditions.where === '' ? 'WHERE' : `${conditions.where} AND`} ${more.join(' AND ')}`;
  const one = (sql: string) => db.reads<{ id: string }>(sql).get(...conditions.values, caseId)?.id ?? null;
  const pick = (source: string, where: string, by: string) =>
    one(`SELECT c.case_id id ${source} ${where} ORDER BY ${by} LIMIT 1`);
  const before = `SELECT count(*) n ${from} ${and(`${key} ${ahead} ${own}`)}`;
  return {
    before: db.reads<{ n: number }>(before).get(...conditions.values, caseId)?.n ?? 0,
    total: countCases(db, conditions),
    previous: pick(from, and(`${key} ${ahead} ${own}`), back),
    next: pick(from, and(`${key} ${behind} ${own}`), order),
    nextOpen: pick(JOIN, and(OPEN, `${key} ${behind} ${own}`), order) ?? pick(JOIN, and(OPEN, 'c.case_id <> ?'), order),
  };
}
