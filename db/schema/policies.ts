import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { bundles } from './cases.ts';

/** Catalogues that came in policy bundles. The bundle itself stays sealed in the vault; what the rules need of it stands here. */
export const policyPacks = sqliteTable('policy_packs', {
  number: integer('number').primaryKey(),
  sha256: text('sha256').notNull(),
  bundleId: text('bundle_id')
    .notNull()
    .references(() => bundles.bundleId),
  title: text('title').notNull(),
  /** The first day it may be put in force. */
  fromDay: text('from_day').notNull(),
  programmes: integer('programmes').notNull(),
  /** The text `sha256` is the hash of: all parts of the catalogue as canonical JSON. */
  parts: text('parts').notNull(),
});

/** Source documents that came with a pack, served from its sealed bundle by offset. */
export const policySources = sqliteTable(
  'policy_sources',
  {
    number: integer('number')
      .notNull()
      .references(() => policyPacks.number),
    position: integer('position').notNull(),
    document: text('document').notNull(),
    name: text('name').notNull(),
    sha256: text('sha256').notNull(),
    extension: text('extension').notNull(),
    bytes: integer('bytes').notNull(),
    offset: integer('offset').notNull(),
    /** Where clauses stand in it, JSON. */
    anchors: text('anchors').notNull(),
  },
  (t) => [primaryKey({ columns: [t.number, t.position] })],
);

/** Projection of the journal: which catalogue was put in force from which day, in the order of the decisions. */
export const policyDecisions = sqliteTable(
  'policy_decisions',
  {
    stream: text('stream').notNull(),
    seq: integer('seq').notNull(),
    /** `activated` or `rolledBack`. */
    kind: text('kind').notNull(),
    number: integer('number').notNull(),
    sha256: text('sha256').notNull(),
    fromDay: text('from_day').notNull(),
    reason: text('reason').notNull(),
    personId: text('person_id').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.stream, t.seq] })],
);

/** One row: the catalogue that the pre-checks of the open cases were last computed with. */
export const policyApplied = sqliteTable('policy_applied', {
  id: integer('id').primaryKey(),
  sha256: text('sha256').notNull(),
});
