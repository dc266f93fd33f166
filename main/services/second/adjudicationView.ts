/** What lies before an adjudicator: the fields that differ, with what both people rest on. */
import { attachmentsOf, findCase } from '#db/queries/cases.ts';
import { evidencePlace } from '#db/queries/review.ts';
import type { SecondRow as StoredRow } from '#db/queries/second.ts';
import type { AdjudicationView, FieldView } from '#shared/api/second.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { DECISION_TITLES, type EvidenceView, REASONS, VERDICT_TITLES } from '#shared/domain/review.ts';
import { differencesOf, type FieldDifference, kindOf, subjectOf } from '#shared/domain/secondReview.ts';
import { evidenceIn, underCase } from '#shared/domain/secondSettled.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { openCase } from '../review/checklist.ts';
import { requireRole, type Session } from '../session.ts';
import { othersThanFirst, rowView, secondOf, standingOf } from './rows.ts';
import { firstSide, type SignedSide, secondSide } from './sides.ts';

export interface Before {
  row: StoredRow;
  first: SignedSide;
  second: SignedSide | null;
  differences: FieldDifference[];
}

function refuseState(session: Session, row: StoredRow): Refusal {
  const number = findCase(session.db.read, row.caseId)?.number ?? '';
  const { step, waiting } = standingOf(session, row);
  const problem = step === 'done' ? '已经复核通过' : '还不到裁定的时候';
  const own = step === 'renew' ? '请先按新内容核对并重新签署' : '请先完成复核并签署';
  return new Refusal('SECOND_STATE', { number, problem, action: '裁定', advice: waiting ?? own });
}

/** What the adjudicator decides on. Refuses ROLE_FORBIDDEN, SECOND_UNKNOWN, SECOND_SAME_PERSON, SECOND_STATE. */
export function beforeAdjudication(session: Session, secondId: string): Before {
  requireRole(session, ['approver'], '裁定复核');
  const row = secondOf(session, secondId);
  if (!othersThanFirst(session, row)) throw new Refusal('SECOND_SAME_PERSON');
  const first = firstSide(session.db.read, row);
  if (standingOf(session, row).step !== 'adjudicate' || !first) throw refuseState(session, row);
  const second = secondSide(session.db.read, row);
  if (row.blind === 1 && !second) throw refuseState(session, row);
  const settled = new Map(JSON.parse(row.settled) as [string, string][]);
  return { row, first, second, differences: second ? differencesOf(first, second, settled) : [] };
}

/** Everything of the first review an approver may correct or send back, where nobody reviewed a second time. */
function allFields({ record }: SignedSide): FieldDifference[] {
  const items = record.items.map(({ itemId, title, verdict, reason, note }): FieldDifference => {
    const why = [reason && REASONS[reason], note].filter(Boolean).join('；');
    const words = verdict ? VERDICT_TITLES[verdict] : '未审';
    return {
      field: `verdict:${itemId}`,
      kind: 'verdict',
      title,
      first: why ? `${words}（${why}）` : words,
      second: '',
    };
  });
  const facts = record.observed.map(
    ({ key, label, observed }): FieldDifference => ({
      ...{ field: `observed:${key}`, kind: 'observed', title: label },
      ...{ first: observed, second: '' },
    }),
  );
  const outcome = DECISION_TITLES[record.result.decision];
  return [...items, ...facts, { field: 'outcome', kind: 'outcome', title: '结论', first: outcome, second: '' }];
}

const sideView = ({ record, version, sha256, signedAt }: SignedSide) => ({
  ...{ name: record.signedBy.name, version, sha256, signedAt },
});

/** A newer version of the case may have moved the file or the page: the place follows the bytes. */
function placesOf(session: Session, { caseId }: StoredRow, side: SignedSide, itemId: string): EvidenceView[] {
  const { read } = session.db;
  const files = attachmentsOf(read, caseId);
  const fileOf = (attachmentId: string, fileSha256: string) => {
    const same = files.find((file) => file.attachmentId === attachmentId);
    const moved = files.find(({ sha256 }) => sha256 === fileSha256);
    return same?.sha256 === fileSha256 || !moved ? attachmentId : moved.attachmentId;
  };
  const { name } = side.record.signedBy;
  return evidenceIn(side, itemId).map((one) => {
    const anchor = underCase(caseId, one);
    const now = evidencePlace(read, one.id);
    const place = now && { ...now, attachmentId: fileOf(anchor.attachmentId, now.fileSha256) };
    const attachmentId = fileOf(anchor.attachmentId, anchor.fileSha256);
    return { ...anchor, attachmentId, place, itemId, author: name, createdAt: side.signedAt };
  });
}

function withPlaces(session: Session, { row, first, second }: Before, field: FieldDifference): FieldView {
  const kind = kindOf(field.field);
  const onItem = kind === 'verdict' || kind === 'reason';
  const places = (side: SignedSide | null) =>
    side && onItem ? placesOf(session, row, side, subjectOf(field.field)) : [];
  return { ...field, places: { first: places(first), second: places(second) } };
}

export function adjudicationView(session: Session, catalogue: Catalogue, secondId: string): AdjudicationView {
  const before = beforeAdjudication(session, secondId);
  const { row, first, second, differences } = before;
  const compared = first.record.items.length + Object.keys(first.observed).length + 2;
  return {
    row: rowView(session, catalogue, row),
    first: sideView(first),
    second: second ? sideView(second) : null,
    fields: (second ? differences : allFields(first)).map((field) => withPlaces(session, before, field)),
    facts: openCase(session, catalogue, row.caseId).facts.map(({ key, label, value }) => ({
      key,
      label,
      declared: value,
    })),
    agreed: second ? Math.max(0, compared - differences.length) : 0,
    decision: first.record.result.decision,
    opinion: first.record.result.opinion,
  };
}
