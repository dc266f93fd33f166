import { z } from 'zod';
import { JOURNAL_GROUPS, type JournalGroup } from '../domain/journalGroups.ts';
import { isoDate, isoTime, requiredText, text, uuid } from '../domain/primitives.ts';
import { route } from './route.ts';
import { taskView } from './transfer.ts';

const nothing = z.strictObject({});
export const journalGroup = z.enum(Object.keys(JOURNAL_GROUPS) as [JournalGroup, ...JournalGroup[]]);

export const journalFilter = z.strictObject({
  personId: uuid.optional(),
  group: journalGroup.optional(),
  /** Part of a case's number. */
  number: text(60).optional(),
  /** Words of the sentence; names of items are not searched. */
  text: text(60).optional(),
  /** Days of the office, both included. */
  from: isoDate.optional(),
  to: isoDate.optional(),
});
export type JournalFilter = z.infer<typeof journalFilter>;

export const journalRow = z.strictObject({
  stream: uuid,
  seq: z.int(),
  time: isoTime,
  actor: z.string(),
  group: journalGroup,
  sentence: z.string(),
  /** The case it is about; its number is shown, whoever applied is not. */
  case: z.strictObject({ caseId: uuid, number: z.string(), erased: z.boolean() }).nullable(),
  /** What was said went with an erased case; the hash stays in the chain. */
  erased: z.boolean(),
  hash: z.string(),
});
export type JournalRow = z.infer<typeof journalRow>;

export const journalApi = {
  /** Newest first. */
  list: route(
    z.strictObject({ filter: journalFilter, offset: z.int().min(0), limit: z.int().min(1).max(200) }),
    z.strictObject({ total: z.int(), rows: z.array(journalRow) }),
  ),
  /** Writes what the filter finds as .xlsx or .csv, oldest last. Refuses DOCUMENT_TOO_LONG. */
  saveList: route(
    z.strictObject({ filter: journalFilter, path: requiredText(1000) }),
    z.strictObject({ rows: z.int() }),
  ),
  /** The last check that found everything in order; `null` before the first. */
  lastCheck: route(
    nothing,
    z.strictObject({
      check: z
        .strictObject({ at: isoTime, by: z.string(), entries: z.int(), erased: z.int(), signatures: z.int() })
        .nullable(),
    }),
  ),
  persons: route(nothing, z.strictObject({ persons: z.array(z.strictObject({ value: uuid, label: z.string() })) })),
  /** Follows every chain and checks every signature; a task with progress that can be cancelled. */
  check: route(nothing, taskView),
  /** Writes the links of every chain, the signatures and the public keys, without any payload that speaks of a person. */
  saveProof: route(z.strictObject({ path: requiredText(1000) }), taskView),
};
