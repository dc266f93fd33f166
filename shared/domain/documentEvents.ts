import { z } from 'zod';
import { DOCUMENT_FORMATS, documentKind } from '../documents/model.ts';
import { documentSettings, documentYear, numberedKind, serial, symbol } from '../documents/numbers.ts';
import { isoDate, requiredText, sha256, text, uuid } from './primitives.ts';
import { OBJECTION_CHANNELS, OBJECTION_OUTCOMES, type ObjectionChannel, type ObjectionOutcome } from './publicity.ts';

export const objectionChannel = z.enum(Object.keys(OBJECTION_CHANNELS) as [ObjectionChannel, ...ObjectionChannel[]]);
export const objectionOutcome = z.enum(Object.keys(OBJECTION_OUTCOMES) as [ObjectionOutcome, ...ObjectionOutcome[]]);

const made = {
  kind: documentKind,
  format: z.enum([...DOCUMENT_FORMATS, 'print']),
  title: requiredText(200),
  /** Of the content; printed at the foot of every page. */
  sha256,
  masked: z.boolean(),
  /** Why personal data or pictures of papers were wanted; empty for masked ones. */
  reason: text(200),
  /** `null` for a print. */
  file: requiredText(255).nullable(),
  /** 文号, where it goes out under one. */
  number: requiredText(60).nullable().optional(),
};

/** What was written for people outside, and what was made public. */
export const documentEvents = {
  'document.made': z.strictObject({ ...made, caseId: uuid, version: z.int().min(1).nullable(), crops: z.boolean() }),
  /** `caseIds` only where personal data left: whom it was about. */
  'list.made': z.strictObject({ ...made, cases: z.int().min(0), caseIds: z.array(uuid).max(20_000) }),
  'documents.configured': documentSettings,
  /** A number of the office was given away; it stays taken when the case is erased. */
  'document.numbered': z.strictObject({
    ...{ symbol, year: documentYear, serial, kind: numberedKind },
    /** Case or public notice. */
    subjectId: uuid,
    /** Of the signed outcome; 0 for a public notice. */
    version: z.int().min(0),
  }),
  'publicity.opened': z.strictObject({
    publicityId: uuid,
    title: requiredText(120),
    startsOn: isoDate,
    endsOn: isoDate,
    period: requiredText(60),
    contact: requiredText(300),
    entries: z
      .array(z.strictObject({ caseId: uuid, version: z.int().min(1) }))
      .min(1)
      .max(5000),
  }),
  'publicity.objected': z.strictObject({
    publicityId: uuid,
    objectionId: uuid,
    caseId: uuid,
    receivedOn: isoDate,
    channel: objectionChannel,
    name: text(80),
    contact: text(120),
    content: requiredText(4000),
  }),
  'publicity.settled': z.strictObject({
    publicityId: uuid,
    objectionId: uuid,
    caseId: uuid,
    outcome: objectionOutcome,
    settledOn: isoDate,
    settlement: requiredText(4000),
  }),
  /** The period goes on longer than it was put up for. */
  'publicity.extended': z.strictObject({
    publicityId: uuid,
    endsOn: isoDate,
    period: requiredText(60),
    reason: requiredText(500),
  }),
  /** A case is taken off the list while the notice runs or before it is closed. */
  'publicity.removed': z.strictObject({
    publicityId: uuid,
    caseId: uuid,
    removedOn: isoDate,
    reason: requiredText(500),
  }),
  /** The end of a notice: its period is over and nothing is open, or it was taken back with a reason. */
  'publicity.ended': z.strictObject({ publicityId: uuid, state: z.enum(['closed', 'cancelled']), note: text(1000) }),
};
