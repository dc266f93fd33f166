/** Two people on two machines: signed reviews go to the second person's workstation, and what became of them comes back. */
import { findCase } from '#db/queries/cases.ts';
import { latestSignoff } from '#db/queries/review.ts';
import { handedSecond, handsOn, pendingSecond, type SecondRow } from '#db/queries/second.ts';
import { canonicalJsonBytes } from '#main/bundle/canonicalJson.ts';
import { type Certificate, parseCertificates } from '#main/bundle/certificate.ts';
import { validatePath } from '#main/bundle/path.ts';
import { writeBundle } from '#main/bundle/write.ts';
import { readChosenFile } from '#main/workspace/smallFile.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { ROLE_TITLES } from '#shared/domain/person.ts';
import {
  SECOND_ANSWER_PATH,
  SECOND_REQUEST_PATH,
  type SecondAnswer,
  type SecondRequest,
} from '#shared/domain/secondBundle.ts';
import { mayBeSecond } from '#shared/domain/secondReview.ts';
import { type SettledChanges, settle, settledEvidence } from '#shared/domain/secondSettled.ts';
import { isLocked } from '../review/checklist.ts';
import { requireOpen, requireRole, requireSigning, type Session } from '../session.ts';
import { type BundleFile, cropFiles, reviewFiles } from '../transfer/exportFiles.ts';
import { fileLabel } from '../transfer/incoming.ts';
import { createPace } from '../transfer/pace.ts';
import { askedOf, recordAsked, type SecondContext } from './ask.ts';
import { handsOf, secondOf } from './rows.ts';
import { cropsOf } from './secondContent.ts';
import { firstSide, secondSide } from './sides.ts';

const MAX_PEM_BYTES = 64 * 1024;

/** The person a certificate file names, held against the pinned roots. Refuses CERT_…. */
export async function recipientOf(session: Session, file: string): Promise<Certificate> {
  const chain = parseCertificates((await readChosenFile(file, MAX_PEM_BYTES)).toString('utf8'));
  return validatePath(chain, session.trust(), { at: session.trustedNow() });
}

export interface HandedOver {
  file: string;
  to: string;
  cases: number;
  sha256: string;
  groups: string[];
}

