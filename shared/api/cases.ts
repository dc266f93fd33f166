import { z } from 'zod';
import { isoDate, isoTime, requiredText, sha256, text, uuid } from '../domain/primitives.ts';
import { caseState, decision } from '../domain/review.ts';
import { route } from './route.ts';

const nothing = z.strictObject({});
export const caseInput = z.strictObject({ caseId: uuid });

/** What is due when, by working days of the calendar; `manual` where the calendar has no data: 需人工核定. */
export const dueBucket = z.enum(['overdue', 'today', 'week', 'later', 'manual', 'none']);
export type DueBucket = z.infer<typeof dueBucket>;

export const caseFilter = z.strictObject({
  text: text(80).optional(),
  programme: z.string().max(12).optional(),
  district: z.string().max(6).optional(),
  state: caseState.optional(),
  due: dueBucket.optional(),
  /** Signed but not yet handed back and acknowledged. */
  unreturned: z.boolean().optional(),
  /** A person of this workstation, `me`, or `none` for cases nobody was given. */
  assignee: z.union([z.enum(['me', 'none']), uuid]).optional(),
  /** `fail`: some condition fails; `open`: none fails, some cannot be told; `pass`: all hold. */
  precheck: z.enum(['pass', 'fail', 'open']).optional(),
  flagged: z.literal(true).optional(),
});
export type CaseFilter = z.infer<typeof caseFilter>;

export const CASE_SORTS = ['due', 'number', 'applicant', 'programme', 'state'] as const;
export const caseSort = z.strictObject({ by: z.enum(CASE_SORTS), descending: z.boolean() });

export const caseRow = z.strictObject({
  caseId: uuid,
  number: z.string(),
  /** Masked: 张** */
  applicant: z.string(),
  programme: z.string(),
  programmeName: z.string(),
  track: z.string().nullable(),
  trackName: z.string().nullable(),
  district: z.string(),
  districtName: z.string(),
  stepName: z.string(),
  appliedOn: isoDate,
  dueOn: isoDate.nullable(),
  due: dueBucket,
  /** Working days left, negative when overdue; `null` where the calendar does not reach. */
  daysLeft: z.int().nullable(),
  state: caseState,
  precheck: z.strictObject({ pass: z.int(), fail: z.int(), open: z.int() }),
  decided: z.int(),
  items: z.int(),
  decision: decision.nullable(),
  attachments: z.int(),
  fictional: z.boolean(),
  assignee: z.strictObject({ personId: uuid, name: z.string() }).nullable(),
  flagged: z.boolean(),
});
export type CaseRow = z.infer<typeof caseRow>;

/** One masked personal field; its value is only given out by `reveal`, with a reason that is journaled. */
export const maskedField = z.strictObject({ field: z.string(), label: z.string(), masked: z.string() });

export const attachmentView = z.strictObject({
  attachmentId: z.string(),
  name: z.string(),
  extension: z.string(),
  bytes: z.int(),
  sha256,
  material: z.string().nullable(),
  materialName: z.string().nullable(),
  viewedPages: z.array(z.int()),
});
export type AttachmentView = z.infer<typeof attachmentView>;

export const caseView = z.strictObject({
  row: caseRow,
  fields: z.array(maskedField),
  facts: z.array(z.strictObject({ key: z.string(), label: z.string(), value: z.string(), masked: z.boolean() })),
  attachments: z.array(attachmentView),
  receivedOn: isoDate,
  /** Sentence when the application date lies outside the programme's validity. */
  validity: z.string().nullable(),
  /** Sentence when the rules are not those the case came in under, or no longer those it was signed under. */
  rulesNotice: z.string().nullable(),
  version: z.int(),
  signedAt: isoTime.nullable(),
  signedBy: z.string().nullable(),
});
export type CaseView = z.infer<typeof caseView>;

export const historyEntry = z.strictObject({
  seq: z.int(),
  time: isoTime,
  actor: z.string(),
  type: z.string(),
  sentence: z.string(),
});

export const casesApi = {
  home: route(
    nothing,
    z.strictObject({
      total: z.int(),
      due: z.record(dueBucket, z.int()),
      states: z.record(caseState, z.int()),
      unreturned: z.int(),
      /** Open cases assigned to the person at work, and open cases nobody was given. */
      mine: z.int(),
      unassigned: z.int(),
      flagged: z.int(),
      /** The case bundles that came in last. */
      arrived: z.array(z.strictObject({ at: isoTime, file: z.string(), cases: z.int() })),
      /** Cases begun and not finished, newest first. */
      drafts: z.array(caseRow),
      next: caseRow.nullable(),
      parked: z.array(z.strictObject({ file: z.string(), missing: z.int() })),
      lastBackupAt: isoTime.nullable(),
    }),
  ),
  list: route(
    z.strictObject({
      filter: caseFilter,
      sort: caseSort,
      offset: z.int().min(0),
      limit: z.int().min(1).max(500),
    }),
    z.strictObject({ total: z.int(), rows: z.array(caseRow) }),
  ),
  /** Values the filters can take, with counts over all cases. */
  facets: route(
    nothing,
    z.strictObject({
      programmes: z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() })),
      districts: z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() })),
      /** Persons of this workstation with the cases they were given, the one at work first. */
      assignees: z.array(z.strictObject({ value: uuid, label: z.string(), count: z.int() })),
    }),
  ),
  get: route(caseInput, caseView),
  /** The case after this one in the given order, skipping finished ones. */
  next: route(z.strictObject({ caseId: uuid.nullable() }), z.strictObject({ caseId: uuid.nullable() })),
  reveal: route(
    z.strictObject({ caseId: uuid, field: z.string().max(80), reason: requiredText(200) }),
    z.strictObject({ value: z.string() }),
  ),
  history: route(caseInput, z.strictObject({ entries: z.array(historyEntry) })),
};
