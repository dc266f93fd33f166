import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

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
