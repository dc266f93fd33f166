import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { WorkspaceDatabase } from '#db/database.ts';
import { headOf, heads, rangeFrom, readRange, verifyJournal } from '#db/journal.ts';
import { GENESIS_HASH, journalEntry, verifyChainOf } from '#shared/domain/journal.ts';
import { ACTOR, CASE, freshDatabase, NOW, recordReveals, refusalOf, STREAM, tickingJournal } from './helpers.ts';

const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');

function journalOf(count: number) {
  const { db } = freshDatabase();
  const journal = tickingJournal();
  recordReveals(db, journal, count);
  return { db, journal };
}

/** Edits a row behind the triggers' back, as somebody with the key could. */
function edit(db: WorkspaceDatabase, seq: number, column: string, value: unknown): void {
  db.connection.exec('DROP TRIGGER IF EXISTS journal_no_update; DROP TRIGGER IF EXISTS journal_no_delete');
  db.connection.prepare(`UPDATE journal SET ${column} = ? WHERE seq = ?`).run(value, seq);
}

describe('appending', () => {
  test('numbers events from 1, links each to the one before and keeps the payload as canonical JSON', () => {
    const { db } = journalOf(3);
    const entries = [...readRange(db.read, STREAM, 1)];
    expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3]);
    expect(entries[0]?.prevHash).toBe(GENESIS_HASH);
    expect(entries[1]?.prevHash).toBe(entries[0]?.hash);
    expect(entries[0]?.payload).toBe(`{"caseId":"${CASE}","field":"phone","reason":"核对电话 1"}`);
    expect(entries[0]?.at).toBe('2026-11-21T08:00:01.000Z');
    for (const entry of entries) expect(journalEntry.parse(entry)).toEqual(entry);
  });

  test('belongs to the transaction: an act that fails leaves no event', () => {
    const { db, journal } = journalOf(2);
    expect(() =>
      db.write((tx) => {
        journal.record(tx, { type: 'verdict.cleared', payload: { caseId: CASE, itemId: 'material:a' }, actor: ACTOR });
        throw new Error('the projection failed');
      }),
    ).toThrow('the projection failed');
    expect(headOf(db.read, STREAM).seq).toBe(2);
  });

  test('refuses a payload that does not fit its type', () => {
    const { db, journal } = journalOf(1);
    const payload = { caseId: CASE, itemId: 'DROP TABLE' };
    expect(() => db.write((tx) => journal.record(tx, { type: 'verdict.cleared', payload, actor: ACTOR }))).toThrow();
    expect(headOf(db.read, STREAM).seq).toBe(1);
  });

  test('raises the trusted floor by its own time and by the issue time of verified bundles, never down', () => {
    const { db, journal } = journalOf(1);
    const floor = () => db.read.reads<{ f: string }>('SELECT trusted_floor AS f FROM workspace').get()?.f;
    expect(floor()).toBe('2026-11-21T08:00:01.000Z');
    const payload = {
      bundleId: CASE,
      kind: 'case' as const,
      sha256: 'a'.repeat(64),
      bytes: 1,
      file: 'a.qpb',
      issuerKeyId: 'b'.repeat(64),
      issuerName: '济南市人才中心',
      issuerSeq: 1,
      issuedAt: '2026-12-01T00:00:00.000Z',
      remarks: [],
    };
    db.write((tx) => journal.record(tx, { type: 'bundle.imported', payload, actor: ACTOR }));
    expect(floor()).toBe('2026-12-01T00:00:00.000Z');
    recordReveals(db, journal, 1);
    expect(floor()).toBe('2026-12-01T00:00:00.000Z');
  });
});

describe('the journal only grows', () => {
  test.each([
    ["UPDATE journal SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2", /never changed/],
    ['DELETE FROM journal WHERE seq = 3', /never deleted/],
    ['INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2', /does not continue/],
    [
      "INSERT INTO journal SELECT stream, 9, at, 0, person_id, key_id, type, payload, payload_hash, hash, 'x' FROM journal WHERE seq = 3",
      /does not continue/,
    ],
    [
      "INSERT INTO journal SELECT stream, 4, at, 0, person_id, key_id, type, payload, payload_hash, prev_hash, 'x' FROM journal WHERE seq = 3",
      /does not continue/,
    ],
  ])('%s', (sql, message) => {
    const { db } = journalOf(3);
    expect(() => db.connection.exec(sql)).toThrow(message);
    expect(verifyJournal(db.read)).toEqual([headOf(db.read, STREAM)]);
  });
});

