import type { WritableDb } from '#db/database.ts';
import { defineProjection, type Projection } from '#db/projections.ts';
import { accesses, erasedCases, exportRightsTable, retentions } from '#db/schema/privacy.ts';
import type { EventType } from '#shared/domain/events.ts';
import type { StoredEvent } from '#shared/domain/journal.ts';
import type { AccessKind } from '#shared/domain/privacyEvents.ts';

const PUT_ACCESS = 'INSERT OR IGNORE INTO accesses VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
/** Streams count apart: a restored copy begins its own. */
const VIEWED_TODAY = `SELECT 1 n FROM accesses WHERE case_id = ? AND person_id = ? AND kind = 'view' AND stream = ?
  AND date(at, '+8 hours') = date(?, '+8 hours')`;
const PUT_RETENTION = `INSERT INTO retentions VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (scope) DO UPDATE SET
  years = excluded.years, until = excluded.until, reason = excluded.reason, person_id = excluded.person_id, at = excluded.at`;
const PUT_RIGHT = 'INSERT OR REPLACE INTO export_rights VALUES (?, ?, ?, ?, ?)';

interface Seen {
  caseId: string;
  kind: AccessKind;
  field: string;
  reason: string;
}

function putAccess(tx: WritableDb, event: StoredEvent<EventType>, { caseId, kind, field, reason }: Seen): void {
  const { stream, seq, actor, at } = event;
  tx.writes(PUT_ACCESS).run(stream, seq, caseId, actor.personId, at, kind, field, reason);
}

/** The number stays, and who saw the case; words people wrote about it do not. */
function eraseCase(tx: WritableDb, { payload, actor, at }: StoredEvent<'case.erased'>): void {
  const { caseId, seconds, number, batchId } = payload;
  for (const { stream, seq, personId, at: seenAt, kind, field } of payload.accesses) {
    tx.writes(PUT_ACCESS).run(stream, seq, caseId, personId, seenAt, kind, field, '');
  }
  for (const id of [caseId, ...seconds]) tx.writes("UPDATE accesses SET reason = '' WHERE case_id = ?").run(id);
  tx.writes('INSERT OR REPLACE INTO erased_cases VALUES (?, ?, ?, ?, ?)').run(
    caseId,
    number,
    batchId,
    actor.personId,
    at,
  );
}

/** Who saw whom, how long cases are kept, and which are gone. */
export const privacyProjection: Projection = defineProjection([accesses, retentions, erasedCases, exportRightsTable], {
  'field.revealed': (tx, event) => {
    const { caseId, field, reason } = event.payload;
    putAccess(tx, event, { caseId, kind: 'reveal', field, reason });
  },
  'attachment.openedOutside': (tx, event) => {
    const { caseId, attachmentId } = event.payload;
    putAccess(tx, event, { caseId, kind: 'outside', field: attachmentId, reason: '' });
  },
  'document.made': (tx, event) => {
    const { caseId, masked, crops, title, reason } = event.payload;
    if (!masked || crops) putAccess(tx, event, { caseId, kind: 'document', field: title, reason });
  },
  'list.made': (tx, event) => {
    const { caseIds, title, reason } = event.payload;
    for (const caseId of caseIds) putAccess(tx, event, { caseId, kind: 'list', field: title, reason });
  },
  'page.viewed': (tx, event) => {
    const { caseId } = event.payload;
    const { stream, actor, at } = event;
    if (tx.reads(VIEWED_TODAY).get(caseId, actor.personId, stream, at)) return;
    putAccess(tx, event, { caseId, kind: 'view', field: '', reason: '' });
  },
  'retention.defaultSet': (tx, { payload, actor, at }) => {
    tx.writes(PUT_RETENTION).run('workspace', payload.years, null, '', actor.personId, at);
  },
  'retention.set': (tx, { payload, actor, at }) => {
    const { bundleId, until, reason } = payload;
    if (until === null) tx.writes('DELETE FROM retentions WHERE scope = ?').run(bundleId);
    else tx.writes(PUT_RETENTION).run(bundleId, null, until, reason, actor.personId, at);
  },
  'export.rightsSet': (tx, { payload, actor, at }) => {
    for (const [kind, roles] of Object.entries(payload.rights)) {
      tx.writes(PUT_RIGHT).run(kind, JSON.stringify(roles), payload.reason, actor.personId, at);
    }
  },
  'case.imported': (tx, { payload }) => {
    tx.writes('DELETE FROM erased_cases WHERE case_id = ?').run(payload.caseId);
  },
  'case.erased': eraseCase,
});
