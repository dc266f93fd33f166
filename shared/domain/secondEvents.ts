import { z } from 'zod';
import { requiredText, sha256, text, uuid } from './primitives.ts';
import { fieldChoice, fieldId, firstHands, observedValues } from './secondReview.ts';
import { settledChanges } from './secondSettled.ts';

/** Events of two people, see shared/domain/events.ts. */
export const secondEvents = {
  /** A second person shall look at the signed version; `blind`: without knowing what the first found. */
  'second.asked': z.strictObject({
    secondId: uuid,
    caseId: uuid,
    version: z.int().min(1),
    recordSha256: sha256,
    first: firstHands,
    blind: z.boolean(),
    sampleId: uuid.nullable(),
  }),
  'second.taken': z.strictObject({ secondId: uuid, caseId: uuid }),
  /** What was begun is given away: to a colleague, or (`null`) to whoever takes it. Whoever goes on begins anew. */
  'second.released': z.strictObject({
    secondId: uuid,
    caseId: uuid,
    to: z.strictObject({ personId: uuid, keyId: sha256, name: text(80) }).nullable(),
    reason: requiredText(500),
  }),
  /** `outcome`: the fields named `return` went back to the first person, or the adjudicator signed `version` of the case. */
  'second.adjudicated': z.strictObject({
    secondId: uuid,
    caseId: uuid,
    /** Hashes of the signed records it stands on; `null` where there is no second one. */
    firstSha256: sha256,
    secondSha256: sha256.nullable(),
    choices: z.array(fieldChoice).max(1000),
    /** Fields with the values they got, canonical JSON. */
    settled: z.array(z.tuple([fieldId, text(4000)])).max(1000),
    outcome: z.enum(['returned', 'approved']),
    /** The version the adjudicator signs. */
    version: z.int().min(1).nullable(),
  }),
  /** A review that another workstation signed came for a second look. */
  'second.received': z.strictObject({
    secondId: uuid,
    caseId: uuid,
    version: z.int().min(1),
    record: z.string().max(4_000_000),
    recordSha256: sha256,
    signature: text(40_000),
    observed: observedValues,
    first: firstHands,
    firstName: text(80),
    blind: z.boolean(),
    bundleId: uuid,
  }),
  /** The other workstation's answer; `changes` are settled values that are not the first person's. */
  'second.answered': z.strictObject({
    secondId: uuid,
    caseId: uuid,
    bundleId: uuid,
    byName: text(80),
    byKeyId: sha256,
    outcome: z.enum(['returned', 'approved']),
    choices: z.array(fieldChoice).max(1000),
    changes: settledChanges,
  }),
  'second.handed': z.strictObject({ secondId: uuid, caseId: uuid, toKeyId: sha256, toName: text(80) }),
  'sample.drawn': z.strictObject({
    sampleId: uuid,
    seed: requiredText(60),
    programme: text(12).nullable(),
    blind: z.boolean(),
    /** Everything that could be drawn, by outcome, in a fixed order: with the seed the draw can be repeated. */
    population: z.strictObject({ pass: z.array(uuid).max(100_000), fail: z.array(uuid).max(100_000) }),
    drawn: z.array(uuid).max(10_000),
  }),
};
