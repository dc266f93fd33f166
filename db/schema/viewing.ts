import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Cases a person put off in the queue. A convenience like the views of files, and no act: the journal does not know of it. */
export const skippedCases = sqliteTable(
  'skipped_cases',
  {
    personId: text('person_id').notNull(),
    caseId: text('case_id').notNull(),
    at: text('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.caseId] })],
);

/**
 * How a person last looked at a file. A convenience of this machine and no act: it is not in the journal, leaves with no bundle, and
 * goes when the file goes.
 */
export const fileViews = sqliteTable(
  'file_views',
  {
    personId: text('person_id').notNull(),
    attachmentId: text('attachment_id').notNull(),
    /** Degrees clockwise, added to the pages' own rotation. */
    turn: integer('turn').notNull(),
    mode: text('mode').notNull(),
    zoom: real('zoom').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.attachmentId] })],
);

/** 本次变化 of a version of a case that a person has put away. The next version is shown again. */
export const changesAway = sqliteTable(
  'changes_away',
  {
    personId: text('person_id').notNull(),
    caseId: text('case_id').notNull(),
    /** Of the record whose changes they are. */
    recordSha256: text('record_sha256').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.caseId] })],
);
