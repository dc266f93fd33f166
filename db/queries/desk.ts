import type { ReadableDb } from '../database.ts';
import { OPEN } from './caseConditions.ts';

/** Cases given to each person. */
export function countAssigned(db: ReadableDb): Map<string, number> {
  const sql = 'SELECT assignee, count(*) n FROM case_desk WHERE assignee IS NOT NULL GROUP BY 1';
  const rows = db.reads<{ assignee: string; n: number }>(sql).all();
  return new Map(rows.map(({ assignee, n }) => [assignee, n]));
}

const COUNT_DESK = `SELECT count(*) FILTER (WHERE d.assignee = ? AND ${OPEN}) mine,
    count(*) FILTER (WHERE d.assignee IS NOT NULL AND ${OPEN}) assigned, count(*) FILTER (WHERE d.flagged = 1) flagged
  FROM case_desk d CROSS JOIN case_status s ON s.case_id = d.case_id`;

/** Open cases of one person and of nobody, and all that are flagged. */
export function countDesk(db: ReadableDb, personId: string): { mine: number; unassigned: number; flagged: number } {
  const found = db.reads<{ mine: number; assigned: number; flagged: number }>(COUNT_DESK).get(personId);
  const open = db.reads<{ n: number }>(`SELECT count(*) n FROM case_status s WHERE ${OPEN}`).get()?.n ?? 0;
  const { mine, assigned, flagged } = found ?? { mine: 0, assigned: 0, flagged: 0 };
  return { mine, unassigned: open - assigned, flagged };
}

/** Case bundles that came in last, with the number of cases in each. */
export function arrivedBundles(db: ReadableDb, limit: number): { at: string; file: string; cases: number }[] {
  const sql = `SELECT received_at at, file, json_array_length(report, '$.cases') cases FROM bundles
    WHERE kind = 'case' AND state = 'stored' ORDER BY received_at DESC, rowid DESC LIMIT ?`;
  return db.reads<{ at: string; file: string; cases: number }>(sql).all(limit);
}
