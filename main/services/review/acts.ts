import { newId } from '#db/ids.ts';
import { findAttachment } from '#db/queries/cases.ts';
import { evidenceOf, lastAct, latestSignoff } from '#db/queries/review.ts';
import { canonicalJsonBytes } from '#main/bundle/canonicalJson.ts';
import { signDetached } from '#main/bundle/signature.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import type { Clock } from '#main/ports.ts';
import type { Checklist, reviewApi } from '#shared/api/review.ts';
import type { ParsedOf } from '#shared/api/route.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventInput } from '#shared/domain/events.ts';
import { REVIEW_SIGNATURE } from '#shared/domain/exchange.ts';
import { type CaseResult, type ReviewRecord, reviewRecord, toGroups } from '#shared/domain/review.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { assertPng, type BlobStore } from '../blobs.ts';
import { requireRole, requireSigning, type Session } from '../session.ts';
import { checklistOf, currentItem, isLocked, type OpenCase, openCase } from './checklist.ts';
import { outcomeOf } from './outcome.ts';

type Input<R extends keyof typeof reviewApi> = ParsedOf<(typeof reviewApi)[R]>;

/** What the acts of reviewing stand on. */
export interface ReviewContext {
  session: Session;
  catalogue: Catalogue;
  clock: Clock;
  blobs: BlobStore;
}

function openForChange(context: ReviewContext, caseId: string): OpenCase {
  const { session, catalogue } = context;
  requireRole(session, ['reviewer', 'approver'], '审核案卷');
  const open = openCase(session, catalogue, caseId);
  if (isLocked(open.row.state)) throw new Refusal('CASE_SIGNED');
  return open;
}

function record({ session }: ReviewContext, event: EventInput): void {
  session.db.write((tx) => session.journal.record(tx, { ...event, actor: session.actor }));
}

function afterwards({ session, catalogue }: ReviewContext, caseId: string): Checklist {
  return checklistOf(session, openCase(session, catalogue, caseId));
}

/** 不符合 needs its reason at once; its evidence may follow and is asked for at the signature. */
export function setVerdict(context: ReviewContext, input: Input<'setVerdict'>): Checklist {
  const { caseId, itemId, verdict, reason, note, revision } = input;
  currentItem(openForChange(context, caseId), itemId, revision);
  if (verdict === 'fail' && reason === null) throw new Refusal('VERDICT_INCOMPLETE');
  if (reason === 'other' && note.trim() === '') throw new Refusal('VERDICT_INCOMPLETE');
  const rulesHash = context.catalogue.hash;
  record(context, { type: 'verdict.set', payload: { caseId, itemId, verdict, reason, note, rulesHash } });
  return afterwards(context, caseId);
}

export function clearVerdict(context: ReviewContext, { caseId, itemId, revision }: Input<'clearVerdict'>): Checklist {
  currentItem(openForChange(context, caseId), itemId, revision);
  record(context, { type: 'verdict.cleared', payload: { caseId, itemId } });
  return afterwards(context, caseId);
}

export function addEvidence(context: ReviewContext, input: Input<'addEvidence'>): Checklist {
  const { caseId, itemId, anchor, crop } = input;
  const { session, clock, blobs } = context;
  currentItem(openForChange(context, caseId), itemId);
  const attachment = findAttachment(session.db.read, anchor.attachmentId);
  if (attachment?.caseId !== caseId) throw new Refusal('ATTACHMENT_UNKNOWN');
  for (const [left, bottom, right, top] of anchor.rects) {
    if (left >= right || bottom >= top) throw new Refusal('EVIDENCE_INVALID', { reason: '选取的范围是空的' });
  }
  const bytes = blobs.take(crop);
  assertPng(bytes);
  const evidenceId = newId(clock.now());
  const full = { ...anchor, fileSha256: attachment.sha256, cropSha256: crop };
  session.db.write((tx) => {
    tx.writes('INSERT OR IGNORE INTO crops VALUES (?, ?)').run(crop, Buffer.from(bytes));
    const payload = { caseId, itemId, evidenceId, anchor: full };
    session.journal.record(tx, { type: 'evidence.added', payload, actor: session.actor });
  });
  return afterwards(context, caseId);
}

