/** What two workstations tell each other about a second review, beside the signed records. */
import { z } from 'zod';
import { sha256, uuid } from './primitives.ts';
import { fieldChoice, firstHands, observedValues } from './secondReview.ts';
import { settledChanges } from './secondSettled.ts';

/** `data/second/request.json` of a review bundle for a second person's workstation. The signed records lie beside it under data/reviews. */
export const secondRequest = z.strictObject({
  profile: z.literal('qp-second-request/1'),
  cases: z
    .array(
      z.strictObject({
        secondId: uuid,
        caseId: uuid,
        version: z.int().min(1),
        /** Of the case record as the centre sent it: both must have looked at the same. */
        caseSha256: sha256,
        blind: z.boolean(),
        first: firstHands,
        observed: observedValues,
      }),
    )
    .min(1)
    .max(1000),
});
export type SecondRequest = z.infer<typeof secondRequest>;

/** `data/second/answer.json`: what became of it, for the first person's workstation. */
export const secondAnswer = z.strictObject({
  profile: z.literal('qp-second-answer/1'),
  cases: z
    .array(
      z.strictObject({
        secondId: uuid,
        caseId: uuid,
        firstSha256: sha256,
        outcome: z.enum(['returned', 'approved']),
        choices: z.array(fieldChoice).max(1000),
        changes: settledChanges,
      }),
    )
    .min(1)
    .max(1000),
});
export type SecondAnswer = z.infer<typeof secondAnswer>;

export const SECOND_REQUEST_PATH = 'data/second/request.json';
export const SECOND_ANSWER_PATH = 'data/second/answer.json';
