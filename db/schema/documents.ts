import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Projections of the journal.

/** Documents that were written or printed: what the hash code at the foot of a paper is looked up in. */
export const madeDocuments = sqliteTable(
  'made_documents',
  {
    stream: text('stream').notNull(),
    seq: integer('seq').notNull(),
    kind: text('kind').notNull(),
    /** `docx`, `xlsx` or `print`. */
    format: text('format').notNull(),
    title: text('title').notNull(),
    /** Of the document's content, as printed at its foot. */
    sha256: text('sha256').notNull(),
    /** NULL for a list. */
    caseId: text('case_id'),
    /** The signed version it rests on; NULL for lists and unsigned cases. */
    version: integer('version'),
    /** Cases in it. */
    cases: integer('cases').notNull(),
    masked: integer('masked').notNull(),
    reason: text('reason').notNull(),
    /** Name of the file; NULL for a print. */
    file: text('file'),
    personId: text('person_id').notNull(),
    at: text('at').notNull(),
    /** 文号; NULL where it went out without one. */
    number: text('number'),
  },
  (t) => [
    primaryKey({ columns: [t.stream, t.seq] }),
    index('made_documents_sha256').on(t.sha256),
    index('made_documents_case').on(t.caseId, t.at),
  ],
);

/** Numbers of the office that were given to documents: none is given twice. */
export const documentNumbers = sqliteTable(
  'document_numbers',
  {
    symbol: text('symbol').notNull(),
    year: integer('year').notNull(),
    serial: integer('serial').notNull(),
    kind: text('kind').notNull(),
    /** Case or public notice. */
    subjectId: text('subject_id').notNull(),
    /** Of the signed outcome; 0 for a public notice. */
    version: integer('version').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.symbol, t.year, t.serial] }),
    index('document_numbers_subject').on(t.subjectId, t.kind),
  ],
);

/** What the workspace has fixed for its documents: one row. */
export const documentSettings = sqliteTable('document_settings', {
  scope: text('scope').primaryKey(),
  /** JSON of `documentSettings` (shared/documents/numbers.ts). */
  value: text('value').notNull(),
});

/** Public notices with their period. */
export const publicities = sqliteTable(
  'publicities',
  {
    publicityId: text('publicity_id').primaryKey(),
    title: text('title').notNull(),
    /** First and last day. */
    startsOn: text('starts_on').notNull(),
    endsOn: text('ends_on').notNull(),
    /** The period in words, e.g. 5 个工作日. */
    period: text('period').notNull(),
    contact: text('contact').notNull(),
    /** `open`, `closed` or `cancelled`. */
    state: text('state').notNull(),
    openedAt: text('opened_at').notNull(),
    openedBy: text('opened_by').notNull(),
    endedAt: text('ended_at'),
    endedBy: text('ended_by'),
    note: text('note').notNull(),
    /** The last day it was put up with, and why it goes on longer; NULL where it was not extended. */
    extendedFrom: text('extended_from'),
    extendedWhy: text('extended_why'),
  },
  (t) => [index('publicities_state').on(t.state, t.endsOn)],
);

export const publicityEntries = sqliteTable(
  'publicity_entries',
  {
    publicityId: text('publicity_id').notNull(),
    position: integer('position').notNull(),
    caseId: text('case_id').notNull(),
    /** The signed version that was made public. */
    version: integer('version').notNull(),
    /** When and why it was taken off the list; NULL while it stands there. */
    removedOn: text('removed_on'),
    removedWhy: text('removed_why'),
  },
  (t) => [primaryKey({ columns: [t.publicityId, t.caseId] }), index('publicity_entries_case').on(t.caseId)],
);

/** 公示异议. Who objects is personal data and masked like an applicant. */
export const objections = sqliteTable(
  'objections',
  {
    objectionId: text('objection_id').primaryKey(),
    publicityId: text('publicity_id').notNull(),
    caseId: text('case_id').notNull(),
    receivedOn: text('received_on').notNull(),
    channel: text('channel').notNull(),
    name: text('name').notNull(),
    contact: text('contact').notNull(),
    content: text('content').notNull(),
    recordedAt: text('recorded_at').notNull(),
    recordedBy: text('recorded_by').notNull(),
    /** `upheld`, `rejected` or `withdrawn`; NULL while it is open. */
    outcome: text('outcome'),
    settledOn: text('settled_on'),
    settlement: text('settlement').notNull(),
    settledBy: text('settled_by'),
  },
  (t) => [index('objections_publicity').on(t.publicityId, t.receivedOn), index('objections_case').on(t.caseId)],
);
