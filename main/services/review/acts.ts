import { newId } from '#db/ids.ts';
import { findAttachment } from '#db/queries/cases.ts';
import { setPrecheck } from '#db/queries/policies.ts';
import { evidenceOf, lastAct, lastUndone } from '#db/queries/review.ts';
import type { Clock } from '#main/ports.ts';
import type { Checklist, reviewApi } from '#shared/api/review.ts';
import type { ParsedOf } from '#shared/api/route.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventInput } from '#shared/domain/events.ts';
import type { CaseResult } from '#shared/domain/review.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { assertPng, type BlobStore } from '../blobs.ts';
import { refuseOtherSide } from '../second/ownSide.ts';
import { requireRole, type Session } from '../session.ts';
import { wellFormed } from '../wellFormed.ts';
import { amountWith } from './amount.ts';
import { afterAct, checklistOf, currentItem, isLocked, type OpenCase, openCase } from './checklist.ts';
import { summariseCase } from './evaluateCase.ts';
import { observedFacts } from './observed.ts';
import { computedAmount, outcomeOf } from './outcome.ts';
import { supplementOf } from './supplement.ts';

export type Input<R extends keyof typeof reviewApi> = ParsedOf<(typeof reviewApi)[R]>;

/** What the acts of reviewing stand on. */
export interface ReviewContext {
  session: Session;
  catalogue: Catalogue;
  clock: Clock;
  blobs: BlobStore;
}

/** What one item can carry in a signed record. */
const MAX_EVIDENCE = 100;

/** The case, for a person who may change it and while it is not signed. */
export function openForChange(context: ReviewContext, caseId: string): OpenCase {
  const { session, catalogue } = context;
  requireRole(session, ['reviewer', 'approver'], '审核案卷');
  refuseOtherSide(session, caseId);
  const open = openCase(session, catalogue, caseId);
  if (isLocked(open.row.state)) throw new Refusal('CASE_SIGNED');
  return open;
}

export function record({ session }: ReviewContext, event: EventInput): void {
  const { db, journal, actor } = session;
  db.write((tx) => journal.record(tx, { ...wellFormed(event), actor }));
}

function afterwards({ session }: ReviewContext, open: OpenCase): Checklist {
  return checklistOf(session, afterAct(session, open));
}

/** After an act on observed values the rules say other things of the case. */
export function afterFacts({ session, catalogue }: ReviewContext, caseId: string): Checklist {
  return checklistOf(session, openCase(session, catalogue, caseId));
}

/** Records an act on observed values; what lists show of the pre-check follows in the same transaction. */
export function recordFacts(
  { session, catalogue }: ReviewContext,
  { record: declared }: OpenCase,
  event: Extract<EventInput, { type: 'fact.observed' | 'undo' | 'redo' }>,
): void {
  const { db, journal, actor } = session;
  const { caseId } = event.payload;
  db.write((tx) => {
    journal.record(tx, { ...wellFormed(event), actor });
    setPrecheck(tx, caseId, summariseCase(catalogue, declared, observedFacts(tx, caseId)));
  });
}

/** 不符合 needs its reason at once; its evidence may follow and is asked for at the signature. What fits has no reason. */
export function setVerdict(context: ReviewContext, input: Input<'setVerdict'>): Checklist {
  const { caseId, itemId, verdict, note, revision } = input;
  const open = openForChange(context, caseId);
  currentItem(open, itemId, revision);
  const reason = verdict === 'pass' ? null : input.reason;
  if (verdict === 'fail' && reason === null) throw new Refusal('VERDICT_INCOMPLETE');
  if (reason === 'other' && note.trim() === '') throw new Refusal('VERDICT_INCOMPLETE');
  const rulesHash = context.catalogue.hash;
  record(context, { type: 'verdict.set', payload: { caseId, itemId, verdict, reason, note, rulesHash } });
  return afterwards(context, open);
}

/** A note needs no verdict; 其他 as the reason does not stand without one. What is there already is not written again. */
export function setNote(context: ReviewContext, { caseId, itemId, note, revision }: Input<'setNote'>): Checklist {
  const open = openForChange(context, caseId);
  const item = currentItem(open, itemId, revision);
  if (item.note === note) return checklistOf(context.session, open);
  if (item.verdict?.reason === 'other' && note.trim() === '') throw new Refusal('VERDICT_INCOMPLETE');
  record(context, { type: 'note.set', payload: { caseId, itemId, note } });
  return afterwards(context, open);
}

