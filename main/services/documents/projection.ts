import type { WritableDb } from '#db/database.ts';
import { defineProjection, type Projection } from '#db/projections.ts';
import { madeDocuments, objections, publicities, publicityEntries } from '#db/schema/documents.ts';
import type { StoredEvent } from '#shared/domain/journal.ts';

const PUT_MADE = 'INSERT INTO made_documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

function keepDocument(
  tx: WritableDb,
  event: StoredEvent<'document.made' | 'list.made'>,
  about: { caseId: string | null; version: number | null; cases: number },
): void {
  const { stream, seq, at, actor, payload } = event;
  const { kind, format, title, sha256, masked, reason, file } = payload;
  tx.writes(PUT_MADE).run(
    stream,
    seq,
    kind,
    format,
    title,
    sha256,
    about.caseId,
    about.version,
    about.cases,
    masked ? 1 : 0,
    reason,
    file,
    actor.personId,
    at,
  );
}

/** Documents that were made, public notices and what was said against them. */
export const documentProjection: Projection = defineProjection(
  [madeDocuments, publicities, publicityEntries, objections],
  {
    'document.made': (tx, event) => {
      const { caseId, version } = event.payload;
      keepDocument(tx, event, { caseId, version, cases: 1 });
    },
    'list.made': (tx, event) => keepDocument(tx, event, { caseId: null, version: null, cases: event.payload.cases }),
    'case.erased': (tx, { payload }) => {
      for (const table of ['made_documents', 'publicity_entries', 'objections']) {
        tx.writes(`DELETE FROM ${table} WHERE case_id = ?`).run(payload.caseId);
      }
    },
    'publicity.opened': (tx, { payload, at, actor }) => {
      const { publicityId, title, startsOn, endsOn, period, contact, entries } = payload;
      tx.writes("INSERT INTO publicities VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?, NULL, NULL, '')").run(
        publicityId,
        title,
        startsOn,
        endsOn,
        period,
        contact,
        at,
        actor.personId,
      );
      entries.forEach(({ caseId, version }, position) => {
        tx.writes('INSERT INTO publicity_entries VALUES (?, ?, ?, ?)').run(publicityId, position, caseId, version);
      });
    },
    'publicity.objected': (tx, { payload, at, actor }) => {
      const { objectionId, publicityId, caseId, receivedOn, channel, name, contact, content } = payload;
      tx.writes("INSERT INTO objections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, '', NULL)").run(
        objectionId,
        publicityId,
        caseId,
        receivedOn,
        channel,
        name,
        contact,
        content,
        at,
        actor.personId,
      );
    },
    'publicity.settled': (tx, { payload, actor }) => {
      const { objectionId, outcome, settledOn, settlement } = payload;
      tx.writes(
        'UPDATE objections SET outcome = ?, settled_on = ?, settlement = ?, settled_by = ? WHERE objection_id = ?',
      ).run(outcome, settledOn, settlement, actor.personId, objectionId);
    },
    'publicity.ended': (tx, { payload, at, actor }) => {
      const { publicityId, state, note } = payload;
      tx.writes('UPDATE publicities SET state = ?, note = ?, ended_at = ?, ended_by = ? WHERE publicity_id = ?').run(
        state,
        note,
        at,
        actor.personId,
        publicityId,
      );
    },
  },
);
