/** Reviews from another workstation, and answers to those that went there. */
import type { z } from 'zod';
import type { WritableDb } from '#db/database.ts';
import { findCase } from '#db/queries/cases.ts';
import { latestSignoff } from '#db/queries/review.ts';
import { findSecond } from '#db/queries/second.ts';
import { type BundleRow, putBundle, setLastSequence } from '#db/queries/transfer.ts';
import { parseStrictJson } from '#main/bundle/canonicalJson.ts';
import { validatePath } from '#main/bundle/path.ts';
import type { VerifiedBundle } from '#main/bundle/read.ts';
import { verifyDetached } from '#main/bundle/signature.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import type { ImportReport } from '#shared/api/transfer.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { cropPath, REVIEW_SIGNATURE, reviewPath, reviewSignaturePath } from '#shared/domain/exchange.ts';
import { maskName } from '#shared/domain/mask.ts';
import { type ReviewRecord, reviewRecord } from '#shared/domain/review.ts';
import {
  SECOND_ANSWER_PATH,
  SECOND_REQUEST_PATH,
  type SecondAnswer,
  type SecondRequest,
  secondAnswer,
  secondRequest,
} from '#shared/domain/secondBundle.ts';
import { mayBeSecond, returnedFields } from '#shared/domain/secondReview.ts';
import { assertPng } from '../blobs.ts';
import { isLocked } from '../review/checklist.ts';
import type { Session } from '../session.ts';
import { schemaReason } from '../transfer/caseContent.ts';
import {
  bundleRow,
  type Importing,
  type Incoming,
  issuerLabel,
  keepThen,
  recordImported,
  reportOf,
} from '../transfer/incoming.ts';
import { openReturned } from './openReturned.ts';

const MAX_JSON_BYTES = 8_000_000;
const MAX_CROP_BYTES = 20_000_000;

/** Review bundles go to the centre, but for these two. */
export function isForSecond({ entries }: Pick<VerifiedBundle, 'entries'>): boolean {
  return entries.has(SECOND_REQUEST_PATH) || entries.has(SECOND_ANSWER_PATH);
}

async function readAs<T>(verified: VerifiedBundle, entry: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(
    parseStrictJson(await verified.readEntry(entry, MAX_JSON_BYTES), entry, MAX_JSON_BYTES),
  );
  if (!parsed.success) throw new Refusal('SCHEMA_INVALID', { entry, reason: schemaReason(parsed.error) });
  return parsed.data;
}

type Requested = SecondRequest['cases'][number];
type ReportCase = ImportReport['cases'][number];

const mismatch = (number: string, problem: string, advice: string) =>
  new Refusal('SECOND_MISMATCH', { number, problem, advice });

interface Received {
  payload: EventPayload<'second.received'>;
  crops: Map<string, Uint8Array>;
  reported: ReportCase;
}

/** Who signed the record, by a certificate that counted then. Refuses SIGNATURE_INVALID, CERT_…. */
function checkSigner(session: Session, record: ReviewRecord, bytes: Uint8Array, signature: string, name: string): void {
  const { chain } = verifyDetached(signature, bytes, REVIEW_SIGNATURE, name);
  const now = session.trustedNow();
  const signedAt = record.signedAt < now ? record.signedAt : now;
  const { keyId, subject } = validatePath(chain, session.trust(), { at: now, signedAt });
  if (record.signedBy.keyId !== keyId || record.signedBy.name !== subject.name) {
    throw new Refusal('SIGNATURE_INVALID', { file: name });
  }
}

