import type { ObjectionChannel, ObjectionOutcome, PublicityState } from '#shared/domain/publicity.ts';
import type { ReadableDb } from '../database.ts';

export interface PublicityRow {
  publicityId: string;
  title: string;
  startsOn: string;
  endsOn: string;
  period: string;
  contact: string;
  state: PublicityState;
  openedAt: string;
  openedBy: string;
  note: string;
  /** The last day it was put up with, and why it goes on longer. */
  extendedFrom: string | null;
  extendedWhy: string | null;
  entries: number;
  objections: number;
  openObjections: number;
}

const PUBLICITY = `SELECT p.publicity_id publicityId, p.title, p.starts_on startsOn, p.ends_on endsOn, p.period, p.contact,
  p.state, p.opened_at openedAt, p.opened_by openedBy, p.note, p.extended_from extendedFrom, p.extended_why extendedWhy,
  (SELECT count(*) FROM publicity_entries e WHERE e.publicity_id = p.publicity_id AND e.removed_on IS NULL) entries,
  (SELECT count(*) FROM objections o WHERE o.publicity_id = p.publicity_id) objections,
  (SELECT count(*) FROM objections o WHERE o.publicity_id = p.publicity_id AND o.outcome IS NULL) openObjections
  FROM publicities p`;

/** Open ones first, the one that ends soonest at the top. */
export function publicityRows(db: ReadableDb): PublicityRow[] {
  return db.reads<PublicityRow>(`${PUBLICITY} ORDER BY p.state <> 'open', p.ends_on, p.publicity_id`).all();
}

export function findPublicity(db: ReadableDb, publicityId: string): PublicityRow | undefined {
  return db.reads<PublicityRow>(`${PUBLICITY} WHERE p.publicity_id = ?`).get(publicityId);
}

export interface EntryRow {
  caseId: string;
  version: number;
  /** The case is still signed in the version that was made public. */
  unchanged: number;
  /** When and why it was taken off the list. */
  removedOn: string | null;
  removedWhy: string | null;
}

export function publicityEntries(db: ReadableDb, publicityId: string): EntryRow[] {
  const sql = `SELECT e.case_id caseId, e.version,
    s.version = e.version AND s.state NOT IN ('new', 'reviewing') unchanged, e.removed_on removedOn, e.removed_why removedWhy
    FROM publicity_entries e JOIN case_status s ON s.case_id = e.case_id WHERE e.publicity_id = ? ORDER BY e.position`;
  return db.reads<EntryRow>(sql).all(publicityId);
}

/** Title of an open notice the case already stands in with this version. */
export function openNoticeOf(db: ReadableDb, caseId: string, version: number): string | undefined {
  const sql = `SELECT p.title FROM publicity_entries e JOIN publicities p ON p.publicity_id = e.publicity_id
    WHERE e.case_id = ? AND e.version = ? AND p.state <> 'cancelled' AND e.removed_on IS NULL LIMIT 1`;
  return db.reads<{ title: string }>(sql).get(caseId, version)?.title;
}

export interface ObjectionRow {
  objectionId: string;
  publicityId: string;
  caseId: string;
  receivedOn: string;
  channel: ObjectionChannel;
  name: string;
  contact: string;
  content: string;
  recordedAt: string;
  recordedBy: string;
  outcome: ObjectionOutcome | null;
  settledOn: string | null;
  settlement: string;
  settledBy: string | null;
}

const OBJECTION = `SELECT objection_id objectionId, publicity_id publicityId, case_id caseId, received_on receivedOn, channel,
  name, contact, content, recorded_at recordedAt, recorded_by recordedBy, outcome, settled_on settledOn, settlement,
  settled_by settledBy FROM objections`;

export function objectionsOf(db: ReadableDb, publicityId: string): ObjectionRow[] {
  return db
    .reads<ObjectionRow>(`${OBJECTION} WHERE publicity_id = ? ORDER BY received_on, recorded_at`)
    .all(publicityId);
}

export function findObjection(db: ReadableDb, objectionId: string): ObjectionRow | undefined {
  return db.reads<ObjectionRow>(`${OBJECTION} WHERE objection_id = ?`).get(objectionId);
}