describe('verifying', () => {
  test('accepts an untouched journal and answers its heads', () => {
    const { db } = journalOf(1203);
    expect(verifyJournal(db.read)).toEqual(heads(db.read));
    expect(headOf(db.read, STREAM).seq).toBe(1203);
  });

  test.each([
    ['at', '2026-11-21T08:00:02.001Z'],
    ['offset_ms', 2001],
    ['person_id', '019aa4c0-0000-7000-8000-0000000000ab'],
    ['key_id', `${'ab'.repeat(31)}ac`],
    ['type', 'field.Revealed'],
    ['payload', Buffer.from(`{"caseId":"${CASE}","field":"phone","reason":"核对电话 3"}`)],
    ['payload_hash', sha256Hex('other')],
    ['prev_hash', sha256Hex('other')],
    ['hash', sha256Hex('other')],
    ['seq', 7],
    ['stream', '019aa4c0-0000-7000-8000-000000000009'],
  ])('finds a changed %s', (column, value) => {
    const { db } = journalOf(4);
    edit(db, 2, column, value);
    const refusal = refusalOf(() => verifyJournal(db.read));
    expect(refusal.code).toBe('JOURNAL_BROKEN');
  });

  test.each([0, -4, 2 ** 60])('finds a last row whose number became %d', (seq) => {
    const { db } = journalOf(4);
    edit(db, 4, 'seq', BigInt(seq));
    expect(refusalOf(() => verifyJournal(db.read)).details).toEqual({ seq: 4 });
  });

  test('finds every single flipped bit of a payload', () => {
    const { db } = journalOf(3);
    const [, second] = [...readRange(db.read, STREAM, 1)];
    const original = Buffer.from(second!.payload);
    for (let bit = 0; bit < original.length * 8; bit++) {
      const changed = Buffer.from(original);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      edit(db, 2, 'payload', changed);
      expect(refusalOf(() => verifyJournal(db.read)).details).toEqual({ seq: 2 });
    }
  });

  test('finds bytes that are no text, even where they would read the same', () => {
    const { db, journal } = journalOf(1);
    const payload = { caseId: CASE, field: 'phone', reason: 'a\ufffdb' };
    db.write((tx) => journal.record(tx, { type: 'field.revealed', payload, actor: ACTOR }));
    const [entry] = [...readRange(db.read, STREAM, 2)];
    const bytes = Buffer.from(entry!.payload);
    const at = bytes.indexOf(Buffer.from([0xef, 0xbf, 0xbd]));
    edit(db, 2, 'payload', Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 3)]));
    expect(refusalOf(() => verifyJournal(db.read)).details).toEqual({ seq: 2 });
  });

  test('finds a row that is missing in between', () => {
    const { db } = journalOf(4);
    edit(db, 99, 'at', NOW);
    db.connection.exec('DELETE FROM journal WHERE seq = 2');
    expect(refusalOf(() => verifyJournal(db.read)).details).toEqual({ seq: 2 });
  });
});

describe('ranges', () => {
  test('a range continues exactly where its base ends', () => {
    const { db } = journalOf(5);
    const range = rangeFrom(db.read, STREAM, 3);
    expect(range).toMatchObject({ stream: STREAM, from: 3, to: 5 });
    const entries = [...readRange(db.read, STREAM, 3, 5)];
    const check = verifyChainOf(entries, sha256Hex, { seq: 2, hash: range!.baseHash });
    expect(check).toEqual({ ok: true, head: { seq: 5, hash: range!.headHash } });
    expect(verifyChainOf(entries, sha256Hex)).toEqual({ ok: false, seq: 1 });
  });

  test('the whole stream starts at the genesis hash, and there is nothing after the head', () => {
    const { db } = journalOf(2);
    expect(rangeFrom(db.read, STREAM, 1)?.baseHash).toBe(GENESIS_HASH);
    expect(rangeFrom(db.read, STREAM, 3)).toBeNull();
    expect(rangeFrom(db.read, CASE, 1)).toBeNull();
    edit(db, 2, 'seq', 9);
    expect(refusalOf(() => rangeFrom(db.read, STREAM, 3)).details).toEqual({ seq: 2 });
  });
});
