/** Acts on many cases at once: checked first, done as one, taken back as one. */
import type { WritableDb } from '#db/database.ts';
import { newId } from '#db/ids.ts';
import { type BatchRow, deskOf, findBatch, lastBatch } from '#db/queries/batches.ts';
import { lastAct, personNames } from '#db/queries/review.ts';
import type { BatchAct, BatchPlan, BatchSelection, BatchView } from '#shared/api/queue.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventInput, EventPayload } from '#shared/domain/events.ts';
import { DECISION_TITLES } from '#shared/domain/review.ts';
import type { ReviewContext } from '../review/acts.ts';
import { saveOutcomes } from '../review/batch.ts';
import type { Session } from '../session.ts';
import { wellFormed } from '../wellFormed.ts';
import {
  chosenCases,
  digestOf,
  outcomesPlanned,
  type Planned,
  planArranging,
  planConcluding,
  planView,
  titleOf,
} from './batchPlan.ts';
import { localDay } from './caseRows.ts';

/** The check before a batch: nothing is changed. BATCH_LIMIT, CASE_UNKNOWN, PERSON_UNKNOWN, ROLE_FORBIDDEN, CERTIFICATE_NEEDED. */
export async function planBatch(context: ReviewContext, cases: BatchSelection, act: BatchAct): Promise<BatchPlan> {
  const chosen = chosenCases(context, cases, act);
  const planned =
    act.kind === 'outcome' ? await planConcluding(context, chosen, act) : planArranging(context, chosen, act);
  return planView(planned);
}

/** What was planned and confirmed, or nothing. */
function assertPlanned(session: Session, act: BatchAct, planned: Planned, digest: string): void {
  if (planned.changes.length === 0) throw new Refusal('BATCH_EMPTY', { action: titleOf(session, act) });
  if (digestOf(planned) !== digest) throw new Refusal('BATCH_CHANGED');
}

/** Does what was planned in one transaction. Refuses BATCH_EMPTY, BATCH_CHANGED and what the check refuses. */
export function runBatch(
  context: ReviewContext,
  { cases, act, digest }: { cases: BatchSelection; act: BatchAct; digest: string },
): BatchView {
  const { session, clock } = context;
  const { db, journal, actor } = session;
  const batchId = newId(clock.now());
  db.write((tx) => {
    const chosen = chosenCases(context, cases, act);
    const record = (event: EventInput) => journal.record(tx, { ...wellFormed(event), actor });
    if (act.kind === 'outcome') {
      const made = saveOutcomes(
        context,
        chosen.map(({ caseId }) => caseId),
        act.decision,
      );
      assertPlanned(session, act, outcomesPlanned(titleOf(session, act), made), digest);
      record(concluded(tx, session, batchId, act.decision, made.ready));
      return;
    }
    const planned = planArranging(context, chosen, act);
    assertPlanned(session, act, planned, digest);
    const caseIds = planned.changes.map(({ caseId }) => caseId);
    record(arranging(session, batchId, act, caseIds));
  });
  return batchView(findBatch(db.read, batchId)!);
}

function arranging(
  session: Session,
  batchId: string,
  act: Exclude<BatchAct, { kind: 'outcome' }>,
  cases: string[],
): EventInput {
  if (act.kind === 'flag') return { type: 'cases.flagged', payload: { batchId, flagged: act.flagged, cases } };
  if (act.kind === 'withdraw') return { type: 'cases.assigned', payload: { batchId, assignee: null, cases } };
  const name = personNames(session.db.read).get(act.assignee)!;
  return { type: 'cases.assigned', payload: { batchId, assignee: { personId: act.assignee, name }, cases } };
}

/** Names the outcomes just saved by their places in the journal. */
function concluded(
  tx: WritableDb,
  { journal, person }: Session,
  batchId: string,
  decision: EventPayload<'cases.concluded'>['decision'],
  ready: readonly { caseId: string }[],
): EventInput {
  const cases = ready.map(({ caseId }) => {
    const act = lastAct(tx, journal.stream, caseId, person.personId);
    if (!act) throw new Error(`the outcome of ${caseId} was not kept`);
    return { caseId, seq: act.seq };
  });
  return { type: 'cases.concluded', payload: { batchId, decision, cases } };
}

function batchView({ batchId, kind, at, act }: BatchRow): BatchView {
  const payload = JSON.parse(act) as EventPayload<'cases.assigned' | 'cases.flagged' | 'cases.concluded'>;
  return { batchId, kind, at, count: payload.cases.length, title: doneTitle(payload) };
}

function doneTitle(payload: EventPayload<'cases.assigned' | 'cases.flagged' | 'cases.concluded'>): string {
  if ('decision' in payload) return `填写结论“${DECISION_TITLES[payload.decision]}”`;
  if ('flagged' in payload) return payload.flagged ? '加标记' : '取消标记';
  return payload.assignee ? `分派给${payload.assignee.name}` : '撤回分派';
}

/** The newest batch of the person at work, on this day. */
export function lastBatchOf({ session, clock }: ReviewContext): BatchView | null {
  const since = new Date(Date.parse(`${localDay(clock.now())}T00:00:00+08:00`)).toISOString();
  const row = lastBatch(session.db.read, session.journal.stream, session.person.personId, since);
  return row ? batchView(row) : null;
}

/** Cases that are still as the batch left them, with the event to take back where each has its own. */
function stillAsLeft({ db, journal, person }: Session, row: BatchRow): { caseId: string; seq: number | null }[] {
  if (row.kind === 'outcome') {
    const { cases } = JSON.parse(row.act) as EventPayload<'cases.concluded'>;
    return cases.filter(({ caseId, seq }) => lastAct(db.read, journal.stream, caseId, person.personId)?.seq === seq);
  }
  const payload = JSON.parse(row.act) as EventPayload<'cases.assigned' | 'cases.flagged'>;
  const desk = deskOf(db.read, payload.cases);
  const kept = (caseId: string) => {
    const now = desk.get(caseId);
    return 'flagged' in payload
      ? (now?.flagged === 1) === payload.flagged
      : (now?.assignee ?? null) === (payload.assignee?.personId ?? null);
  };
  return payload.cases.filter(kept).map((caseId) => ({ caseId, seq: null }));
}

/** Takes a batch back as one; cases that somebody changed since stay as they are. Refuses BATCH_UNKNOWN. */
export function undoBatch(
  { session }: ReviewContext,
  batchId: string,
): { title: string; done: number; leftOut: number } {
  const { db, journal, actor, person } = session;
  const row = findBatch(db.read, batchId);
  const own = row?.undone === 0 && row.stream === journal.stream && row.personId === person.personId;
  if (!row || !own) throw new Refusal('BATCH_UNKNOWN');
  const { title, count } = batchView(row);
  const left = stillAsLeft(session, row);
  if (left.length === 0) throw new Refusal('BATCH_UNKNOWN');
  db.write((tx) => {
    for (const { caseId, seq } of left) {
      if (seq !== null) journal.record(tx, { type: 'undo', payload: { caseId, seq }, actor });
    }
    const cases = left.map(({ caseId }) => caseId);
    journal.record(tx, { type: 'cases.takenBack', payload: { batchId, kind: row.kind, cases }, actor });
  });
  return { title, done: left.length, leftOut: count - left.length };
}
