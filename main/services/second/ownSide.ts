/** Who may see and touch what while two people are at a case. */
import type { ReadableDb } from '#db/database.ts';
import { findSecond, pendingSecond } from '#db/queries/second.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type Hand, mayBeSecond } from '#shared/domain/secondReview.ts';
import type { Session } from '../session.ts';

/**
 * Nobody stands on both sides: while a case is with a second person, approvers who had no hand in the first review leave it to those
 * who did. Refuses SECOND_SIDES.
 */
export function refuseOtherSide({ db, person, actor }: Session, caseId: string): void {
  if (person.role !== 'approver') return;
  const row = pendingSecond(db.read, caseId);
  if (row && mayBeSecond(actor, JSON.parse(row.first) as Hand[])) throw new Refusal('SECOND_SIDES');
}

/**
 * Whose acts under the id of a second review are not to be read yet: whoever goes on with it knows nothing of what others began. `null`
 * for a case, and once the second review is signed.
 */
export function hiddenAuthors(db: ReadableDb, id: string): ((personId: string) => boolean) | null {
  const row = findSecond(db, id);
  if (row?.state !== 'asked' && row?.state !== 'taken') return null;
  return (personId) => personId !== row.takenBy;
}
