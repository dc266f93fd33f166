/** Reviews that another workstation signed come for a second look. */
import { findCase } from '#db/queries/cases.ts';
import { findSecond } from '#db/queries/second.ts';
import { validatePath } from '#main/bundle/path.ts';
import type { VerifiedBundle } from '#main/bundle/read.ts';
import { verifyDetached } from '#main/bundle/signature.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { cropPath, REVIEW_SIGNATURE, reviewPath, reviewSignaturePath } from '#shared/domain/exchange.ts';
import { type ReviewRecord, reviewRecord } from '#shared/domain/review.ts';
import { SECOND_REQUEST_PATH, type SecondRequest, secondRequest } from '#shared/domain/secondBundle.ts';
import { type Hand, mayBeSecond } from '#shared/domain/secondReview.ts';
import type { Session } from '../session.ts';
import {
  keepCrops,
  MAX_JSON_BYTES,
  mismatch,
  type Prepared,
  type ReportCase,
  readAs,
  readCrops,
  refuseDoubles,
  refuseStrangers,
  reportCase,
} from './secondContent.ts';

type Requested = SecondRequest['cases'][number];

interface Received {
  payload: EventPayload<'second.received'>;
  crops: Map<string, Uint8Array>;
  reported: ReportCase;
}

/** Who signed the record, by a certificate that counted then. Refuses SIGNATURE_INVALID, CERT_…. */
function signerOf(session: Session, record: ReviewRecord, bytes: Uint8Array, signature: string, name: string): Hand {
  const { chain } = verifyDetached(signature, bytes, REVIEW_SIGNATURE, name);
  const now = session.trustedNow();
  const signedAt = record.signedAt < now ? record.signedAt : now;
  const { keyId, subject } = validatePath(chain, session.trust(), { at: now, signedAt });
  if (record.signedBy.keyId !== keyId || record.signedBy.name !== subject.name) {
    throw new Refusal('SIGNATURE_INVALID', { file: name });
  }
  return { personId: subject.personId, keyId };
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
  const signer = signerOf(session, record, bytes, signature, name);
  const number = record.caseNumber;
  const ours = session.db.read
    .reads<{ sha256: string }>('SELECT record_sha256 sha256 FROM cases WHERE case_id = ?')
    .get(caseId)?.sha256;
  if (!row || ours === undefined) throw mismatch(number, '本机没有', '请先导入中心下发给您的案卷包');
  if (ours !== one.caseSha256) throw mismatch(number, '与本机的不是同一版', '请两边都导入中心最新的案卷包后再转交');
  // By certificate: a list that names the signer's key with another person's number would let the signer be the second.
  if (!one.first.some(({ personId, keyId }) => keyId === signer.keyId && personId === signer.personId)) {
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
    crops: await readCrops(
      verified,
      record.items.flatMap(({ evidence }) => evidence.map(({ cropSha256 }) => cropSha256)),
    ),
    reported: reportCase(row),
  };
}

/** The same case may not be under another second review here, nor come again in a version that was there before. */
function refuseOtherPending(session: Session, { secondId, caseId, version }: Requested, number: string): void {
  const known = findSecond(session.db.read, secondId);
  if (known && known.caseId !== caseId) {
    throw new Refusal('SCHEMA_INVALID', { entry: SECOND_REQUEST_PATH, reason: '复核编号属于另一个案卷' });
  }
  // Work on it would stand among the work on that case.
  if (!known && findCase(session.db.read, secondId)) {
    throw new Refusal('SCHEMA_INVALID', { entry: SECOND_REQUEST_PATH, reason: '复核编号是案卷的编号' });
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

export async function prepareRequest(session: Session, verified: VerifiedBundle): Promise<Prepared> {
  const request = await readAs(verified, SECOND_REQUEST_PATH, secondRequest);
  refuseDoubles(SECOND_REQUEST_PATH, request.cases);
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
        keepCrops(tx, crops);
        // Signed on the version of the case that is here: nothing of it waits any more.
        tx.writes('DELETE FROM case_changes WHERE case_id = ?').run(payload.caseId);
        session.journal.record(tx, { type: 'second.received', payload, actor: session.actor });
      }
    },
  };
}
