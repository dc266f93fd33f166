import type { WritableDb } from '#db/database.ts';
import { defineProjection, type Projection } from '#db/projections.ts';
import { acts, caseStatus, evidence, observedFacts, reviewItems, signoffs, viewedPages } from '#db/schema/review.ts';
import { acknowledged, exportCases, exportsTable } from '#db/schema/transfer.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { StoredEvent } from '#shared/domain/journal.ts';
import { carriedViews, carryEvidence } from './carry.ts';
import {
  bumpItem,
  DROP_EVIDENCE,
  DROP_FACT,
  type EvidenceRow,
  type FactRow,
  ITEM,
  type ItemRow,
  ONE_EVIDENCE,
  ONE_FACT,
  putEvidence,
  putFact,
  putItem,
  RESULT,
  type ResultRow,
  SET_RESULT,
  STATUS_BEGIN,
  touch,
} from './rows.ts';
import { closeActs, keepAct, redoAct, undoAct } from './undo.ts';

/** The note stays: it is told what was asked, and what came of it. */
const OPEN_ITEM = `UPDATE review_items SET verdict = NULL, reason = NULL, actor = ?, at = ?, revision = ?
  WHERE case_id = ? AND item_id = ?`;
const FORGET_VIEWS = 'DELETE FROM viewed_pages WHERE attachment_id > ? AND attachment_id < ?';
const FORGET_VIEW = 'DELETE FROM viewed_pages WHERE attachment_id = ?';
const ADD_VIEW = `INSERT INTO viewed_pages VALUES (?, ?, ?)
  ON CONFLICT (attachment_id, page) DO UPDATE SET ms = ms + excluded.ms`;

/** Changes one item, keeping what stood there before. */
function changeItem(
  tx: WritableDb,
  event: StoredEvent<'verdict.set' | 'verdict.cleared' | 'note.set'>,
  change: (row: ItemRow) => Partial<ItemRow>,
): void {
  const { caseId, itemId } = event.payload;
  const before = tx.reads<ItemRow>(ITEM).get(caseId, itemId) ?? null;
  const empty = { case_id: caseId, item_id: itemId, verdict: null, reason: null, note: '' };
  const stamp = { actor: event.actor.personId, at: event.at, revision: event.seq };
  const row = { ...(before ?? empty), ...stamp };
  putItem(tx, { ...row, ...change(row) });
  keepAct(tx, event, { kind: 'item', itemId, row: before });
  touch(tx, event, caseId);
}

function setResult(tx: WritableDb, event: StoredEvent<'result.set'>): void {
  const { caseId, result } = event.payload;
  tx.writes(STATUS_BEGIN).run(caseId, event.at);
  const before = tx.reads<ResultRow>(RESULT).get(caseId);
  tx.writes(SET_RESULT).run(result ? canonicalJson(result) : null, result?.decision ?? null, caseId);
  keepAct(tx, event, { kind: 'result', result: before?.result ?? null, decision: before?.decision ?? null });
  touch(tx, event, caseId);
}

/** An observed value, or its withdrawal. */
function observeFact(tx: WritableDb, event: StoredEvent<'fact.observed'>): void {
  const { caseId, key, value, note, evidenceId } = event.payload;
  const before = tx.reads<FactRow>(ONE_FACT).get(caseId, key) ?? null;
  if (value === null) tx.writes(DROP_FACT).run(caseId, key);
  else
    putFact(tx, {
      ...{ case_id: caseId, key, value: canonicalJson(value), note, evidence_id: evidenceId },
      ...{ actor: event.actor.personId, at: event.at, revision: event.seq },
    });
  keepAct(tx, event, { kind: 'fact', key, row: before });
  touch(tx, event, caseId);
}

/** Takes back the decisions that rested on what a newer version of the case changed; the outcome made of them goes with them. */
function openTouched(
  tx: WritableDb,
  event: StoredEvent<'case.imported' | 'case.reopened'>,
  touched: { items: readonly string[]; facts: readonly string[] },
): void {
  const { caseId } = event.payload;
  for (const itemId of touched.items) {
    tx.writes(OPEN_ITEM).run(event.actor.personId, event.at, event.seq, caseId, itemId);
  }
  for (const key of touched.facts) tx.writes(DROP_FACT).run(caseId, key);
  if (touched.items.length + touched.facts.length > 0) tx.writes(SET_RESULT).run(null, null, caseId);
  touch(tx, event, caseId);
}

