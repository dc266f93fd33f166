import { findCase } from '#db/queries/cases.ts';
import { personNames } from '#db/queries/review.ts';
import { findSecond, type SecondRow as StoredRow } from '#db/queries/second.ts';
import type { SecondRow, SecondStep } from '#shared/api/second.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { maskApplicant } from '#shared/domain/mask.ts';
import { type Hand, kindOf, mayBeSecond, type SecondState, subjectOf } from '#shared/domain/secondReview.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import { storedChanges } from '../review/changes.ts';
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

/** Whether the current person is one of those who made the first review. */
export const isFirst = ({ actor }: Session, row: StoredRow): boolean =>
  handsOf(row).some(({ personId }) => personId === actor.personId);

interface Standing {
  step: SecondStep;
  waiting: string | null;
}
const wait = (waiting: string): Standing => ({ step: 'wait', waiting });
const can = (step: SecondStep): Standing => ({ step, waiting: null });

/** Whether a newer version of the case touched what was signed under this id, and nobody has looked at it again. */
function isStale({ db }: Session, id: string): boolean {
  const changes = storedChanges(db.read, id);
  return changes?.pending === true && changes.touched.items.length + changes.touched.facts.length > 0;
}

const AWAITED: Partial<Record<SecondState, string>> = { asked: '等待复核员复核', returned: '等待复核员再次裁定' };

/** Settling takes two signatures that both stand on the case as it is now. */
function standingToSettle(session: Session, row: StoredRow, { mine, approver }: Record<'mine' | 'approver', boolean>) {
  const current = findCase(session.db.read, row.caseId);
  const here = row.received === null;
  if (here && current && !isLocked(current.state)) return mine ? can('rework') : wait('等待初审重新审核并签署');
  if (isStale(session, row.caseId)) {
    if (!here) return wait('案卷内容已更新，等待初审按新内容签署后再次转交');
    return mine ? can('renew') : wait('案卷内容已更新，等待初审按新内容重新核对');
  }
  if (isStale(session, row.secondId)) {
    const own = row.takenBy === session.actor.personId;
    return own ? can('renew') : wait('案卷内容已更新，等待复核员按新内容重新核对');
  }
  return approver ? can('adjudicate') : wait(AWAITED[row.state] ?? '等待复核员裁定');
}

/** What the current person can do now. */
export function standingOf(session: Session, row: StoredRow): Standing {
  const approver = session.person.role === 'approver' && othersThanFirst(session, row);
  const mine = isFirst(session, row);
  switch (row.state) {
    case 'asked':
      if (row.blind !== 1) return standingToSettle(session, row, { mine, approver });
      return approver ? can('take') : wait('等待复核员领取');
    case 'taken':
      return row.takenBy === session.actor.personId ? can('work') : wait('等待复核员签署');
    case 'signed':
      return standingToSettle(session, row, { mine, approver });
    case 'returned':
      return returnedStanding(session, row, { mine, approver });
    case 'handed':
      return wait(`已转交${row.handedTo ?? ''}，等待其复核`);
    case 'approved':
      return can('done');
  }
}

/** Fields went back to the first person, who may work here or on another workstation. */
function returnedStanding(session: Session, row: StoredRow, who: Record<'mine' | 'approver', boolean>): Standing {
  if (row.received !== null) return wait('等待初审重新审核退回的项目');
  const current = findCase(session.db.read, row.caseId);
  if (current && !isLocked(current.state)) {
    return who.mine ? can('rework') : wait('等待初审重新审核退回的项目');
  }
  if (row.handedTo === null || row.takenBy !== null) return standingToSettle(session, row, who);
  return wait(`已重新签署，请在“案卷”中选中后再次转交${row.handedTo}`);
}

function programmeName(catalogue: Catalogue, programme: string, appliedOn: string): string {
  const known = catalogue.programmes.some((one) => one.definition.id === programme);
  return known ? rulesInForce(catalogue, programme, appliedOn).programme.definition.name : `项目 ${programme}`;
}

/** Fields sent back with why, while they wait for the first person. */
function returnedOf(session: Session, catalogue: Catalogue, row: StoredRow): SecondRow['returned'] {
  if (row.state !== 'returned' || !row.adjudication) return [];
  const { choices } = JSON.parse(row.adjudication) as EventPayload<'second.adjudicated'>;
  const record = firstSide(session.db.read, row)?.record;
  const titleOf = (field: string): string => {
    if (field === 'outcome') return '结论';
    const subject = subjectOf(field);
    const item = record?.items.find(({ itemId }) => itemId === subject);
    return item?.title ?? catalogue.vocabulary.facts.get(subject)?.label ?? subject;
  };
  return choices
    .filter(({ choice }) => choice === 'return')
    .map(({ field, reason }) => {
      const onItem = kindOf(field) === 'verdict' || kindOf(field) === 'reason';
      return { title: titleOf(field), reason, itemId: onItem ? subjectOf(field) : null };
    });
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
    ...{ secondId: row.secondId, caseId: row.caseId, number: found.number },
    applicant: maskApplicant({ kind: found.applicantKind, name: found.applicantName }),
    programme: found.programme,
    programmeName: programmeName(catalogue, found.programme, found.appliedOn),
    ...{ blind: row.blind === 1, sampled: row.sampleId !== null, away: row.received !== null, state: row.state },
    ...standingOf(session, row),
    askedAt: row.askedAt,
    askedBy: names.get(row.askedBy) ?? '未知人员',
    first: firstNames(row, names),
    second: row.takenBy === null ? null : (names.get(row.takenBy) ?? '未知人员'),
    releasable: row.state === 'taken' && session.person.role === 'approver' && othersThanFirst(session, row),
    returned: returnedOf(session, catalogue, row),
  };
}