export function removeEvidence(context: ReviewContext, input: Input<'removeEvidence'>): Checklist {
  const { caseId, itemId, evidenceId } = input;
  openForChange(context, caseId);
  const known = evidenceOf(context.session.db.read, caseId).some(
    (one) => one.evidenceId === evidenceId && one.itemId === itemId,
  );
  if (!known) throw new Refusal('STALE_WRITE');
  record(context, { type: 'evidence.removed', payload: { caseId, itemId, evidenceId } });
  return afterwards(context, caseId);
}

export function undo(context: ReviewContext, { caseId }: Input<'undo'>): Checklist {
  openForChange(context, caseId);
  const { db, journal, person } = context.session;
  const act = lastAct(db.read, journal.stream, caseId, person.personId);
  if (!act) throw new Refusal('NOTHING_TO_UNDO');
  record(context, { type: 'undo', payload: { caseId, seq: act.seq } });
  return afterwards(context, caseId);
}

/** The amount is always the computed one; only decision and opinion are the official's. */
export function setOutcome(context: ReviewContext, { caseId, result }: Input<'setOutcome'>) {
  const { session, catalogue } = context;
  const open = openForChange(context, caseId);
  const { amount } = outcomeOf(session, catalogue, open);
  const kept: CaseResult = { ...result, amount: result.decision === 'recommend' ? amount : null };
  record(context, { type: 'result.set', payload: { caseId, result: kept } });
  return outcomeOf(session, catalogue, openCase(session, catalogue, caseId));
}

export function viewed(context: ReviewContext, { attachmentId, pages }: Input<'viewed'>): Record<string, never> {
  const attachment = findAttachment(context.session.db.read, attachmentId);
  if (!attachment) throw new Refusal('ATTACHMENT_UNKNOWN');
  record(context, { type: 'page.viewed', payload: { caseId: attachment.caseId, attachmentId, pages } });
  return {};
}

function recordOf(context: ReviewContext, open: OpenCase, unopened: string[], signedAt: string): ReviewRecord {
  const { session, catalogue } = context;
  const { keyId, name, role } = session.person;
  return {
    profile: 'qp-review/1',
    caseId: open.row.caseId,
    caseNumber: open.record.number,
    programme: open.record.programme,
    track: open.record.track,
    version: open.row.version + 1,
    rulesHash: catalogue.hash,
    rulesOn: open.record.appliedOn,
    items: open.items.map(({ itemId, title, precheck, verdict, evidence }) => ({
      itemId,
      title,
      precheck: precheck.result,
      verdict: verdict?.verdict ?? null,
      reason: verdict?.reason ?? null,
      note: verdict?.note ?? '',
      evidence: evidence.map(({ author: _author, createdAt: _at, itemId: _item, ...anchor }) => anchor),
    })),
    result: JSON.parse(open.row.result!) as CaseResult,
    unopened,
    signedBy: { keyId, name, role: role! },
    signedAt,
  };
}

/** Signs the outcome with the person's key and locks the case. The passphrase is asked again: a signature is a deliberate act. */
export async function sign(context: ReviewContext, { caseId, passphrase }: Input<'sign'>) {
  const { session, catalogue } = context;
  requireRole(session, ['reviewer', 'approver'], '签署审核结果');
  const identity = requireSigning(session, '签署审核结果');
  await session.confirmPassphrase(passphrase);
  const open = openForChange(context, caseId);
  const { blockers, unopened } = outcomeOf(session, catalogue, open);
  if (blockers.length > 0) throw new Refusal('SIGN_BLOCKED', { reason: blockers.join('；') });
  const made = reviewRecord.parse(recordOf(context, open, unopened, session.trustedNow()));
  const bytes = canonicalJsonBytes(made);
  const sha256 = sha256Hex(bytes);
  const payload = {
    caseId,
    version: made.version,
    record: Buffer.from(bytes).toString('utf8'),
    recordSha256: sha256,
    signature: signDetached(bytes, identity, REVIEW_SIGNATURE),
  };
  record(context, { type: 'case.signed', payload });
  return { version: made.version, sha256, groups: toGroups(sha256) };
}

export function reopen(context: ReviewContext, { caseId, reason, note }: Input<'reopen'>): Checklist {
  const { session, catalogue } = context;
  requireRole(session, ['reviewer', 'approver'], '重新开启案卷');
  const open = openCase(session, catalogue, caseId);
  const last = latestSignoff(session.db.read, caseId);
  if (!isLocked(open.row.state) || !last) return checklistOf(session, open);
  record(context, { type: 'case.reopened', payload: { caseId, version: last.version, reason, note } });
  return afterwards(context, caseId);
}
