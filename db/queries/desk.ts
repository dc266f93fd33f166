import type { ReadableDb } from '../database.ts';
import { OPEN } from './caseConditions.ts';

/** Cases given to each person. */
export function countAssigned(db: ReadableDb): Map<string, number> {
  const sql = 'SELECT assignee, count(*) n FROM case_desk WHERE assignee IS NOT NULL GROUP BY 1';
  const rows = db.reads<{ assignee: string; n: number }>(sql).all();
  return new Map(rows.map(({ assignee, n }) => [assignee, n]));
}

const COUNT_DESK = `SELECT count(*) FILTER (WHERE d.assignee = ? AND ${OPEN}) mine,
    count(*) FILTER (WHERE d.flagged = 1) flagged FROM case_desk d CROSS JOIN cases c ON c.case_id = d.case_id
  WHERE d.assignee = ? OR d.flagged = 1`;
const COUNT_UNASSIGNED = `SELECT count(*) n FROM cases c WHERE ${OPEN} AND c.assigned = 0`;

/** Open cases of one person and of nobody, and all that are flagged. */
export function countDesk(db: ReadableDb, personId: string): { mine: number; unassigned: number; flagged: number } {
  const found = db.reads<{ mine: number; flagged: number }>(COUNT_DESK).get(personId, personId);
  const { mine, flagged } = found ?? { mine: 0, flagged: 0 };
  return { mine, unassigned: db.reads<{ n: number }>(COUNT_UNASSIGNED).get()?.n ?? 0, flagged };
}

/** Case bundles that came in last, with the number of cases in each. */
export function arrivedBundles(db: ReadableDb, limit: number): { at: string; file: string; cases: number }[] {
  const sql = `SELECT received_at at, file, json_array_length(report, '$.cases') cases FROM bundles
    WHERE kind = 'case' AND state = 'stored' ORDER BY received_at DESC, rowid DESC LIMIT ?`;
  return db.reads<{ at: string; file: string; cases: number }>(sql).all(limit);
}
