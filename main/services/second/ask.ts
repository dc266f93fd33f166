import type { WritableDb } from '#db/database.ts';
import { newId } from '#db/ids.ts';
import { findCase } from '#db/queries/cases.ts';
import { latestSignoff } from '#db/queries/review.ts';
import { handsOn, pendingSecond } from '#db/queries/second.ts';
import type { Clock } from '#main/ports.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { isLocked } from '../review/checklist.ts';
import { requireRole, type Session } from '../session.ts';

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
