import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sha256Hex, verifyEd25519 } from '#main/crypto/primitives.ts';
import { EVENT_PAYLOADS } from '#shared/domain/events.ts';
import { entryPreimage, GENESIS_HASH, type JournalEntry, sessionPreimage } from '#shared/domain/journal.ts';
import { GROUP_OF, JOURNAL_GROUPS } from '#shared/domain/journalGroups.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { openDesk } from '#tests/support/centre.ts';
import { importFile, PASSPHRASE, refused } from '#tests/support/core.ts';
import { addEvidence, decide } from '#tests/support/reviewing.ts';

const DEGREE = 'condition:c.degree';

async function atWork() {
  const desk = await openDesk();
  const { station, office, certificate } = desk;
  await importFile(station, await office.issue([tuitionCase(1), tuitionCase(2)], certificate));
  station.clock.advance(86_400_000);
  await decide(station, caseId(1), DEGREE, 'fail', { reason: 'contradiction' });
  await addEvidence(station, caseId(1), DEGREE);
  await decide(station, caseId(2), DEGREE, 'pass');
  await station.api.cases.reveal({ caseId: caseId(2), field: 'idNumber', reason: '与证件或材料比对' });
  const all = async (filter = {}, offset = 0, limit = 200) => station.api.journal.list({ filter, offset, limit });
  return { ...desk, all };
}

test('every event type belongs to a group that can be chosen', () => {
  expect(Object.keys(GROUP_OF).sort()).toEqual(Object.keys(EVENT_PAYLOADS).sort());
  expect(Object.values(GROUP_OF).every((group) => group in JOURNAL_GROUPS)).toBe(true);
});

test('the journal in plain sentences, newest first, found by person, kind, case and day', async () => {
  const { all } = await atWork();
  const { total, rows } = await all();
  expect(rows).toHaveLength(total);
  expect(rows[0]).toMatchObject({
    ...{ actor: '李审核', group: 'access', erased: false, sentence: '查看证件号码，原因：与证件或材料比对' },
    case: { caseId: caseId(2), number: '济留补2023-0002', erased: false },
  });
  expect(rows[1]!.sentence).toMatch(/^“.+”判为符合$/);
  expect(rows.map(({ sentence }) => sentence)).toContain('建立工作区“一号工作站”（历下区人社局）');
  for (const { sentence } of rows) expect(sentence).not.toMatch(/undefined|null|\[object|condition:/);
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => total - index));

  expect((await all({ group: 'review' })).total).toBe(3);
  expect((await all({ number: '0002' })).rows.map(({ group }) => group)).toEqual(['access', 'review', 'transfer']);
  expect((await all({ number: '0002', group: 'transfer' })).total).toBe(1);
  expect((await all({ number: '没有的编号' })).total).toBe(0);
  expect((await all({ from: '2026-11-22' })).total).toBe(4);
  expect((await all({ to: '2026-11-21' })).total).toBe(total - 4);
  expect((await all({ personId: caseId(9) })).total).toBe(0);
  const some = await all({ from: '2026-11-22' }, 1, 2);
  expect(some.rows).toEqual(rows.slice(1, 3));
  expect((await all({}, total - 1, 5)).rows.map(({ seq }) => seq)).toEqual([1]);
});

test('words of the sentences are found, whatever act they belong to', async () => {
  const { all } = await atWork();
  const found = async (text: string, more = {}) => (await all({ text, ...more })).rows.map(({ sentence }) => sentence);
  expect(await found('证件号码')).toEqual(['查看证件号码，原因：与证件或材料比对']);
  expect(await found('判为')).toEqual([expect.stringContaining('判为符合'), expect.stringContaining('判为不符合')]);
  expect(await found('判为', { number: '0001' })).toHaveLength(1);
  expect(await found('判为', { group: 'transfer' })).toEqual([]);
  expect(await found('历下区人社局')).not.toEqual([]);
  expect(await found('没有这样的话')).toEqual([]);
  expect(await found('%')).toEqual([]);
  // A newer search ends the one before, and both answer or are cancelled; the last one is right.
  const [first, last] = await Promise.allSettled([all({ text: '判' }), all({ text: '导入' })]);
  expect(first.status === 'fulfilled' || first.reason.code === 'CANCELLED').toBe(true);
  expect(last).toMatchObject({ status: 'fulfilled', value: { total: 3 } });
});

