import { z } from 'zod';
import { objectionChannel, objectionOutcome } from '../domain/documentEvents.ts';
import { isoDate, isoTime, requiredText, text, uuid } from '../domain/primitives.ts';
import { PUBLICITY_PHASES, type PublicityPhase } from '../domain/publicity.ts';
import { caseSelection } from './documents.ts';
import { route } from './route.ts';

const phase = z.enum(Object.keys(PUBLICITY_PHASES) as [PublicityPhase, ...PublicityPhase[]]);
const byId = z.strictObject({ publicityId: uuid });

const summary = z.strictObject({
  publicityId: uuid,
  title: z.string(),
  startsOn: isoDate,
  endsOn: isoDate,
  period: z.string(),
  phase,
  /** Working days left of the period; `null` where the calendar does not reach, or it is not running. */
  daysLeft: z.int().nullable(),
  entries: z.int(),
  objections: z.int(),
  openObjections: z.int(),
});
export type PublicitySummary = z.infer<typeof summary>;

const objection = z.strictObject({
  objectionId: uuid,
  caseId: uuid,
  number: z.string(),
  receivedOn: isoDate,
  channel: objectionChannel,
  /** Masked; given out by `reveal`, with a reason. */
  name: z.string(),
  contact: z.string(),
  content: z.string(),
  recordedBy: z.string(),
  recordedAt: isoTime,
  /** It came in after the last day. */
  late: z.boolean(),
  settled: z
    .strictObject({ outcome: objectionOutcome, settledOn: isoDate, settlement: z.string(), by: z.string() })
    .nullable(),
});
export type ObjectionView = z.infer<typeof objection>;

const view = summary.extend({
  contact: z.string(),
  note: z.string(),
  /** The last day it was put up with, and why it goes on longer. */
  extended: z.strictObject({ from: isoDate, why: z.string() }).nullable(),
  openedBy: z.string(),
  openedAt: isoTime,
  rows: z.array(
    z.strictObject({
      caseId: uuid,
      number: z.string(),
      /** Masked as on every list. */
      name: z.string(),
      employer: z.string(),
      programmeName: z.string(),
      trackName: z.string().nullable(),
      /** Was signed anew, or opened again, since it was made public. */
      changed: z.boolean(),
      objections: z.int(),
      upheld: z.boolean(),
      /** When and why it was taken off the list; `null` while it stands there. */
      removed: z.strictObject({ on: isoDate, why: z.string() }).nullable(),
    }),
  ),
  objectionList: z.array(objection),
});
export type PublicityView = z.infer<typeof view>;

export const publicityApi = {
  list: route(
    z.strictObject({}),
    z.strictObject({
      publicities: z.array(summary),
      running: z.int(),
      /** Over, but not closed yet. */
      ended: z.int(),
      openObjections: z.int(),
    }),
  ),
  get: route(byId, view),
  /** What a notice over these cases would be: who is on it, who is left out and why, and how long it has to be by the programmes. */
  plan: route(
    z.strictObject({ cases: caseSelection, startsOn: isoDate, days: z.int().min(1).max(60).nullable() }),
    z.strictObject({
      entries: z.array(
        z.strictObject({ caseId: uuid, number: z.string(), name: z.string(), programmeName: z.string() }),
      ),
      leftOut: z.array(z.strictObject({ caseId: uuid, number: z.string(), why: z.string() })),
      /** The longest period one of the programmes asks for; `null` where none does. */
      required: z
        .strictObject({ n: z.int(), unit: z.enum(['workingDay', 'day']), programmeName: z.string() })
        .nullable(),
      /** The last day of the period; `null` where the calendar does not reach: 需人工核定. */
      endsOn: isoDate.nullable(),
      sentence: z.string(),
    }),
  ),
  open: route(
    z.strictObject({
      title: requiredText(120),
      caseIds: z.array(uuid).min(1).max(5000),
      startsOn: isoDate,
      /** Days of the period in the unit of the plan. */
      days: z.int().min(1).max(60),
      /** Fixed by hand where the calendar does not reach, else `null`. */
      endsOn: isoDate.nullable(),
      contact: requiredText(300),
    }),
    view,
  ),
  object: route(
    z.strictObject({
      publicityId: uuid,
      caseId: uuid,
      receivedOn: isoDate,
      channel: objectionChannel,
      name: text(80),
      contact: text(120),
      content: requiredText(4000),
    }),
    view,
  ),
  settle: route(
    z.strictObject({
      publicityId: uuid,
      objectionId: uuid,
      outcome: objectionOutcome,
      settledOn: isoDate,
      settlement: requiredText(4000),
    }),
    view,
  ),
  /** The period goes on for so many days more, in its own unit; `endsOn` by hand where the calendar does not reach. */
  extend: route(
    z.strictObject({
      publicityId: uuid,
      days: z.int().min(1).max(60),
      endsOn: isoDate.nullable(),
      reason: requiredText(500),
    }),
    view,
  ),
  /** Takes a case off the list; the last one cannot go. */
  remove: route(z.strictObject({ publicityId: uuid, caseId: uuid, reason: requiredText(500) }), view),
  end: route(z.strictObject({ publicityId: uuid, state: z.enum(['closed', 'cancelled']), note: text(1000) }), view),
  /** Name or contact of who objects. */
  reveal: route(
    z.strictObject({ objectionId: uuid, field: z.enum(['name', 'contact']), reason: requiredText(200) }),
    z.strictObject({ value: z.string() }),
  ),
};
