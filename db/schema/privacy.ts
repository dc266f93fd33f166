import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Projections of the journal.

/** Who saw whom: each look at what is masked otherwise. Opened papers count once a person, case and day. */
export const accesses = sqliteTable(
  'accesses',
  {
    stream: text('stream').notNull(),
    seq: integer('seq').notNull(),
    caseId: text('case_id').notNull(),
    personId: text('person_id').notNull(),
    at: text('at').notNull(),
    /** `reveal`, `document`, `list`, `outside` or `view`. */
    kind: text('kind').notNull(),
    /** Of a reveal the field, else what was taken out. */
    field: text('field').notNull(),
    /** Empty where none is asked, and after the case was erased. */
    reason: text('reason').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.stream, t.seq, t.caseId] }),
    index('accesses_case').on(t.caseId, t.personId, t.at),
    index('accesses_at').on(t.at, t.personId),
  ],
);

/** How long cases are kept: `scope` is a bundle, or `workspace` for the default. */
export const retentions = sqliteTable('retentions', {
  scope: text('scope').primaryKey(),
  /** Years after the ack; of the default only. */
  years: integer('years'),
  /** Last day; of a bundle only. */
  until: text('until'),
  reason: text('reason').notNull(),
  personId: text('person_id').notNull(),
  at: text('at').notNull(),
});

/** Which roles may take what out of the workstation; a kind without a row stands as it is by default. */
export const exportRightsTable = sqliteTable('export_rights', {
  kind: text('kind').primaryKey(),
  /** JSON array of roles. */
  roles: text('roles').notNull(),
  reason: text('reason').notNull(),
  personId: text('person_id').notNull(),
  at: text('at').notNull(),
});

/** Cases that were here once. Their numbers stay, so that a list of who saw whom can be read; nothing else does. */
export const erasedCases = sqliteTable('erased_cases', {
  caseId: text('case_id').primaryKey(),
  number: text('number').notNull(),
  batchId: text('batch_id').notNull(),
  personId: text('person_id').notNull(),
  at: text('at').notNull(),
});