function addEvidence(tx: WritableDb, event: StoredEvent<'evidence.added'>): void {
  const { caseId, itemId, evidenceId, anchor } = event.payload;
  putEvidence(tx, {
    evidence_id: evidenceId,
    case_id: caseId,
    item_id: itemId,
    anchor: canonicalJson(anchor),
    author: event.actor.personId,
    at: event.at,
    seq: event.seq,
  });
  bumpItem(tx, event, caseId, itemId);
  keepAct(tx, event, { kind: 'evidence.added', evidenceId, itemId });
  touch(tx, event, caseId);
}

function removeEvidence(tx: WritableDb, event: StoredEvent<'evidence.removed'>): void {
  const { caseId, itemId, evidenceId } = event.payload;
  const row = tx.reads<EvidenceRow>(ONE_EVIDENCE).get(evidenceId);
  if (!row) return;
  tx.writes(DROP_EVIDENCE).run(evidenceId);
  bumpItem(tx, event, caseId, itemId);
  keepAct(tx, event, { kind: 'evidence.removed', row });
  touch(tx, event, caseId);
}

function signCase(tx: WritableDb, event: StoredEvent<'case.signed'>): void {
  const { caseId, version, record, recordSha256, signature } = event.payload;
  const { personId } = event.actor;
  tx.writes('INSERT INTO signoffs VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    caseId,
    version,
    record,
    recordSha256,
    signature,
    event.at,
    personId,
    event.seq,
  );
  tx.writes(
    "UPDATE case_status SET state = 'signed', version = ?, signed_at = ?, signed_by = ?, touched_at = ? WHERE case_id = ?",
  ).run(version, event.at, personId, event.at, caseId);
}

/**
 * A replaced case keeps what people recorded on it but for what rested on the changes; nobody has looked at its new pages yet, but
 * those that only stand in another file now were seen.
 */
function importCase(tx: WritableDb, event: StoredEvent<'case.imported'>): void {
  const { caseId, change, touched } = event.payload;
  tx.writes(STATUS_BEGIN).run(caseId, event.at);
  if (change !== 'replaced') return;
  if (!touched) return void tx.writes(FORGET_VIEWS).run(`${caseId}.`, `${caseId}/`);
  const seen = carriedViews(tx, touched.files ?? []);
  for (const attachmentId of touched.attachments) tx.writes(FORGET_VIEW).run(attachmentId);
  for (const { attachmentId, page, ms } of seen) tx.writes(ADD_VIEW).run(attachmentId, page, ms);
  carryEvidence(tx, caseId, touched.files ?? []);
  openTouched(tx, event, touched);
  // What was decided on the old version does not come back by undoing.
  closeActs(tx, caseId);
}

function reopenCase(tx: WritableDb, event: StoredEvent<'case.reopened'>): void {
  const { caseId, touched } = event.payload;
  tx.writes("UPDATE case_status SET state = 'reviewing', touched_at = ? WHERE case_id = ?").run(event.at, caseId);
  if (touched) openTouched(tx, event, touched);
  closeActs(tx, caseId);
}

/** Nothing recorded on the case or in its second reviews stays. Which versions a bundle carried does: it names no person. */
function eraseCase(tx: WritableDb, { payload }: StoredEvent<'case.erased'>): void {
  for (const id of [payload.caseId, ...payload.seconds]) {
    for (const table of ['case_status', 'review_items', 'evidence', 'observed_facts', 'acts', 'signoffs']) {
      tx.writes(`DELETE FROM ${table} WHERE case_id = ?`).run(id);
    }
    tx.writes(FORGET_VIEWS).run(`${id}.`, `${id}/`);
  }
}

