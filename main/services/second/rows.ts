import { findCase } from '#db/queries/cases.ts';
import { personNames } from '#db/queries/review.ts';
import { findSecond, type SecondRow as StoredRow } from '#db/queries/second.ts';
import type { SecondRow, SecondStep } from '#shared/api/second.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { maskName } from '#shared/domain/mask.ts';
import { type Hand, mayBeSecond, subjectOf } from '#shared/domain/secondReview.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import { isLocked } from '../review/checklist.ts';
import type { Session } from '../session.ts';
import { firstSide } from './sides.ts';

/** Refuses SECOND_UNKNOWN. */
export function secondOf(session: Session, secondId: string): StoredRow {
  const row = findSecond(session.db.read, secondId);
  if (!row) throw new Refusal('SECOND_UNKNOWN');
  return row;
}

export const handsOf = (row: StoredRow): Hand[] => JSON.parse(row.first) as Hand[];

/** Whether the current person is neither by name nor by certificate one of those who made the first review. */
export function othersThanFirst(session: Session, row: StoredRow): boolean {
  return mayBeSecond(session.actor, handsOf(row));
}

/** The case lies signed before the adjudicator: the first time, or again after fields went back. */
function readyAgain(session: Session, row: StoredRow): boolean {
  const current = findCase(session.db.read, row.caseId);
  return row.received === null && current !== undefined && isLocked(current.state);
}

interface Standing {
  step: SecondStep;
  waiting: string | null;
}
const wait = (waiting: string): Standing => ({ step: 'wait', waiting });
const can = (step: SecondStep): Standing => ({ step, waiting: null });

/** What the current person can do now. */
export function standingOf(session: Session, row: StoredRow): Standing {
  const approver = session.person.role === 'approver' && othersThanFirst(session, row);
  const mine = handsOf(row).some(({ personId }) => personId === session.actor.personId);
  switch (row.state) {
    case 'asked':
      if (!approver) return wait('等待复核员领取');
      return can(row.blind === 1 ? 'take' : 'adjudicate');
    case 'taken':
      return row.takenBy === session.actor.personId ? can('work') : wait('等待复核员签署');
    case 'signed':
      return approver ? can('adjudicate') : wait('等待复核员裁定');
    case 'returned':
      if (readyAgain(session, row)) return approver ? can('adjudicate') : wait('等待复核员再次裁定');
      return mine ? can('rework') : wait('等待初审重新审核退回的项目');
    case 'handed':
      return wait(`已转交${row.handedTo ?? ''}，等待其复核`);
    case 'approved':
      return can('done');
  }
}

function programmeName(catalogue: Catalogue, programme: string, appliedOn: string): string {
  const known = catalogue.programmes.some((one) => one.definition.id === programme);
  return known ? rulesInForce(catalogue, programme, appliedOn).programme.definition.name : `项目 ${programme}`;
}

/** Fields sent back with why, while they wait for the first person. */
function returnedOf(session: Session, row: StoredRow): SecondRow['returned'] {
  if (row.state !== 'returned' || !row.adjudication) return [];
  const { choices } = JSON.parse(row.adjudication) as EventPayload<'second.adjudicated'>;
  const record = firstSide(session.db.read, row)?.record;
  const titleOf = (field: string): string => {
    if (field === 'outcome') return '结论';
    const subject = subjectOf(field);
    const item = record?.items.find(({ itemId }) => itemId === subject);
    return item?.title ?? record?.observed.find(({ key }) => key === subject)?.label ?? subject;
  };
  return choices
    .filter(({ choice }) => choice === 'return')
    .map(({ field, reason }) => ({ title: titleOf(field), reason }));
}

/** Names of all who made the first review, in words. */
function firstNames(row: StoredRow, names: ReadonlyMap<string, string>): string {
  if (row.received !== null) return (JSON.parse(row.received) as EventPayload<'second.received'>).firstName;
  return [...new Set(handsOf(row).map(({ personId }) => names.get(personId) ?? '未知人员'))].join('、');
}

export function rowView(session: Session, catalogue: Catalogue, row: StoredRow): SecondRow {
  const { read } = session.db;
  const names = personNames(read);
  const found = findCase(read, row.caseId);
  if (!found) throw new Refusal('CASE_UNKNOWN');
  return {
    ...{ secondId: row.secondId, caseId: row.caseId, number: found.number, applicant: maskName(found.applicantName) },
    programme: found.programme,
    programmeName: programmeName(catalogue, found.programme, found.appliedOn),
    ...{ blind: row.blind === 1, sampled: row.sampleId !== null, away: row.received !== null, state: row.state },
    ...standingOf(session, row),
    askedAt: row.askedAt,
    askedBy: names.get(row.askedBy) ?? '未知人员',
    first: firstNames(row, names),
    second: row.takenBy === null ? null : (names.get(row.takenBy) ?? '未知人员'),
    returned: returnedOf(session, row),
  };
}