async function write(session: Session, to: Certificate, target: string, files: BundleFile[]) {
  const identity = requireSigning(session, '转交复核');
  if (to.recipient === null) throw new Refusal('RECIPIENT_MISSING', { name: to.subject.name });
  const issuedAt = session.trustedNow();
  return writeBundle({
    ...{ target, identity, kind: 'review' as const, audience: [to.keyId], issuerSeq: Date.parse(issuedAt) },
    ...{ journal: [], acks: [], catalogue: null, issuedAt, part: null, files, recipients: [to.recipient] },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
}

type RequestedCase = SecondRequest['cases'][number];

/** A case as it is handed over: asked for anew, or again under the number it has at the other workstation. */
function requestOf(context: SecondContext, caseId: string, blind: boolean) {
  const { session } = context;
  const { read } = session.db;
  const row = findCase(read, caseId);
  const before = pendingSecond(read, caseId) ?? handedSecond(read, caseId);
  const away = before?.state === 'handed' || (before?.state === 'returned' && before.handedTo !== null);
  const again = away && row !== undefined && isLocked(row.state);
  const asked = again ? null : askedOf(context, caseId, { blind, sampleId: null });
  const secondId = asked?.secondId ?? before!.secondId;
  const signed = latestSignoff(read, caseId)!;
  const caseSha256 = read
    .reads<{ sha256: string }>('SELECT record_sha256 sha256 FROM cases WHERE case_id = ?')
    .get(caseId)!.sha256;
  const side = firstSide(read, { caseId, received: null } as SecondRow)!;
  const requested: RequestedCase = {
    ...{ secondId, caseId, version: signed.version, caseSha256, first: handsOn(read, caseId) },
    ...{ blind: again ? before.blind === 1 : blind, observed: side.observed },
  };
  return { asked, requested, signed };
}

/**
 * Writes signed reviews for another workstation. The second person has the cases from the centre, never from the first person. Refuses
 * ROLE_FORBIDDEN, CERT_…, RECIPIENT_ROLE (no approver), SECOND_SAME_PERSON, SECOND_STATE.
 */
export async function handOver(
  context: SecondContext,
  input: { caseIds: readonly string[]; blind: boolean; certificate: string; path: string },
): Promise<HandedOver> {
  const { session } = context;
  requireRole(session, ['reviewer', 'approver'], '转交复核');
  const to = await recipientOf(session, input.certificate);
  const { name, role, personId } = to.subject;
  if (role !== 'approver') throw new Refusal('RECIPIENT_ROLE', { name, role: ROLE_TITLES[role], kind: '复核' });
  const prepared = [...new Set(input.caseIds)].map((caseId) => requestOf(context, caseId, input.blind));
  for (const { requested } of prepared) {
    if (!mayBeSecond({ personId, keyId: to.keyId }, requested.first)) throw new Refusal('SECOND_SAME_PERSON');
  }
  const request: SecondRequest = { profile: 'qp-second-request/1', cases: prepared.map(({ requested }) => requested) };
  const signed = prepared.map((one) => one.signed);
  const files = [
    { name: SECOND_REQUEST_PATH, source: canonicalJsonBytes(request) },
    ...(await reviewFiles(session, signed, createPace(new AbortController().signal))),
  ];
  const { sha256, groups } = await write(session, to, input.path, files);
  requireOpen(session);
  session.db.write((tx) => {
    for (const { asked, requested } of prepared) {
      if (asked) recordAsked(tx, context, asked);
      const { secondId, caseId } = requested;
      const payload = { secondId, caseId, toKeyId: to.keyId, toName: name.slice(0, 80) };
      session.journal.record(tx, { type: 'second.handed', payload, actor: session.actor });
    }
  });
  return { file: fileLabel(input.path), to: name, cases: prepared.length, sha256, groups };
}

function changesFor(session: Session, row: SecondRow, { choices }: EventPayload<'second.adjudicated'>): SettledChanges {
  const first = firstSide(session.db.read, row)!;
  const second = secondSide(session.db.read, row);
  const { verdicts, observed } = settle(first, second, choices);
  return {
    verdicts: [...verdicts].map(([itemId, { from: _from, ...verdict }]) => [itemId, verdict]),
    observed: [...observed],
    evidence: [...verdicts].map((one) => [one[0], settledEvidence(row.caseId, first, second, one)]),
  };
}

/** Writes what became of reviews that came from another workstation. Refuses ROLE_FORBIDDEN, CERT_…, SECOND_STATE, SECOND_UNKNOWN. */
export async function sendBack(
  { session }: SecondContext,
  input: { secondIds: readonly string[]; certificate: string; path: string },
): Promise<HandedOver> {
  requireRole(session, ['approver'], '回送复核结果');
  const to = await recipientOf(session, input.certificate);
  const cases = [...new Set(input.secondIds)].map((secondId) => {
    const row = secondOf(session, secondId);
    const number = findCase(session.db.read, row.caseId)?.number ?? '';
    const refuse = (problem: string, advice: string) =>
      new Refusal('SECOND_STATE', { number, problem, action: '回送', advice });
    if (row.received === null) throw refuse('不是别的工作站转交来的', '请在本机办理');
    if (!row.adjudication || (row.state !== 'returned' && row.state !== 'approved')) {
      throw refuse('还没有裁定', '请先裁定');
    }
    if (!handsOf(row).some(({ keyId }) => keyId === to.keyId)) {
      throw refuse(`不是${to.subject.name}审核的`, '请选择初审人员的证书');
    }
    const adjudication = JSON.parse(row.adjudication) as EventPayload<'second.adjudicated'>;
    const { caseId, firstSha256, outcome, choices } = adjudication;
    return { secondId, caseId, firstSha256, outcome, choices, changes: changesFor(session, row, adjudication) };
  });
  const answer: SecondAnswer = { profile: 'qp-second-answer/1', cases };
  const crops = new Set(cases.flatMap(({ changes }) => cropsOf(changes)));
  const files = [
    { name: SECOND_ANSWER_PATH, source: canonicalJsonBytes(answer) },
    ...(await cropFiles(session, crops, createPace(new AbortController().signal))),
  ];
  const { sha256, groups } = await write(session, to, input.path, files);
  return { file: fileLabel(input.path), to: to.subject.name, cases: cases.length, sha256, groups };
}
