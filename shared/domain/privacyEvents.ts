import { z } from 'zod';
import { isoDate, isoTime, requiredText, uuid } from './primitives.ts';

/** How somebody came to see what is masked otherwise. */
export const ACCESS_KINDS = ['reveal', 'document', 'list', 'outside', 'view'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];
export const ACCESS_TITLES: Record<AccessKind, string> = {
  reveal: '查看遮盖信息',
  document: '制作含个人信息的文书',
  list: '制作含个人信息的名单',
  outside: '在其他程序中打开附件',
  view: '查看申报材料',
};

/** Lists of records that people take out as tables. */
export const RECORD_TITLES = { journal: '审核记录', accesses: '个人信息查看记录' } as const;
export type RecordKind = keyof typeof RECORD_TITLES;

/** Events whose payload speaks of a person, in words or values: their payloads go when the case is erased; the hashes stay. */
export const ERASED_TYPES: readonly string[] = [
  'verdict.set',
  'note.set',
  'fact.observed',
  'evidence.added',
  'result.set',
  'case.signed',
  'case.reopened',
  'field.revealed',
  'document.made',
  'publicity.objected',
  'publicity.settled',
  'publicity.removed',
  'second.released',
  'second.received',
  'second.adjudicated',
  'second.answered',
  'crossCheck.decided',
];

/** Of those, the ones that only say who saw what: the centre need not hold them before they may go. */
export const ERASED_ACCESS_TYPES: readonly string[] = ['field.revealed', 'document.made'];

/** Shortest and longest time cases are kept after the centre acknowledged them, years. */
export const RETENTION_YEARS = { min: 1, max: 50, usual: 10 } as const;

const count = z.int().min(0);
const place = { stream: uuid, seq: z.int().min(1) };

export const privacyEvents = {
  /** Every chain was followed to its head and every signature held; `entries` over all streams. */
  'journal.checked': z.strictObject({ entries: count, erased: count, signatures: count }),
  /** A filtered list of records was written to a file. */
  'records.saved': z.strictObject({
    what: z.enum(Object.keys(RECORD_TITLES) as [RecordKind, ...RecordKind[]]),
    rows: count,
    file: requiredText(255),
  }),
  /** How long cases are kept after the ack unless a batch says otherwise. */
  'retention.defaultSet': z.strictObject({ years: z.int().min(RETENTION_YEARS.min).max(RETENTION_YEARS.max) }),
  /** The last day the cases of a bundle are kept; `null` goes back to the default. */
  'retention.set': z.strictObject({ bundleId: uuid, until: isoDate.nullable(), reason: requiredText(200) }),
  /**
   * Everything of one case is gone: record, attachments, work, search text. `blanked` names the events of this workspace whose payloads
   * went with it, and `accesses` what has to stay known of them: who saw the case, when, which field.
   */
  'case.erased': z.strictObject({
    batchId: uuid,
    caseId: uuid,
    /** Ids of second reviews, under which work on the same case stood. */
    seconds: z.array(uuid).max(100),
    number: requiredText(60),
    blanked: z.array(z.strictObject({ stream: uuid, seqs: z.array(z.int().min(1)).min(1).max(100_000) })).max(1000),
    accesses: z
      .array(
        z.strictObject({
          ...place,
          at: isoTime,
          personId: uuid,
          kind: z.enum(ACCESS_KINDS),
          field: requiredText(80),
        }),
      )
      .max(100_000),
  }),
  /** The end of an erasure: `bundleIds` are the sealed files that went with it. */
  'batch.erased': z.strictObject({
    batchId: uuid,
    bundleIds: z.array(uuid).min(1).max(1000),
    cases: count,
    events: count,
    keptUntil: isoDate,
    reason: requiredText(200),
  }),
};
