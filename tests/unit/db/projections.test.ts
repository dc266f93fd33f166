import { describe, expect, test } from 'vitest';
import { headOf } from '#db/journal.ts';
import { createProjections, defineProjection, rebuildProjections } from '#db/projections.ts';
import { caseStatus, reviewItems, viewedPages } from '#db/schema/review.ts';
import type { EventInput } from '#shared/domain/events.ts';
import { ACTOR, CASE, dump, freshDatabase, STREAM, tickingJournal } from './helpers.ts';

const items = defineProjection([reviewItems, caseStatus], {
  'note.set': (tx, { payload, actor, at, seq }) => {
    const { caseId, itemId, note } = payload;
    const row = { caseId, itemId, verdict: null, reason: null, note, actor: actor.personId, at, revision: seq };
    tx.insert(reviewItems)
      .values(row)
      .onConflictDoUpdate({ target: [reviewItems.caseId, reviewItems.itemId], set: row })
      .run();
  },
  'verdict.cleared': (tx, { payload }) => {
    tx.writes('DELETE FROM review_items WHERE case_id = ? AND item_id = ?').run(payload.caseId, payload.itemId);
  },
});

const viewed = defineProjection([viewedPages], {
  'page.viewed': (tx, { payload }) => {
    for (const { page, ms } of payload.pages) {
      tx.writes('INSERT INTO viewed_pages VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET ms = ms + excluded.ms').run(
        payload.attachmentId,
        page,
        ms,
      );
    }
  },
});

const ACTS: EventInput[] = [
  { type: 'note.set', payload: { caseId: CASE, itemId: 'material:a', note: '' } },
  { type: 'note.set', payload: { caseId: CASE, itemId: 'material:b', note: '看不清' } },
  { type: 'page.viewed', payload: { caseId: CASE, attachmentId: `${CASE}.1`, pages: [{ page: 0, ms: 1200 }] } },
  { type: 'verdict.cleared', payload: { caseId: CASE, itemId: 'material:a' } },
  {
    type: 'page.viewed',
    payload: {
      caseId: CASE,
      attachmentId: `${CASE}.1`,
      pages: [
        { page: 0, ms: 300 },
        { page: 1, ms: 5 },
      ],
    },
  },
  { type: 'field.revealed', payload: { caseId: CASE, field: 'phone', reason: '核对' } },
];

describe('projections', () => {
  test('change in the same transaction as the journal, and not at all when a handler fails', () => {
    const { db } = freshDatabase();
    const failing = defineProjection([caseStatus], {
      'note.set': () => {
        throw new Error('no room for this verdict');
      },
    });
    const journal = tickingJournal(createProjections([defineProjection([reviewItems], items.on), failing]));
    expect(() => db.write((tx) => journal.record(tx, { ...ACTS[0]!, actor: ACTOR }))).toThrow('no room');
    expect(headOf(db.read, STREAM).seq).toBe(0);
    expect(db.read.select().from(reviewItems).all()).toEqual([]);
  });

  test('rebuilt from the journal, the tables are the same byte for byte', () => {
    const { db } = freshDatabase();
    const projections = createProjections([items, viewed]);
    const journal = tickingJournal(projections);
    db.write((tx) => {
      for (let round = 0; round < 120; round++) {
        for (const act of ACTS) journal.record(tx, { ...act, actor: ACTOR });
      }
    });
    const whole = dump(db);
    const tables = dump(db, projections.tables);
    db.connection.exec("DELETE FROM viewed_pages; UPDATE review_items SET note = 'edited behind our back'");
    expect(dump(db, projections.tables)).not.toBe(tables);
    rebuildProjections(db, projections);
    expect(dump(db)).toBe(whole);
  });

  test('a rebuild that fails leaves the tables as they were', () => {
    const { db } = freshDatabase();
    const journal = tickingJournal(createProjections([items, viewed]));
    for (const act of ACTS) db.write((tx) => journal.record(tx, { ...act, actor: ACTOR }));
    const before = dump(db);
    const broken = defineProjection([viewedPages], {
      'page.viewed': () => {
        throw new Error('cannot');
      },
    });
    expect(() => rebuildProjections(db, createProjections([items, broken]))).toThrow('cannot');
    expect(dump(db)).toBe(before);
  });

  test('a table has one owner', () => {
    expect(() => createProjections([items, items])).toThrow(TypeError);
  });
});
