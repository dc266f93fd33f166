import { z } from 'zod';
import { pageProblem } from '../domain/filePages.ts';
import { isoDate, isoTime, requiredText, sha256, uuid } from '../domain/primitives.ts';
import { sha256Groups } from '../domain/review.ts';
import { route } from './route.ts';

const nothing = z.strictObject({});
export const taskInput = z.strictObject({ taskId: uuid });

/** Stages of an import or export in the order people see them. */
export const TRANSFER_PHASES = [
  'copy',
  'signature',
  'integrity',
  'content',
  'pages',
  'store',
  'write',
  'verify',
  'done',
] as const;
export const transferProgress = z.strictObject({
  phase: z.enum(TRANSFER_PHASES),
  bytesDone: z.int(),
  bytesTotal: z.int(),
  filesDone: z.int(),
  filesTotal: z.int(),
  /** Bytes per second over the last seconds. */
  rate: z.int(),
  /** `null` until it can be told. */
  msLeft: z.int().nullable(),
});
export type TransferProgress = z.infer<typeof transferProgress>;

export const importReport = z.strictObject({
  bundleId: uuid,
  kind: z.enum(['case', 'review', 'policy', 'trust', 'panel', 'score', 'ack']),
  file: z.string(),
  issuer: z.string(),
  issuedAt: isoTime,
  receivedAt: isoTime,
  bytes: z.int(),
  sha256,
  groups: sha256Groups,
  already: z.boolean(),
  /** Waiting for earlier bundles. */
  parked: z.boolean(),
  cases: z.array(
    z.strictObject({
      caseId: uuid,
      number: z.string(),
      applicant: z.string(),
      programme: z.string(),
      programmeName: z.string(),
      attachments: z.int(),
      bytes: z.int(),
      /** new | unchanged | replaced by this bundle */
      change: z.enum(['new', 'unchanged', 'replaced']),
    }),
  ),
  /** Sentences about what to mind, e.g. a case filed outside validity. */
  remarks: z.array(z.string()),
  /** The catalogue a policy bundle brought. */
  policy: z
    .strictObject({
      number: z.int(),
      title: z.string(),
      sha256,
      programmes: z.int(),
      calendarYears: z.int(),
      sources: z.int(),
      /** The first day it may be put in force. */
      from: isoDate,
    })
    .optional(),
});
export type ImportReport = z.infer<typeof importReport>;

export const exportReport = z.strictObject({
  bundleId: uuid,
  path: z.string(),
  file: z.string(),
  bytes: z.int(),
  sha256,
  groups: sha256Groups,
  sealed: z.boolean(),
  exportedAt: isoTime,
  cases: z.array(z.strictObject({ caseId: uuid, number: z.string(), applicant: z.string(), decision: z.string() })),
  acknowledgedAt: isoTime.nullable(),
  /** Declared lost on its way; the centre may have it all the same. */
  withdrawn: z.strictObject({ at: isoTime, reason: z.string() }).nullable(),
});
export type ExportReport = z.infer<typeof exportReport>;

/** A document that was written. */
export const documentReport = z.strictObject({
  path: z.string(),
  file: z.string(),
  title: z.string(),
  format: z.enum(['docx', 'xlsx']),
  bytes: z.int(),
  fileSha256: sha256,
  masked: z.boolean(),
  /** Of the content, printed at its foot. */
  sha256,
  groups: sha256Groups,
  cases: z.int(),
});
export type DocumentReport = z.infer<typeof documentReport>;

/** Documents that were written into a folder, one a case. */
export const documentsReport = z.strictObject({
  folder: z.string(),
  title: z.string(),
  masked: z.boolean(),
  made: z.array(z.strictObject({ caseId: uuid, number: z.string(), file: z.string(), groups: sha256Groups })),
  leftOut: z.array(z.strictObject({ caseId: uuid, number: z.string(), why: z.string() })),
  /** Somebody stopped it: what stands in `made` was written all the same. */
  stopped: z.boolean(),
});
export type DocumentsReport = z.infer<typeof documentsReport>;

/** What a check of the whole journal found, or what its proof holds. */
export const journalReport = z.strictObject({
  streams: z.array(z.strictObject({ stream: uuid, entries: z.int(), erased: z.int(), hash: sha256 })),
  signatures: z.int(),
  checkedAt: isoTime,
  /** The proof that was written; `null` for a check. */
  file: z.string().nullable(),
});
export type JournalReport = z.infer<typeof journalReport>;

/** What an erasure took away. */
export const erasureReport = z.strictObject({
  cases: z.int(),
  events: z.int(),
  files: z.int(),
  bytes: z.int(),
  /** Backups made before: the program cannot reach them. */
  backups: z.array(z.strictObject({ file: z.string(), at: isoTime })),
});
export type ErasureReport = z.infer<typeof erasureReport>;

/** What a reading of pages came to; files that could not be read by why. */
export const pagesReport = z.strictObject({
  files: z.int(),
  pages: z.int(),
  problems: z.partialRecord(pageProblem, z.int()),
});
export type PagesReport = z.infer<typeof pagesReport>;

const refusalView = z.strictObject({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const taskView = z.strictObject({
  taskId: uuid,
  kind: z.enum(['import', 'export', 'document', 'check', 'erase', 'pages']),
  file: z.string(),
  state: z.enum(['running', 'done', 'refused', 'cancelled']),
  progress: transferProgress,
  importReport: importReport.nullable(),
  exportReport: exportReport.nullable(),
  documentReport: documentReport.nullable(),
  documentsReport: documentsReport.nullable(),
  journalReport: journalReport.nullable(),
  erasureReport: erasureReport.nullable(),
  pagesReport: pagesReport.nullable(),
  refusal: refusalView.nullable(),
});
export type TaskView = z.infer<typeof taskView>;

export const transferApi = {
  importStart: route(z.strictObject({ path: requiredText(1000) }), taskView),
  task: route(taskInput, taskView),
  running: route(nothing, z.strictObject({ tasks: z.array(taskView) })),
  cancel: route(taskInput, taskView),
  imports: route(nothing, z.strictObject({ reports: z.array(importReport) })),
  exports: route(nothing, z.strictObject({ reports: z.array(exportReport) })),
  exportPreview: route(
    nothing,
    z.strictObject({
      ready: z.boolean(),
      /** Why not, in a sentence. */
      reason: z.string().nullable(),
      suggestedName: z.string(),
      recipient: z.string().nullable(),
      cases: z.array(
        z.strictObject({
          caseId: uuid,
          number: z.string(),
          applicant: z.string(),
          decision: z.string(),
          signedAt: isoTime,
        }),
      ),
    }),
  ),
  /** Declares an exported bundle lost: its cases are handed back anew. */
  withdrawExport: route(z.strictObject({ bundleId: uuid, reason: requiredText(200) }), nothing),
  exportStart: route(z.strictObject({ path: requiredText(1000) }), taskView),
};