/** An item without a verdict stays as it is: there is nothing to note down or to undo. */
export function clearVerdict(context: ReviewContext, { caseId, itemId, revision }: Input<'clearVerdict'>): Checklist {
  const open = openForChange(context, caseId);
  const item = currentItem(open, itemId, revision);
  if (item.verdict === null) return checklistOf(context.session, open);
  record(context, { type: 'verdict.cleared', payload: { caseId, itemId } });
  return afterwards(context, open);
}

export function addEvidence(context: ReviewContext, input: Input<'addEvidence'>): Checklist {
  const { caseId, itemId, anchor, crop } = input;
  const { session, clock, blobs } = context;
  const open = openForChange(context, caseId);
  const item = currentItem(open, itemId);
  if (item.evidence.length >= MAX_EVIDENCE) {
    throw new Refusal('EVIDENCE_INVALID', { reason: `一项最多附 ${MAX_EVIDENCE} 处依据` });
  }
  const attachment = findAttachment(session.db.read, anchor.attachmentId);
  if (attachment?.caseId !== caseId) throw new Refusal('ATTACHMENT_UNKNOWN');
  for (const [left, bottom, right, top] of anchor.rects) {
    if (left >= right || bottom >= top) throw new Refusal('EVIDENCE_INVALID', { reason: '选取的范围是空的' });
  }
  const bytes = blobs.take(crop);
  assertPng(bytes);
  const evidenceId = newId(clock.now());
  const full = { ...wellFormed(anchor), fileSha256: attachment.sha256, cropSha256: crop };
  session.db.write((tx) => {
    tx.writes('INSERT OR IGNORE INTO crops VALUES (?, ?)').run(crop, Buffer.from(bytes));
    const payload = { caseId, itemId, evidenceId, anchor: full };
    session.journal.record(tx, { type: 'evidence.added', payload, actor: session.actor });
  });
  return afterwards(context, open);
}

export function removeEvidence(context: ReviewContext, input: Input<'removeEvidence'>): Checklist {
  const { caseId, itemId, evidenceId } = input;
  const open = openForChange(context, caseId);
  const known = evidenceOf(context.session.db.read, caseId).some(
    (one) => one.evidenceId === evidenceId && one.itemId === itemId,
  );
  if (!known) throw new Refusal('STALE_WRITE');
  record(context, { type: 'evidence.removed', payload: { caseId, itemId, evidenceId } });
  return afterwards(context, open);
}

export function undo(context: ReviewContext, { caseId }: Input<'undo'>): Checklist {
  return step(context, caseId, 'undo');
}

export function redo(context: ReviewContext, { caseId }: Input<'redo'>): Checklist {
  return step(context, caseId, 'redo');
}

/** One act back or forward again. */
function step(context: ReviewContext, caseId: string, type: 'undo' | 'redo'): Checklist {
  const open = openForChange(context, caseId);
  const { db, journal, person } = context.session;
  const find = type === 'undo' ? lastAct : lastUndone;
  const act = find(db.read, journal.stream, caseId, person.personId);
  if (!act) throw new Refusal(type === 'undo' ? 'NOTHING_TO_UNDO' : 'NOTHING_TO_REDO');
  const event = { type, payload: { caseId, seq: act.seq } } as const;
  if (act.type === 'fact.observed') {
    recordFacts(context, open, event);
    return afterFacts(context, caseId);
  }
  record(context, event);
  return afterwards(context, open);
}

/**
 * Amount and list of 补正 are the computed ones, but for what the rules leave to people; decision, opinion and the day of 补正 are the
 * official's.
 */
export function setOutcome(context: ReviewContext, { caseId, result, supplementDue, amountFix }: Input<'setOutcome'>) {
  const { session, catalogue } = context;
  const open = openForChange(context, caseId);
  const saved = open.row.result ? (JSON.parse(open.row.result) as CaseResult) : null;
  const amount = amountWith(computedAmount(session, catalogue, open), saved, amountFix);
  const kept: CaseResult = {
    ...result,
    amount: result.decision === 'recommend' ? amount : null,
    supplement: result.decision === 'supplement' ? supplementOf(session, catalogue, open, supplementDue) : null,
  };
  record(context, { type: 'result.set', payload: { caseId, result: kept } });
  return outcomeOf(session, catalogue, afterAct(session, open));
}

export function viewed(context: ReviewContext, { attachmentId, pages }: Input<'viewed'>): Record<string, never> {
  const attachment = findAttachment(context.session.db.read, attachmentId);
  if (!attachment) throw new Refusal('ATTACHMENT_UNKNOWN');
  record(context, { type: 'page.viewed', payload: { caseId: attachment.caseId, attachmentId, pages } });
  return {};
}
