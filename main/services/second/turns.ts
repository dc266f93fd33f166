/** Whose work a second review is: taking it, giving it away, going through it again. */
import type { ReadableDb } from '#db/database.ts';
import { findCase } from '#db/queries/cases.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { mayBeSecond } from '#shared/domain/secondReview.ts';
import type { ReviewContext } from '../review/acts.ts';
import { reopen } from '../review/sign.ts';
import { requireRole, requireSigning, type Session } from '../session.ts';
import { wellFormed } from '../wellFormed.ts';
import type { SecondContext } from './ask.ts';
import { handsOf, othersThanFirst, secondOf, standingOf } from './rows.ts';

const numberOf = ({ db }: Session, caseId: string): string => findCase(db.read, caseId)?.number ?? '';

/**
 * The second person begins: an approver, another person with another certificate than everybody who worked on the first review, and not
 * somebody who looked at it. Refuses ROLE_FORBIDDEN, CERTIFICATE_NEEDED, SECOND_UNKNOWN, SECOND_STATE, SECOND_SAME_PERSON.
 */
export function takeSecond({ session }: SecondContext, secondId: string): void {
  requireRole(session, ['approver'], '领取复核');
  requireSigning(session, '领取复核');
  const row = secondOf(session, secondId);
  if (row.blind !== 1 || row.state !== 'asked') {
    const number = numberOf(session, row.caseId);
    const [problem, advice] = row.blind === 1 ? ['已经有人领取', '请刷新列表'] : ['不须盲审', '请直接裁定'];
    throw new Refusal('SECOND_STATE', { number, problem, action: '领取', advice });
  }
  if (!othersThanFirst(session, row)) throw new Refusal('SECOND_SAME_PERSON');
  const payload = { secondId, caseId: row.caseId };
  session.db.write((tx) => session.journal.record(tx, { type: 'second.taken', payload, actor: session.actor }));
}

interface Approver {
  personId: string;
  keyId: string;
  name: string;
}

const APPROVERS = `SELECT person_id personId, key_id keyId, name FROM persons WHERE role = 'approver' ORDER BY name, person_id`;

/** Whoever at this workstation could go on with it: approvers who had no hand in the first review, but for the one it lies with. */
export function successorsOf(session: Session, secondId: string): Approver[] {
  const row = secondOf(session, secondId);
  const hands = handsOf(row);
  return approvers(session.db.read).filter((one) => one.personId !== row.takenBy && mayBeSecond(one, hands));
}

const approvers = (db: ReadableDb): Approver[] => db.reads<Approver>(APPROVERS).all();

/**
 * A second review that was begun goes back to where anybody can take it, or to a colleague (`to`). Whoever goes on begins anew: what was
 * recorded so far stays in the journal alone. For its taker, or for another approver who had no hand in the first review. Refuses
 * ROLE_FORBIDDEN, SECOND_UNKNOWN, SECOND_STATE, SECOND_SAME_PERSON, PERSON_UNKNOWN.
 */
export function releaseSecond(
  { session }: SecondContext,
  { secondId, to, reason }: { secondId: string; to: string | null; reason: string },
): void {
  requireRole(session, ['approver'], '转办复核');
  const row = secondOf(session, secondId);
  const { caseId } = row;
  if (row.state !== 'taken') {
    const number = numberOf(session, caseId);
    const problem = row.state === 'asked' ? '还没有人领取' : '的复核已经签署';
    throw new Refusal('SECOND_STATE', { number, problem, action: '交回或转办', advice: '请刷新列表' });
  }
  if (!othersThanFirst(session, row)) throw new Refusal('SECOND_SAME_PERSON');
  const found = successorsOf(session, secondId).find(({ personId }) => personId === to);
  if (to !== null && !found) throw new Refusal('PERSON_UNKNOWN');
  const payload: EventPayload<'second.released'> = wellFormed({
    secondId,
    caseId,
    to: found ?? null,
    reason: reason.trim(),
  });
  session.db.write((tx) => {
    tx.writes('DELETE FROM case_changes WHERE case_id = ?').run(secondId);
    session.journal.record(tx, { type: 'second.released', payload, actor: session.actor });
  });
}

/**
 * After a newer version of the case whoever signed on the earlier one opens exactly what rested on the changes and signs again. Answers
 * the id to work under. Refuses SECOND_UNKNOWN, SECOND_STATE, ROLE_FORBIDDEN.
 */
export function renewSide(context: ReviewContext, secondId: string): { caseId: string } {
  const { session } = context;
  const row = secondOf(session, secondId);
  const { step, waiting } = standingOf(session, row);
  if (step !== 'renew') {
    const number = numberOf(session, row.caseId);
    const advice = waiting ?? '请刷新列表';
    throw new Refusal('SECOND_STATE', { number, problem: '没有须按新内容核对的判定', action: '重新开启', advice });
  }
  const caseId = row.takenBy === session.actor.personId ? row.secondId : row.caseId;
  reopen(context, { caseId, reason: 'correction', note: '' });
  return { caseId };
}
