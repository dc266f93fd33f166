import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Projections of the journal: every row here can be rebuilt from it, and a test does.

export const caseStatus = sqliteTable(
  'case_status',
  {
    caseId: text('case_id').primaryKey(),
    state: text('state').notNull(),
    decided: integer('decided').notNull(),
    decision: text('decision'),
    /** The saved outcome, JSON. */
    result: text('result'),
    /** Number of times the case was signed. */
    version: integer('version').notNull(),
    signedAt: text('signed_at'),
    signedBy: text('signed_by'),
    touchedAt: text('touched_at').notNull(),
  },
  (t) => [index('case_status_state').on(t.state, t.touchedAt)],
);

export const reviewItems = sqliteTable(
  'review_items',
  {
    caseId: text('case_id').notNull(),
    itemId: text('item_id').notNull(),
    verdict: text('verdict'),
    reason: text('reason'),
    note: text('note').notNull(),
    actor: text('actor').notNull(),
    at: text('at').notNull(),
    /** Seq of the last event that touched the item. */
    revision: integer('revision').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.itemId] })],
);

export const evidence = sqliteTable(
  'evidence',
  {
    evidenceId: text('evidence_id').primaryKey(),
    caseId: text('case_id').notNull(),
    itemId: text('item_id').notNull(),
    /** The anchor, JSON. */
    anchor: text('anchor').notNull(),
    author: text('author').notNull(),
    at: text('at').notNull(),
    seq: integer('seq').notNull(),
    /** Where the same page stands in a newer version of the file, JSON; NULL while the anchor itself says so. */
    place: text('place'),
  },
  (t) => [index('evidence_case').on(t.caseId, t.itemId, t.seq)],
);

/** What an official read in the documents, beside the declared value: the engine runs on it. */
export const observedFacts = sqliteTable(
  'observed_facts',
  {
    caseId: text('case_id').notNull(),
    /** Key of the vocabulary. */
    key: text('key').notNull(),
    /** As in a case record, JSON. */
    value: text('value').notNull(),
    note: text('note').notNull(),
    evidenceId: text('evidence_id'),
    actor: text('actor').notNull(),
    at: text('at').notNull(),
    /** Seq of the last event that touched the value. */
    revision: integer('revision').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.key] })],
);

/** Acts that can be undone, with the state before them. */
export const acts = sqliteTable(
  'acts',
  {
    stream: text('stream').notNull(),
    seq: integer('seq').notNull(),
    caseId: text('case_id').notNull(),
    personId: text('person_id').notNull(),
    type: text('type').notNull(),
    /** State to return to, JSON; see `undoAct` in main/services/review/projection.ts. */
    before: text('before').notNull(),
    undone: integer('undone').notNull(),
    /** State to go forward to again, JSON; `null` once the case moved on. */
    after: text('after'),
  },
  (t) => [primaryKey({ columns: [t.stream, t.seq] }), index('acts_case').on(t.caseId, t.personId, t.seq)],
);

export const viewedPages = sqliteTable(
  'viewed_pages',
  {
    attachmentId: text('attachment_id').notNull(),
    page: integer('page').notNull(),
    ms: integer('ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.attachmentId, t.page] })],
);

export const signoffs = sqliteTable(
  'signoffs',
  {
    caseId: text('case_id').notNull(),
    version: integer('version').notNull(),
    /** The canonical JSON that was signed. */
    record: text('record').notNull(),
    sha256: text('sha256').notNull(),
    /** Detached JWS of the signer over the record's bytes. */
    signature: text('signature').notNull(),
    signedAt: text('signed_at').notNull(),
    signedBy: text('signed_by').notNull(),
    seq: integer('seq').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.version] })],
);

/** Where in the journal the history of a case stands. */
export const caseEvents = sqliteTable(
  'case_events',
  {
    caseId: text('case_id').notNull(),
    stream: text('stream').notNull(),
    seq: integer('seq').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.stream, t.seq] }),
    /** One event may be about many cases: all of them lose it when its payload is erased. */
    index('case_events_place').on(t.stream, t.seq),
  ],
);

/** PNG crops of evidence by hash: bytes beside the journal, which carries the hash. */
export const crops = sqliteTable('crops', {
  sha256: text('sha256').primaryKey(),
  bytes: blob('bytes', { mode: 'buffer' }).notNull(),
});
