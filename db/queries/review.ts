import type { FilePlace } from '#shared/domain/caseChanges.ts';
import type { FactJson } from '#shared/domain/caseRecord.ts';
import type { EvidenceAnchor, ReasonCode, Verdict } from '#shared/domain/review.ts';
import type { ReadableDb } from '../database.ts';
import { NOT_UNDER_REVIEW } from './transfer.ts';

export interface ItemState {
  itemId: string;
  verdict: Verdict | null;
  reason: ReasonCode | null;
  note: string;
  actor: string;
  at: string;
  revision: number;
}

export interface EvidenceState {
  evidenceId: string;
  itemId: string;
  anchor: EvidenceAnchor;
  /** Where its page stands in a newer version of the file; `null` while the anchor says so. */
  place: FilePlace | null;
  author: string;
  at: string;
}

export function itemsOf(db: ReadableDb, caseId: string): Map<string, ItemState> {
  const rows = db
    .reads<ItemState>(
      'SELECT item_id itemId, verdict, reason, note, actor, at, revision FROM review_items WHERE case_id = ?',
    )
    .all(caseId);
  return new Map(rows.map((row) => [row.itemId, row]));
}

export function evidenceOf(db: ReadableDb, caseId: string): EvidenceState[] {
  return db
    .reads<Omit<EvidenceState, 'anchor' | 'place'> & { anchor: string; place: string | null }>(
      'SELECT evidence_id evidenceId, item_id itemId, anchor, place, author, at FROM evidence WHERE case_id = ? ORDER BY seq',
    )
    .all(caseId)
    .map((row) => ({
      ...row,
      anchor: JSON.parse(row.anchor) as EvidenceAnchor,
      place: row.place === null ? null : (JSON.parse(row.place) as FilePlace),
    }));
}

/** Where the page of a piece of evidence stands in a newer version of its file; `null` while its anchor says so. */
export function evidencePlace(db: ReadableDb, evidenceId: string): FilePlace | null {
  const found = db.reads<{ place: string | null }>('SELECT place FROM evidence WHERE evidence_id = ?').get(evidenceId);
  return found?.place ? (JSON.parse(found.place) as FilePlace) : null;
}

/** The file and page evidence stands on now. */
export const placeOf = ({ anchor, place }: Pick<EvidenceState, 'anchor' | 'place'>): FilePlace => place ?? anchor;

export interface ObservedState {
  key: string;
  value: FactJson;
  note: string;
  evidenceId: string | null;
  actor: string;
  at: string;
  revision: number;
}

/** What officials read in the documents of a case, by key of the fact. */
export function observedOf(db: ReadableDb, caseId: string): Map<string, ObservedState> {
  const rows = db
    .reads<Omit<ObservedState, 'value'> & { value: string }>(
      `SELECT key, value, note, evidence_id evidenceId, actor, at, revision FROM observed_facts
       WHERE case_id = ? ORDER BY key`,
    )
    .all(caseId);
  return new Map(rows.map((row) => [row.key, { ...row, value: JSON.parse(row.value) as FactJson }]));
}

export interface UndoableAct {
  seq: number;
  type: string;
}

const LAST_ACT = `SELECT seq, type FROM acts WHERE stream = ? AND case_id = ? AND person_id = ? AND undone = 0
  ORDER BY seq DESC LIMIT 1`;
/** Somebody else has since changed what the act changed; to put the state before it back would wipe that out. */
const OVERTAKEN = `SELECT 1 FROM acts a JOIN acts b ON b.stream = a.stream AND b.case_id = a.case_id AND b.seq > a.seq
  WHERE a.stream = ? AND a.seq = ? AND b.person_id <> a.person_id AND b.undone = 0
    AND json_extract(a.before, '$.kind') IN ('item', 'result', 'fact')
    AND json_extract(a.before, '$.kind') = json_extract(b.before, '$.kind')
    AND json_extract(a.before, '$.itemId') IS json_extract(b.before, '$.itemId')
    AND json_extract(a.before, '$.key') IS json_extract(b.before, '$.key')`;

/** The person's newest act on the case in this stream, if it has not been undone and nobody else has built on it. */
export function lastAct(db: ReadableDb, stream: string, caseId: string, personId: string): UndoableAct | undefined {
  const act = db.reads<UndoableAct>(LAST_ACT).get(stream, caseId, personId);
  return act && !db.reads(OVERTAKEN).get(stream, act.seq) ? act : undefined;
}

const LAST_UNDONE = `SELECT seq, type FROM acts WHERE stream = ? AND case_id = ? AND person_id = ? AND after IS NOT NULL
  ORDER BY seq LIMIT 1`;

/** The act the person undid last on the case, while nothing else has been done on it since. */
export function lastUndone(db: ReadableDb, stream: string, caseId: string, personId: string): UndoableAct | undefined {
  return db.reads<UndoableAct>(LAST_UNDONE).get(stream, caseId, personId);
}

export interface SignoffRow {
  caseId: string;
  version: number;
  record: string;
  sha256: string;
  signature: string;
  signedAt: string;
  signedBy: string;
}

const SIGNOFF = `SELECT s.case_id caseId, s.version, s.record, s.sha256, s.signature, s.signed_at signedAt,
  s.signed_by signedBy FROM signoffs s`;

export function latestSignoff(db: ReadableDb, caseId: string): SignoffRow | undefined {
  return db.reads<SignoffRow>(`${SIGNOFF} WHERE s.case_id = ? ORDER BY s.version DESC LIMIT 1`).get(caseId);
}

/** Every signed version of a case, the newest first. */
export function signoffsOf(db: ReadableDb, caseId: string): SignoffRow[] {
  return db.reads<SignoffRow>(`${SIGNOFF} WHERE s.case_id = ? ORDER BY s.version DESC`).all(caseId);
}

/** The newest signed version of every case that the centre has not acknowledged yet. */
export function unreturnedSignoffs(db: ReadableDb): SignoffRow[] {
  return db
    .reads<SignoffRow>(
      `${SIGNOFF} JOIN case_status c ON c.case_id = s.case_id
       WHERE c.state IN ('signed', 'exported') AND s.version = c.version AND ${NOT_UNDER_REVIEW} ORDER BY s.signed_at`,
    )
    .all();
}

export function cropBytes(db: ReadableDb, sha256: string): Buffer | undefined {
  return db.reads<{ bytes: Buffer }>('SELECT bytes FROM crops WHERE sha256 = ?').get(sha256)?.bytes;
}

export function personNames(db: ReadableDb): Map<string, string> {
  const rows = db.reads<{ personId: string; name: string }>('SELECT person_id personId, name FROM persons').all();
  return new Map(rows.map((row) => [row.personId, row.name]));
}
