import { latestSignoff } from '#db/queries/review.ts';
import { canonicalJsonBytes } from '#main/bundle/canonicalJson.ts';
import { signDetached } from '#main/bundle/signature.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import type { Checklist } from '#shared/api/review.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { REVIEW_SIGNATURE } from '#shared/domain/exchange.ts';
import { type CaseResult, type ReviewRecord, reviewRecord, toGroups } from '#shared/domain/review.ts';
import { requireOpen, requireRole, requireSigning } from '../session.ts';
import { type Input, openForChange, type ReviewContext, record } from './acts.ts';
import { afterAct, checklistOf, isLocked, type OpenCase, openCase } from './checklist.ts';
import { outcomeOf } from './outcome.ts';

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
  requireOpen(session);
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

/** Opens a signed case again; the signed version stays as it is, the next signature makes another one. */
export function reopen(context: ReviewContext, { caseId, reason, note }: Input<'reopen'>): Checklist {
  const { session, catalogue } = context;
  requireRole(session, ['reviewer', 'approver'], '重新开启案卷');
  const open = openCase(session, catalogue, caseId);
  const last = latestSignoff(session.db.read, caseId);
  if (!isLocked(open.row.state) || !last) return checklistOf(session, open);
  record(context, { type: 'case.reopened', payload: { caseId, version: last.version, reason, note } });
  return checklistOf(session, afterAct(session, open));
}
