import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Projections of the journal: two people on one case.

/** A second look at a signed case. Its own work stands in the review tables under `second_id`, as if it were a case. */
export const secondReviews = sqliteTable(
  'second_reviews',
  {
    secondId: text('second_id').primaryKey(),
    caseId: text('case_id').notNull(),
    /** Of the first review it began with. */
    version: integer('version').notNull(),
    blind: integer('blind').notNull(),
    sampleId: text('sample_id'),
    /** `asked`, `taken`, `signed`, `returned`, `approved`, `handed`. */
    state: text('state').notNull(),
    /** Everybody who worked on the first review: JSON array of `{personId, keyId}`. */
    first: text('first').notNull(),
    askedAt: text('asked_at').notNull(),
    askedBy: text('asked_by').notNull(),
    takenBy: text('taken_by'),
    takenKey: text('taken_key'),
    /** The first review, signed on another workstation: JSON of the event that brought it. */
    received: text('received'),
    /** The last adjudication, JSON of its event; `settled` holds the fields settled in all of them. */
    adjudication: text('adjudication'),
    settled: text('settled').notNull(),
    concludedAt: text('concluded_at'),
    /** The version signed with the approval. */
    finalVersion: integer('final_version'),
    handedTo: text('handed_to'),
  },
  (t) => [index('second_reviews_case').on(t.caseId), index('second_reviews_state').on(t.state, t.askedAt)],
);

/** Draws of cases for a second look: seed and population stand in the journal. */
export const samples = sqliteTable('samples', {
  sampleId: text('sample_id').primaryKey(),
  seed: text('seed').notNull(),
  programme: text('programme'),
  blind: integer('blind').notNull(),
  passes: integer('passes').notNull(),
  fails: integer('fails').notNull(),
  /** JSON array of case ids. */
  drawn: text('drawn').notNull(),
  drawnAt: text('drawn_at').notNull(),
  drawnBy: text('drawn_by').notNull(),
});
