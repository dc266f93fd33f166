import { z } from 'zod';
import { EXPORT_KINDS, exportRights } from '../domain/exportRights.ts';
import { isoDate, isoTime, requiredText, text, uuid } from '../domain/primitives.ts';
import { ACCESS_KINDS, RETENTION_YEARS } from '../domain/privacyEvents.ts';
import { route } from './route.ts';
import { taskView } from './transfer.ts';

const nothing = z.strictObject({});

export const accessFilter = z.strictObject({
  personId: uuid.optional(),
  kind: z.enum(ACCESS_KINDS).optional(),
  /** Part of a case's number. */
  number: text(60).optional(),
  from: isoDate.optional(),
  to: isoDate.optional(),
});
export type AccessFilter = z.infer<typeof accessFilter>;

/** One look: who, when, whom, what and why. */
export const accessRow = z.strictObject({
  stream: uuid,
  seq: z.int(),
  time: isoTime,
  person: z.string(),
  kind: z.enum(ACCESS_KINDS),
  caseId: uuid,
  number: z.string(),
  /** Masked; empty once the case was erased. */
  applicant: z.string(),
  what: z.string(),
  reason: z.string(),
});
export type AccessRow = z.infer<typeof accessRow>;

export const retentionBatch = z.strictObject({
  bundleId: uuid,
  file: z.string(),
  receivedAt: isoTime,
  cases: z.int(),
  /** Of them acknowledged by the centre. */
  acknowledged: z.int(),
  /** Last day the cases are kept; `null` while something is not acknowledged and no day was set. */
  keptUntil: isoDate.nullable(),
  /** What the programmes' duties ask for; `until` is `null` before the ack, the whole where nothing is to come. */
  proposal: z.strictObject({ until: isoDate.nullable(), why: z.string() }).nullable(),
  /** The reason a day was set for this batch; `null` where the default counts. */
  setReason: z.string().nullable(),
  /** Why the batch cannot be erased now, in a sentence; `null` when it can. */
  obstacle: z.string().nullable(),
  erasedAt: isoTime.nullable(),
});
export type RetentionBatch = z.infer<typeof retentionBatch>;

export const privacyApi = {
  /** Newest first. */
  accesses: route(
    z.strictObject({ filter: accessFilter, offset: z.int().min(0), limit: z.int().min(1).max(500) }),
    z.strictObject({ total: z.int(), rows: z.array(accessRow) }),
  ),
  /** Writes the report as .xlsx or .csv. */
  saveAccesses: route(z.strictObject({ filter: accessFilter, path: requiredText(1000) }), z.strictObject({})),
  /** Which roles may take what out, and whether the person may change it. */
  exportRights: route(
    nothing,
    z.strictObject({
      rights: exportRights,
      /** Why the person may not, in a sentence; `null` where they may. */
      mine: z.record(z.enum(EXPORT_KINDS), z.string().nullable()),
      mayDecide: z.boolean(),
      /** Who decided last; `null` while the default stands. */
      decided: z.strictObject({ by: z.string(), at: isoTime, reason: z.string() }).nullable(),
    }),
  ),
  setExportRights: route(z.strictObject({ rights: exportRights, reason: requiredText(200) }), nothing),
  retention: route(
    nothing,
    z.strictObject({
      years: z.int(),
      /** The person may decide on retention and erasure. */
      mayErase: z.boolean(),
      batches: z.array(retentionBatch),
    }),
  ),
  /** Batches whose time has come, for whoever may erase them. */
  due: route(nothing, z.strictObject({ batches: z.int(), cases: z.int() })),
  setYears: route(z.strictObject({ years: z.int().min(RETENTION_YEARS.min).max(RETENTION_YEARS.max) }), nothing),
  /** `null` goes back to the default. */
  setUntil: route(z.strictObject({ bundleId: uuid, until: isoDate.nullable(), reason: requiredText(200) }), nothing),
  /** Takes everything about the cases of the batch off this workstation, for good. */
  erase: route(z.strictObject({ bundleId: uuid, reason: requiredText(200), passphrase: text(1000) }), taskView),
};
