import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Projections of the journal: who works on which case.

/** What was arranged about a case; a case nobody arranged anything about has no row. */
export const caseDesk = sqliteTable(
  'case_desk',
  {
    caseId: text('case_id').primaryKey(),
    /** Who is to work on it. */
    assignee: text('assignee'),
    flagged: integer('flagged').notNull(),
  },
  (t) => [index('case_desk_assignee').on(t.assignee), index('case_desk_flagged').on(t.flagged)],
);

/** Acts on many cases at once; each is taken back as one. */
export const caseBatches = sqliteTable(
  'case_batches',
  {
    batchId: text('batch_id').primaryKey(),
    stream: text('stream').notNull(),
    seq: integer('seq').notNull(),
    personId: text('person_id').notNull(),
    /** `assign`, `flag` or `outcome`. */
    kind: text('kind').notNull(),
    at: text('at').notNull(),
    /** The event's payload, JSON. */
    act: text('act').notNull(),
    /** State before, JSON array of `[caseId, value]`; empty for outcomes, whose own events know it. */
    before: text('before').notNull(),
    undone: integer('undone').notNull(),
  },
  (t) => [index('case_batches_person').on(t.personId, t.stream, t.seq)],
);
