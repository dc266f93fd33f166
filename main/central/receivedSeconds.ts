/** Second looks at cases, as the journals of a review bundle tell them: who asked, who looked, what was settled and by whom. */
import { z } from 'zod';
import { requiredText, text, uuid } from '#shared/domain/primitives.ts';
import { CHOICE_TITLES, type FieldChoice, fieldId, kindOf, subjectOf } from '#shared/domain/secondReview.ts';
import { payloadOf, type ReceivedStream } from './receivedJournal.ts';
import type { ReceivedReview } from './receivedReviews.ts';

export const secondSummary = z.strictObject({
  secondId: uuid,
  caseId: uuid,
  caseNumber: text(60),
  first: text(80),
  /** `null` where nobody reviewed a second time: the approver confirmed or corrected the first review. */
  second: text(80).nullable(),
  adjudicator: text(80),
  outcome: z.enum(['returned', 'approved']),
  /** The version that is the result of both. */
  version: z.int().min(1).nullable(),
  fields: z.array(
    z.strictObject({ field: fieldId, title: text(400), choice: requiredText(20), reason: requiredText(500) }),
  ),
});
export type SecondSummary = z.infer<typeof secondSummary>;

/** Ids of second reviews with the case each is about: their signed records go by the second review's own id. */
export function secondsNamed(streams: readonly ReceivedStream[]): Record<string, string> {
  const named: Record<string, string> = {};
  for (const entry of streams.flatMap(({ entries }) => entries)) {
    const about =
      payloadOf(entry, 'second.asked') ??
      payloadOf(entry, 'second.received') ??
      payloadOf(entry, 'second.taken') ??
      payloadOf(entry, 'second.adjudicated');
    if (about) named[about.secondId] = about.caseId;
  }
  return named;
}

function titleOf(choice: FieldChoice, records: readonly ReceivedReview['record'][]): string {
  const kind = kindOf(choice.field);
  if (kind === 'outcome') return '结论';
  const subject = subjectOf(choice.field);
  for (const { items, observed } of records) {
    const found =
      items.find(({ itemId }) => itemId === subject)?.title ?? observed.find(({ key }) => key === subject)?.label;
    if (found) return found;
  }
  return subject;
}

const OUTSIDE = '另一台工作站';

/** Adjudications in events the centre did not hold before. Names come from the signed records of the same bundle. */
export function secondsOf(streams: readonly ReceivedStream[], reviews: readonly ReceivedReview[]): SecondSummary[] {
  const names = new Map(reviews.map(({ record }) => [record.signedBy.keyId, record.signedBy.name]));
  const hashed = new Map(reviews.map((review) => [review.sha256, review.record]));
  return streams
    .flatMap(({ fresh }) => fresh)
    .flatMap((entry) => {
      const settled = payloadOf(entry, 'second.adjudicated');
      if (!settled) return [];
      const { secondId, caseId, firstSha256, secondSha256, choices, outcome, version } = settled;
      const first = hashed.get(firstSha256);
      const second = secondSha256 === null ? undefined : hashed.get(secondSha256);
      const own = reviews.filter(({ record }) => record.caseId === caseId).map(({ record }) => record);
      const records = [first, second, ...own].filter((record) => record !== undefined);
      return [
        {
          ...{ secondId, caseId, outcome, version },
          caseNumber: records[0]?.caseNumber ?? '',
          first: first?.signedBy.name ?? OUTSIDE,
          second: secondSha256 === null ? null : (second?.signedBy.name ?? OUTSIDE),
          adjudicator: names.get(entry.actor.keyId) ?? '复核员',
          fields: choices.map((choice) => ({
            ...{ field: choice.field, title: titleOf(choice, records) },
            ...{ choice: CHOICE_TITLES[choice.choice], reason: choice.reason },
          })),
        },
      ];
    });
}

export function secondLines(seconds: readonly SecondSummary[]): string[] {
  return seconds.flatMap(({ caseNumber, first, second, adjudicator, outcome, version, fields }) => [
    '',
    `复核 案卷 ${caseNumber}：初审 ${first}，${second === null ? '未另行审核' : `复核 ${second}`}，裁定 ${adjudicator}，${
      outcome === 'approved' ? `通过，结果为第 ${version} 版` : '退回初审'
    }`,
    ...fields.map(({ title, choice, reason }) => `  [${choice}] ${title}（${reason}）`),
  ]);
}