async function readReview(session: Session, verified: VerifiedBundle, one: Requested): Promise<Received> {
  const { caseId, version } = one;
  const row = findCase(session.db.read, caseId);
  const name = reviewPath(caseId, version);
  const signatureName = reviewSignaturePath(caseId, version);
  for (const entry of [name, signatureName]) {
    if (!verified.entries.has(entry)) throw new Refusal('SCHEMA_INVALID', { entry, reason: '缺少签署的审核结果' });
  }
  const bytes = await verified.readEntry(name, MAX_JSON_BYTES);
  const record = await readAs(verified, name, reviewRecord);
  const signature = Buffer.from(await verified.readEntry(signatureName, MAX_JSON_BYTES)).toString('utf8');
  const fits = record.caseId === caseId && record.version === version;
  if (!fits) throw new Refusal('SCHEMA_INVALID', { entry: name, reason: '编号与文件名不符' });
  checkSigner(session, record, bytes, signature, name);
  const number = record.caseNumber;
  const ours = session.db.read
    .reads<{ sha256: string }>('SELECT record_sha256 sha256 FROM cases WHERE case_id = ?')
    .get(caseId)?.sha256;
  if (!row || ours === undefined) throw mismatch(number, '本机没有', '请先导入中心下发给您的案卷包');
  if (ours !== one.caseSha256) throw mismatch(number, '与本机的不是同一版', '请两边都导入中心最新的案卷包后再转交');
  if (!one.first.some(({ keyId }) => keyId === record.signedBy.keyId)) {
    throw new Refusal('SCHEMA_INVALID', { entry: SECOND_REQUEST_PATH, reason: '签署人不在初审人员之中' });
  }
  if (!mayBeSecond(session.actor, one.first)) throw new Refusal('SECOND_SAME_PERSON');
  refuseOtherPending(session, one, number);
  const { secondId, blind, first, observed } = one;
  return {
    payload: {
      ...{ secondId, caseId, version, blind, first, observed, signature, bundleId: verified.bundle.bundleId },
      record: Buffer.from(bytes).toString('utf8'),
      recordSha256: sha256Hex(bytes),
      firstName: record.signedBy.name,
    },
    crops: await readCrops(verified, record),
    reported: {
      ...{ caseId, number, applicant: maskName(row.applicantName), programme: row.programme },
      ...{ programmeName: `项目 ${row.programme}`, attachments: row.attachments, bytes: 0, change: 'unchanged' },
    },
  };
}

/** The same case may not be under another second review here, nor come again in a version that was there before. */
function refuseOtherPending(session: Session, { secondId, caseId, version }: Requested, number: string): void {
  const known = findSecond(session.db.read, secondId);
  if (known && known.caseId !== caseId) {
    throw new Refusal('SCHEMA_INVALID', { entry: SECOND_REQUEST_PATH, reason: '复核编号属于另一个案卷' });
  }
  if (known && known.received === null) throw mismatch(number, '正在本机复核', '请在复核列表中办理');
  const newer = known?.received ? version > (JSON.parse(known.received) as Received['payload']).version : true;
  if (known && (known.state === 'approved' || !newer)) {
    throw mismatch(number, '已经收到过', '请在复核列表中继续办理');
  }
  const other = session.db.read
    .reads<{ id: string }>(
      "SELECT second_id id FROM second_reviews WHERE case_id = ? AND second_id <> ? AND state <> 'approved'",
    )
    .get(caseId, secondId);
  if (other) throw mismatch(number, '在本机已有未办结的复核', '请先办结');
}

async function readCrops(verified: VerifiedBundle, { items }: ReviewRecord): Promise<Map<string, Uint8Array>> {
  const crops = new Map<string, Uint8Array>();
  for (const { cropSha256 } of items.flatMap(({ evidence }) => evidence)) {
    const entry = cropPath(cropSha256);
    if (crops.has(cropSha256)) continue;
    if (!verified.entries.has(entry)) throw new Refusal('SCHEMA_INVALID', { entry, reason: '缺少依据截图' });
    const bytes = await verified.readEntry(entry, MAX_CROP_BYTES);
    if (sha256Hex(bytes) !== cropSha256) throw new Refusal('SCHEMA_INVALID', { entry, reason: '截图与编号不符' });
    assertPng(bytes);
    crops.set(cropSha256, bytes);
  }
  return crops;
}

/** Files of the bundle that nothing named accounts for. */
function refuseStrangers({ entries }: VerifiedBundle, expected: ReadonlySet<string>): void {
  for (const entry of entries.keys()) {
    if (entry.startsWith('data/') && !expected.has(entry)) {
      throw new Refusal('SCHEMA_INVALID', { entry, reason: '复核包中不应有这个文件' });
    }
  }
}

/** Takes a verified bundle of a second review in: one transaction, or a refusal that changes nothing. */
export async function takeSecondBundle(
  session: Session,
  incoming: Incoming,
  { signal, steps }: Importing,
): Promise<void> {
  const { verified, audienceKey } = incoming;
  const { bundle } = verified;
  steps.begin('content', 1);
  const apply = verified.entries.has(SECOND_REQUEST_PATH)
    ? await prepareRequest(session, verified)
    : await prepareAnswer(session, verified);
  steps.done(1);
  steps.begin('store', 1);
  await keepThen(session, verified, signal, (tx) => {
    const report = { ...reportOf(incoming), cases: apply.cases, remarks: apply.remarks };
    const row: BundleRow = {
      ...bundleRow(incoming),
      ...{ state: 'stored', vaultId: bundle.bundleId, report: JSON.stringify(report) },
    };
    putBundle(tx, row);
    apply.store(tx);
    recordImported(tx, session, row, issuerLabel(verified), apply.remarks);
    setLastSequence(tx, bundle.issuer, audienceKey, bundle.issuerSeq);
  });
  steps.done(1);
}

