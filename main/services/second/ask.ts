import type { WritableDb } from '#db/database.ts';
import { newId } from '#db/ids.ts';
import { findCase } from '#db/queries/cases.ts';
import { latestSignoff } from '#db/queries/review.ts';
import { handsOn, pendingSecond } from '#db/queries/second.ts';
import type { Clock } from '#main/ports.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { isLocked } from '../review/checklist.ts';
import { requireRole, requireSigning, type Session } from '../session.ts';
import { othersThanFirst, secondOf } from './rows.ts';

export interface SecondContext {
  session: Session;
  clock: Clock;
}

/** A signed case as its second review begins. Refuses CASE_UNKNOWN, SECOND_STATE. */
export function askedOf(
  { session, clock }: SecondContext,
  caseId: string,
  how: { blind: boolean; sampleId: string | null },
): EventPayload<'second.asked'> {
  const { read } = session.db;
  const row = findCase(read, caseId);
  const signed = latestSignoff(read, caseId);
  if (!row) throw new Refusal('CASE_UNKNOWN');
  const refuse = (problem: string, advice: string) =>
    new Refusal('SECOND_STATE', { number: row.number, problem, action: '提请复核', advice });
  if (!signed || !isLocked(row.state)) throw refuse('还没有签署', '请先完成审核并签署');
  if (pendingSecond(read, caseId)) throw refuse('已在复核中', '请等这次复核办结');
  const { version, sha256: recordSha256 } = signed;
  return { secondId: newId(clock.now()), caseId, version, recordSha256, first: handsOn(read, caseId), ...how };
}

export function recordAsked(tx: WritableDb, { session }: SecondContext, payload: EventPayload<'second.asked'>): void {
  session.journal.record(tx, { type: 'second.asked', payload, actor: session.actor });
}

/** Signed cases go to a second person; all or none. Refuses ROLE_FORBIDDEN, CASE_UNKNOWN, SECOND_STATE. */
export function askSecond(context: SecondContext, caseIds: readonly string[], blind: boolean): { asked: number } {
  requireRole(context.session, ['reviewer', 'approver'], '提请复核');
  const wanted = [...new Set(caseIds)];
  context.session.db.write((tx) => {
    for (const caseId of wanted) recordAsked(tx, context, askedOf(context, caseId, { blind, sampleId: null }));
  });
  return { asked: wanted.length };
}

/**
 * The second person begins: an approver, another person with another certificate than everybody who worked on the first review, and not
 * somebody who looked at it. Refuses ROLE_FORBIDDEN, CERTIFICATE_NEEDED, SECOND_UNKNOWN, SECOND_STATE, SECOND_SAME_PERSON.
 */
export function takeSecond({ session }: SecondContext, secondId: string): void {
  requireRole(session, ['approver'], '领取复核');
  requireSigning(session, '领取复核');
  const row = secondOf(session, secondId);
  if (row.blind !== 1 || row.state !== 'asked') {
    const number = findCase(session.db.read, row.caseId)?.number ?? '';
    const [problem, advice] = row.blind === 1 ? ['已经有人领取', '请刷新列表'] : ['不须盲审', '请直接裁定'];
    throw new Refusal('SECOND_STATE', { number, problem, action: '领取', advice });
  }
  if (!othersThanFirst(session, row)) throw new Refusal('SECOND_SAME_PERSON');
  const payload = { secondId, caseId: row.caseId };
  session.db.write((tx) => session.journal.record(tx, { type: 'second.taken', payload, actor: session.actor }));
}
