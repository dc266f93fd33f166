import type { WritableDb } from '#db/database.ts';
import { defineProjection } from '#db/projections.ts';
import { policyDecisions } from '#db/schema/policies.ts';
import type { StoredEvent } from '#shared/domain/journal.ts';

const PUT = 'INSERT INTO policy_decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)';

function put(
  tx: WritableDb,
  event: StoredEvent<'policy.activated' | 'policy.rolledBack'>,
  kind: 'activated' | 'rolledBack',
  reason: string,
): void {
  const { stream, seq, at, actor, payload } = event;
  const { number, sha256, from } = payload;
  tx.writes(PUT).run(stream, seq, kind, number, sha256, from, reason, actor.personId, at);
}

/** Which catalogue was put in force from which day. */
export const policyProjection = defineProjection([policyDecisions], {
  'policy.activated': (tx, event) => put(tx, event, 'activated', ''),
  'policy.rolledBack': (tx, event) => put(tx, event, 'rolledBack', event.payload.reason),
});