/** Everything the screens read about reviewing and handing back. */
export const reviewProjection: Projection = defineProjection(
  [
    caseStatus,
    reviewItems,
    evidence,
    observedFacts,
    acts,
    viewedPages,
    signoffs,
    exportCases,
    exportsTable,
    acknowledged,
  ],
  {
    'case.imported': importCase,
    'verdict.set': (tx, event) => {
      const { verdict, reason, note } = event.payload;
      changeItem(tx, event, () => ({ verdict, reason, note }));
    },
    'verdict.cleared': (tx, event) => changeItem(tx, event, () => ({ verdict: null, reason: null })),
    'note.set': (tx, event) => changeItem(tx, event, () => ({ note: event.payload.note })),
    'evidence.added': addEvidence,
    'evidence.removed': removeEvidence,
    'result.set': setResult,
    'fact.observed': observeFact,
    undo: undoAct,
    redo: redoAct,
    'case.signed': (tx, event) => {
      signCase(tx, event);
      closeActs(tx, event.payload.caseId);
    },
    'case.reopened': reopenCase,
    'case.erased': eraseCase,
    /** Whoever goes on with a second review finds nothing of what was begun. Its version counts on behind a signature that was reopened. */
    'second.released': (tx, { payload: { secondId } }) => {
      for (const table of ['review_items', 'evidence', 'observed_facts', 'acts']) {
        tx.writes(`DELETE FROM ${table} WHERE case_id = ?`).run(secondId);
      }
      tx.writes(
        "UPDATE case_status SET state = 'new', decided = 0, result = NULL, decision = NULL WHERE case_id = ?",
      ).run(secondId);
      tx.writes(FORGET_VIEWS).run(`${secondId}.`, `${secondId}/`);
    },
    /** A version that was signed on another workstation: ours go on behind it. */
    'second.received': (tx, event) => {
      const { caseId, version } = event.payload;
      tx.writes('UPDATE case_status SET version = max(version, ?) WHERE case_id = ?').run(version, caseId);
    },
    'page.viewed': (tx, event) => {
      const { attachmentId, pages } = event.payload;
      for (const { page, ms } of pages) tx.writes(ADD_VIEW).run(attachmentId, page, ms);
    },
    'bundle.exported': (tx, event) => {
      const { bundleId, issuerSeq, file, sha256, bytes, sealed, cases, ranges } = event.payload;
      const journalTo = ranges.find((range) => range.stream === event.stream)?.to ?? 0;
      tx.writes('INSERT INTO exports VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)').run(
        bundleId,
        issuerSeq,
        file,
        sha256,
        bytes,
        event.at,
        journalTo,
        sealed ? 1 : 0,
      );
      for (const { caseId, version } of cases) {
        tx.writes('INSERT INTO export_cases VALUES (?, ?, ?)').run(bundleId, caseId, version);
        tx.writes(
          "UPDATE case_status SET state = 'exported' WHERE case_id = ? AND version = ? AND state = 'signed'",
        ).run(caseId, version);
      }
    },
    /** A case that no bundle on its way carries any more is to be handed back again. */
    'bundle.withdrawn': (tx, event) => {
      const { bundleId, reason } = event.payload;
      tx.writes('UPDATE exports SET withdrawn_at = ?, withdrawn_reason = ? WHERE bundle_id = ?').run(
        event.at,
        reason,
        bundleId,
      );
      tx.writes(
        `UPDATE case_status SET state = 'signed' WHERE state = 'exported'
           AND case_id IN (SELECT x.case_id FROM export_cases x WHERE x.bundle_id = ?)
           AND NOT EXISTS (SELECT 1 FROM export_cases x JOIN exports e ON e.bundle_id = x.bundle_id
             WHERE x.case_id = case_status.case_id AND x.version = case_status.version AND e.withdrawn_at IS NULL)`,
      ).run(bundleId);
    },
    'bundle.acknowledged': (tx, event) => {
      for (const bundleId of event.payload.bundleIds) {
        tx.writes('UPDATE exports SET acknowledged_at = ? WHERE bundle_id = ? AND acknowledged_at IS NULL').run(
          event.at,
          bundleId,
        );
        tx.writes(
          `UPDATE case_status SET state = 'acknowledged' WHERE state IN ('exported', 'signed') AND EXISTS
             (SELECT 1 FROM export_cases x WHERE x.bundle_id = ? AND x.case_id = case_status.case_id
                AND x.version = case_status.version)`,
        ).run(bundleId);
      }
      for (const { stream, seq, hash } of event.payload.streams) {
        tx.writes(
          `INSERT INTO acknowledged VALUES (?, ?, ?, ?) ON CONFLICT (stream) DO UPDATE
             SET seq = excluded.seq, hash = excluded.hash, at = excluded.at WHERE excluded.seq > seq`,
        ).run(stream, seq, hash, event.at);
      }
    },
  },
);
