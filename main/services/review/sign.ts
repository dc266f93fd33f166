import { latestSignoff } from '#db/queries/review.ts';
import { canonicalJsonBytes } from '#main/bundle/canonicalJson.ts';
import type { SigningIdentity } from '#main/bundle/certificate.ts';
import { signDetached } from '#main/bundle/signature.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import type { Checklist } from '#shared/api/review.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { REVIEW_SIGNATURE } from '#shared/domain/exchange.ts';
import { type CaseResult, type ReviewRecord, reviewRecord, toGroups } from '#shared/domain/review.ts';
import { crossOutcome } from '../crosscheck/ofReview.ts';
import { requireOpen, requireRole, requireSigning, type Session } from '../session.ts';
import { wellFormed } from '../wellFormed.ts';
import { type Input, openForChange, type ReviewContext } from './acts.ts';
import { putChanges, storedChanges } from './changes.ts';
import { checklistOf, isLocked, type OpenCase, openCase } from './checklist.ts';
import { outcomeOf } from './outcome.ts';
import { recordItems } from './versions.ts';

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
    items: recordItems(open),
    observed: open.observations,
    crossChecks: crossOutcome(session, catalogue, open.row.caseId, null).pinned,
    result: JSON.parse(open.row.result!) as CaseResult,
    unopened,
    signedBy: { keyId, name, role: role! },
    signedAt,
  };
}

/** Signs one open case with a confirmed identity and locks it. Refuses SIGN_BLOCKED with the codes of what stands in the way. */
export function signOpen(context: ReviewContext, open: OpenCase, identity: SigningIdentity) {
  const { session, catalogue } = context;
  const { caseId } = open.row;
  const { blockers, unopened } = outcomeOf(session, catalogue, open);
  if (blockers.length > 0) {
    const reason = blockers.map(({ sentence }) => sentence).join('；');
    throw new Refusal('SIGN_BLOCKED', { reason, codes: blockers.map(({ code }) => code).join(' ') });
  }
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
  session.db.write((tx) => {
    // What is signed was worked through: the next 本次变化 begins here.
    tx.writes('DELETE FROM case_changes WHERE case_id = ?').run(caseId);
    session.journal.record(tx, { type: 'case.signed', payload, actor: session.actor });
  });
  return { version: made.version, sha256, groups: toGroups(sha256) };
}

/** Signs the outcome with the person's key. The passphrase is asked again: a signature is a deliberate act. */
export async function sign(context: ReviewContext, { caseId, passphrase }: Input<'sign'>) {
  const { session } = context;
  requireRole(session, ['reviewer', 'approver'], '签署审核结果');
  const identity = requireSigning(session, '签署审核结果');
  await session.confirmPassphrase(passphrase);
  requireOpen(session);
  return signOpen(context, openForChange(context, caseId), identity);
}

/** With the case what a newer version of it had changed while it was signed opens. */
function reopenSigned(session: Session, payload: Omit<EventPayload<'case.reopened'>, 'touched'>): void {
  const changes = storedChanges(session.db.read, payload.caseId);
  const touched = changes?.pending ? { touched: changes.touched } : {};
  session.db.write((tx) => {
    if (changes?.pending) putChanges(tx, payload.caseId, { ...changes, pending: false });
    const event = { type: 'case.reopened' as const, payload: { ...wellFormed(payload), ...touched } };
    session.journal.record(tx, { ...event, actor: session.actor });
  });
}

/** Opens a signed case again; the signed version stays as it is, the next signature makes another one. */
export function reopen(context: ReviewContext, { caseId, reason, note }: Input<'reopen'>): Checklist {
  const { session, catalogue } = context;
  requireRole(session, ['reviewer', 'approver'], '重新开启案卷');
  const open = openCase(session, catalogue, caseId);
  const last = latestSignoff(session.db.read, caseId);
  if (!isLocked(open.row.state) || !last) return checklistOf(session, open);
  reopenSigned(session, { caseId, version: last.version, reason, note });
  return checklistOf(session, openCase(session, catalogue, caseId));
}
