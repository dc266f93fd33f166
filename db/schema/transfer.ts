import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Projections of the journal.

/** Review bundles that were written; the local twin stays in the vault until the centre's ack. */
export const exportsTable = sqliteTable('exports', {
  bundleId: text('bundle_id').primaryKey(),
  issuerSeq: integer('issuer_seq').notNull(),
  file: text('file').notNull(),
  sha256: text('sha256').notNull(),
  bytes: integer('bytes').notNull(),
  exportedAt: text('exported_at').notNull(),
  /** Last journal seq the bundle carries. */
  journalTo: integer('journal_to').notNull(),
  sealed: integer('sealed').notNull(),
  acknowledgedAt: text('acknowledged_at'),
  /** Declared lost on its way: its cases are handed back anew. */
  withdrawnAt: text('withdrawn_at'),
  withdrawnReason: text('withdrawn_reason'),
});

export const exportCases = sqliteTable(
  'export_cases',
  {
    bundleId: text('bundle_id')
      .notNull()
      .references(() => exportsTable.bundleId),
    caseId: text('case_id').notNull(),
    version: integer('version').notNull(),
  },
  (t) => [primaryKey({ columns: [t.bundleId, t.caseId] })],
);

/** What the centre says it holds of each stream. */
export const acknowledged = sqliteTable('acknowledged', {
  stream: text('stream').primaryKey(),
  seq: integer('seq').notNull(),
  hash: text('hash').notNull(),
  at: text('at').notNull(),
});