test('what a filter found is written as a table and told; the last check stays known', async () => {
  const { station, all } = await atWork();
  const { api } = station;
  const file = path.join(station.folder, '..', '记录.csv');
  expect(await api.journal.saveList({ filter: { group: 'review' }, path: file })).toEqual({ rows: 3 });
  const lines = readFileSync(file, 'utf8').trim().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain('"序号","时间","人员","类别","案卷编号","内容","校验码"');
  expect(lines[1]).toMatch(/"李审核","审核","济留补2023-0002","“.+”判为符合"/);
  expect((await all({ group: 'documents' })).rows[0]!.sentence).toBe('保存审核记录到“记录.csv”，3 条');

  expect(await api.journal.lastCheck({})).toEqual({ check: null });
  const { total } = await all();
  await station.ended(await api.journal.check({}));
  await api.workspace.lock({});
  await api.workspace.unlock({ personId: station.personId, passphrase: PASSPHRASE });
  const { check } = await api.journal.lastCheck({});
  expect(check).toMatchObject({ by: '李审核', entries: total, erased: 0, signatures: 0 });
});

test('the whole chain is checked with its signatures; an altered entry is named', async () => {
  const { station, all } = await atWork();
  const { api } = station;
  await api.workspace.lock({});
  await api.workspace.unlock({ personId: station.personId, passphrase: PASSPHRASE });
  const { total } = await all();
  const done = await station.ended(await api.journal.check({}));
  expect(done).toMatchObject({ kind: 'check', state: 'done', progress: { phase: 'done', filesDone: 1 } });
  expect(done.journalReport).toMatchObject({ signatures: 1, file: null, streams: [{ entries: total, erased: 0 }] });

  const { db } = station.session();
  db.connection.exec('DROP TRIGGER journal_no_update');
  db.connection.exec("UPDATE journal SET at = '2026-01-01T00:00:00.000Z' WHERE seq = 5");
  const broken = await station.ended(await api.journal.check({}));
  expect(broken).toMatchObject({ state: 'refused', refusal: { code: 'JOURNAL_BROKEN', details: { seq: 5 } } });
});

test('a proof can be followed by anybody and tells nothing about anybody', async () => {
  const { station } = await atWork();
  const { api } = station;
  await api.workspace.lock({});
  await api.workspace.unlock({ personId: station.personId, passphrase: PASSPHRASE });
  const file = path.join(station.folder, '..', 'proof.jsonl');
  const { journalReport } = await station.ended(await api.journal.saveProof({ path: file }));
  const text = readFileSync(file, 'utf8');
  for (const word of ['秦望舒', '37010219960130', '授予硕士学位', '与证件或材料比对']) expect(text).not.toContain(word);

  const [head, ...lines] = text.trimEnd().split('\n');
  expect(JSON.parse(head!)).toEqual({ profile: 'qp-journal-proof/1' });
  const links = lines.map((line) => JSON.parse(line) as Omit<JournalEntry, 'payload'> & { payload?: string });
  expect(links).toHaveLength(journalReport!.streams[0]!.entries);
  let previous = GENESIS_HASH;
  let spki = '';
  let signatures = 0;
  for (const { payload, hash, ...link } of links) {
    expect(link.prevHash).toBe(previous);
    expect(sha256Hex(entryPreimage(link))).toBe(hash);
    if (payload !== undefined) expect(sha256Hex(payload)).toBe(link.payloadHash);
    if (link.type === 'person.added') spki = JSON.parse(payload!).spki;
    if (link.type === 'session.closed') {
      const closed = JSON.parse(payload!);
      const signed = sessionPreimage({ stream: link.stream, seq: link.seq - 1, hash: previous });
      const key = Buffer.from(spki, 'base64');
      expect(verifyEd25519(key, Buffer.from(signed), Buffer.from(closed.signature, 'base64url'))).toBe(true);
      signatures++;
    }
    previous = hash;
  }
  expect(previous).toBe(journalReport!.streams[0]!.hash);
  expect(signatures).toBe(journalReport!.signatures);

  const again = await station.ended(await api.journal.saveProof({ path: file }));
  expect(again.refusal?.code).toBe('FILE_EXISTS');
  expect(readFileSync(file, 'utf8')).toBe(text);
  const nowhere = path.join(station.folder, 'none', 'proof.jsonl');
  expect((await station.ended(await api.journal.saveProof({ path: nowhere }))).refusal?.code).toBe('FILE_NOT_FOUND');
  expect((await refused(api.journal.list({ filter: {}, offset: 0, limit: 201 }))).code).toBe('INPUT_INVALID');
});
