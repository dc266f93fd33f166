import type { WritableDb } from '#db/database.ts';
import { defineProjection, type Projection } from '#db/projections.ts';
import {
  documentNumbers,
  documentSettings,
  madeDocuments,
  objections,
  publicities,
  publicityEntries,
} from '#db/schema/documents.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { StoredEvent } from '#shared/domain/journal.ts';

const PUT_MADE = 'INSERT INTO made_documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

function keepDocument(
  tx: WritableDb,
  event: StoredEvent<'document.made' | 'list.made'>,
  about: { caseId: string | null; version: number | null; cases: number },
): void {
  const { stream, seq, at, actor, payload } = event;
  const { kind, format, title, sha256, masked, reason, file, number = null } = payload;
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
    number,
  );
}

/** Documents that were made, public notices and what was said against them. */
export const documentProjection: Projection = defineProjection(
  [madeDocuments, documentNumbers, documentSettings, publicities, publicityEntries, objections],
  {
    'document.made': (tx, event) => {
      const { caseId, version } = event.payload;
      keepDocument(tx, event, { caseId, version, cases: 1 });
    },
    'list.made': (tx, event) => keepDocument(tx, event, { caseId: null, version: null, cases: event.payload.cases }),
    'documents.configured': (tx, { payload }) => {
      const put =
        "INSERT INTO document_settings VALUES ('workspace', ?) ON CONFLICT (scope) DO UPDATE SET value = excluded.value";
      tx.writes(put).run(canonicalJson(payload));
    },
    'document.numbered': (tx, { payload }) => {
      const { symbol, year, serial, kind, subjectId, version } = payload;
      tx.writes('INSERT INTO document_numbers VALUES (?, ?, ?, ?, ?, ?)').run(
        ...[symbol, year, serial, kind, subjectId, version],
      );
    },
    'case.erased': (tx, { payload }) => {
      for (const table of ['made_documents', 'publicity_entries', 'objections']) {
        tx.writes(`DELETE FROM ${table} WHERE case_id = ?`).run(payload.caseId);
      }
    },
    'publicity.opened': (tx, { payload, at, actor }) => {
      const { publicityId, title, startsOn, endsOn, period, contact, entries } = payload;
      tx.writes("INSERT INTO publicities VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?, NULL, NULL, '', NULL, NULL)").run(
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
        tx.writes('INSERT INTO publicity_entries VALUES (?, ?, ?, ?, NULL, NULL)').run(
          publicityId,
          position,
          caseId,
          version,
        );
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
    'publicity.extended': (tx, { payload }) => {
      const { publicityId, endsOn, period, reason } = payload;
      tx.writes(
        `UPDATE publicities SET extended_from = coalesce(extended_from, ends_on), ends_on = ?, period = ?, extended_why = ?
          WHERE publicity_id = ?`,
      ).run(endsOn, period, reason, publicityId);
    },
    'publicity.removed': (tx, { payload }) => {
      const { publicityId, caseId, removedOn, reason } = payload;
      tx.writes(
        'UPDATE publicity_entries SET removed_on = ?, removed_why = ? WHERE publicity_id = ? AND case_id = ?',
      ).run(removedOn, reason, publicityId, caseId);
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
