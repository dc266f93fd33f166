import { z } from 'zod';
import { isoTime, programmeId, requiredText, sha256, text, uuid } from '../domain/primitives.ts';
import { decision, evidenceView, itemId, sha256Groups } from '../domain/review.ts';
import { fieldChoiceOf, fieldId, secondState } from '../domain/secondReview.ts';
import { factInput } from './matching.ts';
import { route } from './route.ts';

const nothing = z.strictObject({});
const onSecond = z.strictObject({ secondId: uuid });

/** What the current person can do with a second review now. */
export const secondStep = z.enum(['take', 'work', 'adjudicate', 'rework', 'renew', 'wait', 'done']);
export type SecondStep = z.infer<typeof secondStep>;

/** A second review on the list. Nothing of what the first person found stands here before the second has signed. */
export const secondRow = z.strictObject({
  secondId: uuid,
  caseId: uuid,
  number: z.string(),
  applicant: z.string(),
  programme: z.string(),
  programmeName: z.string(),
  blind: z.boolean(),
  sampled: z.boolean(),
  /** Signed on another workstation. */
  away: z.boolean(),
  state: secondState,
  step: secondStep,
  /** What is awaited, where the step is `wait`. */
  waiting: z.string().nullable(),
  askedAt: isoTime,
  askedBy: z.string(),
  first: z.string(),
  second: z.string().nullable(),
  /** Whether the current person may give it away. */
  releasable: z.boolean(),
  /** Fields sent back and not signed anew yet. */
  returned: z.array(
    z.strictObject({
      title: z.string(),
      reason: z.string(),
      /** `null` for observed values and the outcome. */
      itemId: itemId.nullable(),
    }),
  ),
});
export type SecondRow = z.infer<typeof secondRow>;

/** Values of the adjudicator's own come as a form sends them. */
const choiceInput = fieldChoiceOf(factInput);
export type ChoiceInput = z.infer<typeof choiceInput>;

const side = z.strictObject({ name: z.string(), signedAt: isoTime, version: z.int(), sha256 });
const fieldView = z.strictObject({
  field: fieldId,
  kind: z.enum(['verdict', 'reason', 'observed', 'outcome', 'amount']),
  title: z.string(),
  first: z.string(),
  second: z.string(),
  /** What each of the two rests on, in the files of the case. */
  places: z.strictObject({ first: z.array(evidenceView), second: z.array(evidenceView) }),
});
export type FieldView = z.infer<typeof fieldView>;

/** What lies before the adjudicator: the fields that differ, or, where nobody reviewed a second time, all fields of the first review. */
export const adjudicationView = z.strictObject({
  row: secondRow,
  first: side,
  second: side.nullable(),
  fields: z.array(fieldView),
  /** What the rules read of the case, as declared: an adjudicator may have read another value in the documents. */
  facts: z.array(z.strictObject({ key: z.string(), label: z.string(), declared: z.string() })),
  /** Fields on which both agree. */
  agreed: z.int(),
  decision,
  opinion: z.string(),
});
export type AdjudicationView = z.infer<typeof adjudicationView>;

const agreement = z.strictObject({
  n: z.int(),
  agreed: z.int(),
  percent: z.number().nullable(),
  kappa: z.number().nullable(),
});

export const secondApi = {
  list: route(nothing, z.strictObject({ rows: z.array(secondRow), mine: z.int() })),
  /** Signed cases go to a second person; all or none. */
  ask: route(
    z.strictObject({ caseIds: z.array(uuid).min(1).max(1000), blind: z.boolean() }),
    z.strictObject({ asked: z.int() }),
  ),
  take: route(onSecond, secondRow),
  /** Colleagues who could go on with it. */
  successors: route(
    onSecond,
    z.strictObject({ persons: z.array(z.strictObject({ personId: uuid, name: z.string() })) }),
  ),
  /** Gives a second review that was begun to a colleague, or (`null`) back to whoever takes it. */
  release: route(z.strictObject({ secondId: uuid, to: uuid.nullable(), reason: requiredText(500) }), secondRow),
  /** After a newer version of the case: opens what rested on the changes. Answers the id to work under. */
  renew: route(onSecond, z.strictObject({ caseId: uuid })),
  adjudication: route(onSecond, adjudicationView),
  /** `passphrase` signs the approval; it is not asked when fields go back. */
  adjudicate: route(
    z.strictObject({
      secondId: uuid,
      choices: z.array(choiceInput).max(1000),
      passphrase: z.string().min(1).max(200).nullable(),
    }),
    z.strictObject({
      outcome: z.enum(['returned', 'approved']),
      version: z.int().nullable(),
      groups: sha256Groups.nullable(),
    }),
  ),
  /** How many a draw would be made from. */
  population: route(z.strictObject({ programme: programmeId.nullable() }), z.strictObject({ cases: z.int() })),
  draw: route(
    z.strictObject({
      programme: programmeId.nullable(),
      size: z.int().min(1).max(1000),
      seed: requiredText(60),
      blind: z.boolean(),
    }),
    z.strictObject({ sampleId: uuid, drawn: z.int() }),
  ),
  samples: route(
    nothing,
    z.strictObject({
      samples: z.array(
        z.strictObject({
          sampleId: uuid,
          seed: z.string(),
          programmeName: z.string().nullable(),
          blind: z.boolean(),
          population: z.int(),
          drawn: z.array(z.string()),
          drawnAt: isoTime,
          drawnBy: z.string(),
        }),
      ),
    }),
  ),
  /** Over every pair of signed reviews that the person may see. */
  agreement: route(
    nothing,
    z.strictObject({
      cases: z.int(),
      outcome: agreement,
      verdicts: agreement,
      programmes: z.array(
        z.strictObject({
          programme: z.string(),
          name: z.string(),
          cases: z.int(),
          outcome: agreement,
          verdicts: agreement,
          items: z.array(z.strictObject({ itemId: z.string(), title: z.string(), ...agreement.shape })),
        }),
      ),
    }),
  ),
  /** Whom a certificate names, before reviews are handed over to that person. */
  recipient: route(
    z.strictObject({ path: requiredText(1000) }),
    z.strictObject({ name: z.string(), unit: z.string(), role: z.string(), keyId: sha256 }),
  ),
  /** Writes signed reviews for the second person's workstation. */
  handOver: route(
    z.strictObject({
      caseIds: z.array(uuid).min(1).max(1000),
      blind: z.boolean(),
      certificate: requiredText(1000),
      path: requiredText(1000),
    }),
    z.strictObject({ file: z.string(), to: text(80), cases: z.int(), sha256, groups: sha256Groups }),
  ),
  /** What fields were sent back, for the first person's workstation. */
  sendBack: route(
    z.strictObject({
      secondIds: z.array(uuid).min(1).max(1000),
      certificate: requiredText(1000),
      path: requiredText(1000),
    }),
    z.strictObject({ file: z.string(), to: text(80), cases: z.int(), sha256, groups: sha256Groups }),
  ),
};
