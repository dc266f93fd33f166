import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Cross-checks between cases. Keys and hits follow from the case records and can be computed again at any time; marks and decisions
// are projections of the journal.

/** Identifiers of a case as keyed digests: equal digests, equal identifiers. */
export const crossKeys = sqliteTable(
  'cross_keys',
  {
    caseId: text('case_id').notNull(),
    /** `idNumber`, `phone`, …: see shared/domain/crossCheckKeys.ts. */
    measure: text('measure').notNull(),
    digest: text('digest').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.measure] }), index('cross_keys_digest').on(t.digest, t.measure)],
);

/** Projection: the last event of a case that can change what speaks against it, as `<stream>:<seq>`. */
export const crossMarks = sqliteTable('cross_marks', {
  caseId: text('case_id').primaryKey(),
  mark: text('mark').notNull(),
});

/** Up to which mark and under which rules the hits of a case were computed. */
export const crossChecked = sqliteTable('cross_checked', {
  caseId: text('case_id').primaryKey(),
  mark: text('mark').notNull(),
  rules: text('rules').notNull(),
});

/** What was found between two cases, or within one (`case_a` = `case_b`). */
export const crossHits = sqliteTable(
  'cross_hits',
  {
    hitId: text('hit_id').primaryKey(),
    kind: text('kind').notNull(),
    /** Order of the kinds on lists, the gravest first. */
    weight: integer('weight').notNull(),
    caseA: text('case_a').notNull(),
    caseB: text('case_b').notNull(),
    /** SHA-256 of what the hit rests on: a decision stands while it is the same. */
    evidence: text('evidence').notNull(),
    /** Day of the later application. */
    recent: text('recent').notNull(),
    /** The hit, JSON. */
    detail: text('detail').notNull(),
  },
  (t) => [
    index('cross_hits_a').on(t.caseA),
    index('cross_hits_b').on(t.caseB),
    index('cross_hits_order').on(t.weight, t.recent, t.hitId),
  ],
);

/** Files whose pages were read for cross-checks; they go with the last attachment of these bytes. */
export const pageFiles = sqliteTable('page_files', {
  sha256: text('sha256').primaryKey(),
  /** Which way of reading the marks are of: another one reads the file again. */
  profile: integer('profile').notNull(),
  pages: integer('pages').notNull(),
  /** Why the file could not be read, a code of shared/domain/filePages.ts. */
  problem: text('problem'),
});

/** By what a page of a file can be found again in other files: digests that say nothing by themselves. */
export const pageMarks = sqliteTable(
  'page_marks',
  {
    sha256: text('sha256').notNull(),
    page: integer('page').notNull(),
    /** `whole`, `scan`, `text`: see main/pages/model.ts. */
    kind: text('kind').notNull(),
    mark: text('mark').notNull(),
  },
  (t) => [primaryKey({ columns: [t.sha256, t.page, t.kind] }), index('page_marks_mark').on(t.mark)],
);

/** Projection: what officials decided about hits. */
export const crossDecisions = sqliteTable(
  'cross_decisions',
  {
    hitId: text('hit_id').primaryKey(),
    kind: text('kind').notNull(),
    caseA: text('case_a').notNull(),
    caseB: text('case_b').notNull(),
    evidence: text('evidence').notNull(),
    /** `confirmed` or `dismissed`. */
    decision: text('decision').notNull(),
    reason: text('reason').notNull(),
    note: text('note').notNull(),
    /** The hit in a sentence, as it was decided on. */
    summary: text('summary').notNull(),
    personId: text('person_id').notNull(),
    at: text('at').notNull(),
  },
  (t) => [index('cross_decisions_a').on(t.caseA), index('cross_decisions_b').on(t.caseB)],
);