interface Prepared {
  cases: ReportCase[];
  remarks: string[];
  store: (tx: WritableDb) => void;
}

async function prepareRequest(session: Session, verified: VerifiedBundle): Promise<Prepared> {
  const request = await readAs(verified, SECOND_REQUEST_PATH, secondRequest);
  const received: Received[] = [];
  for (const one of request.cases) received.push(await readReview(session, verified, one));
  const named = received.flatMap(({ payload: { caseId, version }, crops }) => [
    reviewPath(caseId, version),
    reviewSignaturePath(caseId, version),
    ...[...crops.keys()].map(cropPath),
  ]);
  refuseStrangers(verified, new Set([SECOND_REQUEST_PATH, ...named]));
  const blind = request.cases.filter((one) => one.blind).length;
  return {
    cases: received.map(({ reported }) => reported),
    remarks: [
      `收到 ${received.length} 件转交复核的案卷${blind > 0 ? `，其中 ${blind} 件为盲审` : ''}。请到“复核”办理。`,
    ],
    store: (tx) => {
      for (const { payload, crops } of received) {
        for (const [hash, bytes] of crops) {
          tx.writes('INSERT OR IGNORE INTO crops VALUES (?, ?)').run(hash, Buffer.from(bytes));
        }
        // Signed on the version of the case that is here: nothing of it waits any more.
        tx.writes('DELETE FROM case_changes WHERE case_id = ?').run(payload.caseId);
        session.journal.record(tx, { type: 'second.received', payload, actor: session.actor });
      }
    },
  };
}

type Answered = SecondAnswer['cases'][number];

/** Holds an answer against what went out. */
function checkAnswer(session: Session, one: Answered): { reported: ReportCase } {
  const { read } = session.db;
  const row = findSecond(read, one.secondId);
  const found = row && findCase(read, row.caseId);
  if (!row || !found || row.caseId !== one.caseId) throw new Refusal('SECOND_UNKNOWN');
  if (row.state !== 'handed') throw mismatch(found.number, '没有等待答复的复核', '请核对是否拿错了包');
  const signed = latestSignoff(read, row.caseId);
  if (signed?.sha256 !== one.firstSha256 || !isLocked(found.state)) {
    throw mismatch(found.number, '在转交后又改过', '请重新转交复核');
  }
  const { caseId, number, applicantName, programme, attachments } = found;
  return {
    reported: {
      ...{ caseId, number, applicant: maskName(applicantName), programme, programmeName: `项目 ${programme}` },
      ...{ attachments, bytes: 0, change: 'unchanged' },
    },
  };
}

async function prepareAnswer(session: Session, verified: VerifiedBundle): Promise<Prepared> {
  const answer = await readAs(verified, SECOND_ANSWER_PATH, secondAnswer);
  refuseStrangers(verified, new Set([SECOND_ANSWER_PATH]));
  const checked = answer.cases.map((one) => checkAnswer(session, one));
  const { subject, keyId } = verified.issuer;
  const returned = answer.cases.filter(({ outcome }) => outcome === 'returned');
  const approved = answer.cases.length - returned.length;
  const fields = returned.reduce((sum, { choices }) => {
    const { items, facts, outcome } = returnedFields(choices);
    return sum + items.length + facts.length + (outcome ? 1 : 0);
  }, 0);
  return {
    cases: checked.map(({ reported }) => reported),
    remarks: [
      ...(approved > 0 ? [`${subject.name}复核通过 ${approved} 件。`] : []),
      ...(returned.length > 0
        ? [`${subject.name}退回 ${returned.length} 件，共 ${fields} 项。请到“复核”查看并重新审核退回的项目。`]
        : []),
    ],
    store: (tx) => {
      for (const one of answer.cases) {
        const { secondId, caseId, outcome, choices, changes } = one;
        const payload = {
          ...{ secondId, caseId, outcome, choices, changes, bundleId: verified.bundle.bundleId },
          ...{ byName: subject.name.slice(0, 80), byKeyId: keyId },
        };
        session.journal.record(tx, { type: 'second.answered', payload, actor: session.actor });
        if (outcome === 'returned') openReturned(tx, session, one);
      }
    },
  };
}
