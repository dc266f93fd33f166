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
