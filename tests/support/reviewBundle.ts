/** Review bundles as a workstation writes them, from a journal made by hand. */

import { randomUUID } from 'node:crypto';
import type { SigningIdentity } from '#main/bundle/certificate.ts';
import { signDetached } from '#main/bundle/signature.ts';
import { type WrittenBundle, writeBundle } from '#main/bundle/write.ts';
import { sha256Hex, signEd25519 } from '#main/crypto/primitives.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { journalPath, REVIEW_SIGNATURE, reviewPath, reviewSignaturePath } from '#shared/domain/exchange.ts';
import { type Actor, entryPreimage, GENESIS_HASH, type JournalEntry, sessionPreimage } from '#shared/domain/journal.ts';
import type { ReviewRecord } from '#shared/domain/review.ts';

export interface Reviewer extends SigningIdentity {
  personId: string;
  name: string;
  role: string;
}

export const keyIdOf = (person: Reviewer) => person.chain[0]!.keyId;

/** One stream of events, growing. */
export function createStream(person: Reviewer, stream: string = randomUUID()) {
  const entries: JournalEntry[] = [];
  const actor: Actor = { personId: person.personId, keyId: keyIdOf(person) };
  const add = (type: string, payload: unknown): JournalEntry => {
    const text = canonicalJson(payload);
    const previous = entries.at(-1);
    const body = {
      stream,
      seq: (previous?.seq ?? 0) + 1,
      at: new Date(Date.now() - 60_000 + entries.length).toISOString(),
      offsetMs: entries.length,
      actor,
      type,
      payloadHash: sha256Hex(text),
      prevHash: previous?.hash ?? GENESIS_HASH,
    };
    const entry = { ...body, payload: text, hash: sha256Hex(entryPreimage(body)) };
    entries.push(entry);
    return entry;
  };
  return {
    stream,
    entries,
    add,
    introduce: () =>
      add('person.added', {
        ...actor,
        name: person.name,
        unit: '测试区',
        spki: Buffer.from(person.chain[0]!.spki).toString('base64'),
        recipient: person.chain[0]!.recipient,
      }),
    sign: (record: ReviewRecord, signature = signRecord(record, person)) => {
      const text = canonicalJson(record);
      const { caseId, version } = record;
      return add('case.signed', { caseId, version, record: text, recordSha256: sha256Hex(text), signature });
    },
    closeSession: () => {
      const { seq, hash } = entries.at(-1)!;
      const signature = signEd25519(person.privateKeyPem, Buffer.from(sessionPreimage({ stream, seq, hash })));
      return add('session.closed', { seq, hash, signature: Buffer.from(signature).toString('base64url') });
    },
  };
}
export type TestStream = ReturnType<typeof createStream>;

export function signRecord(record: ReviewRecord, person: SigningIdentity): string {
  return signDetached(Buffer.from(canonicalJson(record)), person, REVIEW_SIGNATURE);
}

export function reviewOf(person: Reviewer, caseId: string, changes: Partial<ReviewRecord> = {}): ReviewRecord {
  return {
    profile: 'qp-review/1',
    caseId,
    caseNumber: '济购补2023-0007',
    programme: '03.1',
    track: null,
    version: 1,
    rulesHash: 'a'.repeat(64),
    rulesOn: '2023-05-10',
    items: [
      {
        itemId: 'condition:first-house',
        title: '首套住房',
        precheck: 'true',
        verdict: 'fail',
        reason: 'material-missing',
        note: '缺不动产证',
        evidence: [],
      },
    ],
    observed: [],
    crossChecks: [],
    result: { decision: 'reject', amount: null, opinion: '材料不全，不予推荐。', supplement: null },
    unopened: [],
    signedBy: { keyId: keyIdOf(person), name: person.name, role: person.role },
    signedAt: new Date(Date.now() - 30_000).toISOString(),
    ...changes,
  };
}

let lastSeq = Date.now();

/** Writes the events from `from` on; the signed records lie beside the journal as the product puts them. */
export async function writeReview(
  target: string,
  person: Reviewer,
  office: { keyId: string; recipient: string | null },
  log: Pick<TestStream, 'stream' | 'entries'>,
  options: { from?: number; seal?: boolean; extra?: { name: string; source: Uint8Array }[] } = {},
): Promise<WrittenBundle> {
  const { stream } = log;
  const from = options.from ?? 1;
  const entries = log.entries.filter(({ seq }) => seq >= from);
  const { seq: to, hash: headHash } = entries.at(-1)!;
  const lines = entries.map((entry) => `${canonicalJson(entry)}\n`).join('');
  const signed = entries.filter(({ type }) => type === 'case.signed').map(({ payload }) => JSON.parse(payload));
  const seal = options.seal ?? true;
  return writeBundle({
    target,
    identity: person,
    kind: 'review',
    audience: [office.keyId],
    issuerSeq: ++lastSeq,
    journal: [{ stream, from, to, baseHash: entries[0]!.prevHash, headHash }],
    acks: [],
    catalogue: null,
    issuedAt: new Date().toISOString(),
    part: null,
    files: [
      { name: journalPath(stream), source: Buffer.from(lines) },
      ...signed.flatMap(({ caseId, version, record, signature }) => [
        { name: reviewPath(caseId, version), source: Buffer.from(record) },
        { name: reviewSignaturePath(caseId, version), source: Buffer.from(signature) },
      ]),
      ...(options.extra ?? []),
    ],
    recipients: seal && office.recipient ? [office.recipient] : null,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
}
