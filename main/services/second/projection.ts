import type { WritableDb } from '#db/database.ts';
import { defineProjection, type Projection } from '#db/projections.ts';
import { samples, secondReviews } from '#db/schema/second.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { StoredEvent } from '#shared/domain/journal.ts';
import type { Hand } from '#shared/domain/secondReview.ts';

const PUT = `INSERT INTO second_reviews (second_id, case_id, version, blind, sample_id, state, first, asked_at, asked_by, received,
  settled) VALUES (?, ?, ?, ?, ?, 'asked', ?, ?, ?, ?, '[]')`;
const SET_STATE = 'UPDATE second_reviews SET state = ? WHERE second_id = ?';

function asked(tx: WritableDb, event: StoredEvent<'second.asked'>): void {
  const { secondId, caseId, version, blind, sampleId, first } = event.payload;
  const { personId } = event.actor;
  tx.writes(PUT).run(
    secondId,
    caseId,
    version,
    blind ? 1 : 0,
    sampleId,
    canonicalJson(first),
    event.at,
    personId,
    null,
  );
}

/** The first time, or again after fields went back and were signed anew. */
function received(tx: WritableDb, event: StoredEvent<'second.received'>): void {
  const { secondId, caseId, version, blind, first } = event.payload;
  const whole = canonicalJson(event.payload);
  const hands = canonicalJson(first);
  const known = tx.reads('SELECT 1 FROM second_reviews WHERE second_id = ?').get(secondId);
  if (!known) {
    const { personId } = event.actor;
    tx.writes(PUT).run(secondId, caseId, version, blind ? 1 : 0, null, hands, event.at, personId, whole);
    return;
  }
  tx.writes(
    `UPDATE second_reviews SET received = ?, first = ?, version = iif(adjudication IS NULL, ?, version),
       state = CASE state WHEN 'returned' THEN iif(blind, 'signed', 'asked') ELSE state END WHERE second_id = ?`,
  ).run(whole, hands, version, secondId);
}

/**
 * The second person's work stands under the id of the second review. A signature under the case's own id is the first side's: whoever
 * gave it had a hand in the first review, and until something is settled it is the version that is compared.
 */
function signed(tx: WritableDb, { payload: { caseId, version }, actor }: StoredEvent<'case.signed'>): void {
  tx.writes("UPDATE second_reviews SET state = 'signed' WHERE second_id = ? AND state = 'taken'").run(caseId);
  const rows = tx
    .reads<{ id: string; first: string }>(
      "SELECT second_id id, first FROM second_reviews WHERE case_id = ? AND state <> 'approved'",
    )
    .all(caseId);
  for (const { id, first } of rows) {
    const hands = withHand(JSON.parse(first) as Hand[], actor);
    tx.writes(
      'UPDATE second_reviews SET first = ?, version = iif(adjudication IS NULL, ?, version) WHERE second_id = ?',
    ).run(canonicalJson(hands), version, id);
  }
}

function withHand(hands: readonly Hand[], { personId, keyId }: Hand): Hand[] {
  const known = hands.some((one) => one.personId === personId && one.keyId === keyId);
  return known ? [...hands] : [...hands, { personId, keyId }];
}

function adjudicated(tx: WritableDb, event: StoredEvent<'second.adjudicated'>): void {
  const { secondId, settled, outcome, version } = event.payload;
  const before = tx.reads<{ settled: string }>('SELECT settled FROM second_reviews WHERE second_id = ?').get(secondId);
  const all = new Map([...(JSON.parse(before?.settled ?? '[]') as [string, string][]), ...settled]);
  tx.writes(
    `UPDATE second_reviews SET state = ?, adjudication = ?, settled = ?, concluded_at = ?, final_version = ?
     WHERE second_id = ?`,
  ).run(outcome, canonicalJson(event.payload), canonicalJson([...all]), event.at, version, secondId);
}

/** Second reviews and the samples they came from. */
export const secondProjection: Projection = defineProjection([secondReviews, samples], {
  'second.asked': asked,
  'second.received': received,
  'second.taken': (tx, event) => {
    const { personId, keyId } = event.actor;
    tx.writes("UPDATE second_reviews SET state = 'taken', taken_by = ?, taken_key = ? WHERE second_id = ?").run(
      personId,
      keyId,
      event.payload.secondId,
    );
  },
  'second.released': (tx, { payload: { secondId, to } }) => {
    tx.writes('UPDATE second_reviews SET state = ?, taken_by = ?, taken_key = ? WHERE second_id = ?').run(
      ...[to ? 'taken' : 'asked', to?.personId ?? null, to?.keyId ?? null, secondId],
    );
  },
  'case.signed': signed,
  /** Opened after a newer version of the case came: the second person is at work again. */
  'case.reopened': (tx, { payload }) => {
    tx.writes("UPDATE second_reviews SET state = 'taken' WHERE second_id = ? AND state IN ('signed', 'returned')").run(
      payload.caseId,
    );
  },
  'second.adjudicated': adjudicated,
  'second.answered': (tx, event) => {
    const { secondId, outcome } = event.payload;
    tx.writes('UPDATE second_reviews SET state = ?, adjudication = ?, concluded_at = ? WHERE second_id = ?').run(
      outcome,
      canonicalJson(event.payload),
      event.at,
      secondId,
    );
  },
  'second.handed': (tx, event) => {
    const { secondId, toName } = event.payload;
    tx.writes(SET_STATE).run('handed', secondId);
    tx.writes('UPDATE second_reviews SET handed_to = ? WHERE second_id = ?').run(toName, secondId);
  },
  'case.erased': (tx, { payload }) => {
    tx.writes('DELETE FROM second_reviews WHERE case_id = ?').run(payload.caseId);
  },
  'sample.drawn': (tx, event) => {
    const { sampleId, seed, programme, blind, population, drawn } = event.payload;
    const { pass, fail } = population;
    tx.writes('INSERT INTO samples VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      ...[sampleId, seed, programme, blind ? 1 : 0, pass.length, fail.length],
      ...[canonicalJson(drawn), event.at, event.actor.personId],
    );
  },
});
