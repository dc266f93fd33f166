import type { ReadableDb, Values } from '../database.ts';
import { OPEN } from './caseConditions.ts';

/** Cases given to each person. */
export function countAssigned(db: ReadableDb): Map<string, number> {
  const sql = 'SELECT assignee, count(*) n FROM case_desk WHERE assignee IS NOT NULL GROUP BY 1';
  const rows = db.reads<{ assignee: string; n: number }>(sql).all();
  return new Map(rows.map(({ assignee, n }) => [assignee, n]));
}

const COUNTS = {
  // Open cases somebody is assigned to are told by the index; only who it is has to be looked up.
  mine: `SELECT count(*) n FROM cases c WHERE ${OPEN} AND c.assigned = 1
    AND EXISTS (SELECT 1 FROM case_desk d WHERE d.case_id = c.case_id AND d.assignee = ?)`,
  unassigned: `SELECT count(*) n FROM cases c WHERE ${OPEN} AND c.assigned = 0`,
  flagged: 'SELECT count(*) n FROM case_desk WHERE flagged = 1',
};

/** Open cases of one person and of nobody, and all that are flagged. */
export function countDesk(db: ReadableDb, personId: string): { mine: number; unassigned: number; flagged: number } {
  const count = (sql: string, ...values: Values) => db.reads<{ n: number }>(sql).get(...values)?.n ?? 0;
  const { mine, unassigned, flagged } = COUNTS;
  return { mine: count(mine, personId), unassigned: count(unassigned), flagged: count(flagged) };
}

/** Case bundles that came in last, with the number of cases in each. */
export function arrivedBundles(db: ReadableDb, limit: number): { at: string; file: string; cases: number }[] {
  const sql = `SELECT received_at at, file, json_array_length(report, '$.cases') cases FROM bundles
    WHERE kind = 'case' AND state = 'stored' ORDER BY received_at DESC, rowid DESC LIMIT ?`;
  return db.reads<{ at: string; file: string; cases: number }>(sql).all(limit);
}
