import { placeOfCase } from '#db/queries/caseSelection.ts';
import { findCase } from '#db/queries/cases.ts';
import { forgetSkips, keepSkip, skippedBy } from '#db/queries/skips.ts';
import type { Handlers } from '#shared/api/contract.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { ReviewContext } from '../review/acts.ts';
import { searchWords } from '../searchText.ts';
import { lastBatchOf, planBatch, runBatch, undoBatch } from './batch.ts';
import { dueBounds } from './caseRows.ts';

export interface QueueContext {
  context: () => ReviewContext;
  changed: () => void;
}

export function queueHandlers({ context, changed }: QueueContext): Handlers['queue'] {
  const act = <T>(result: T): T => {
    changed();
    return result;
  };
  return {
    plan: ({ cases, act }) => planBatch(context(), cases, act),
    run: (input) => act(runBatch(context(), input)),
    last: () => ({ batch: lastBatchOf(context()) }),
    undo: ({ batchId }) => act(undoBatch(context(), batchId)),
    skip: ({ caseId, skipped }) => {
      const { session } = context();
      const { db, person } = session;
      if (!findCase(db.read, caseId)) throw new Refusal('CASE_UNKNOWN');
      db.write((tx) => keepSkip(tx, person.personId, caseId, skipped, session.trustedNow()));
      return act({});
    },
    skipped: () => {
      const { db, person } = context().session;
      return { caseIds: skippedBy(db.read, person.personId) };
    },
    unskipAll: () => {
      const { db, person } = context().session;
      db.write((tx) => forgetSkips(tx, person.personId));
      return act({});
    },
    place: ({ caseId, filter, sort }) => {
      const { session, catalogue, clock } = context();
      const { read } = session.db;
      const words = searchWords(filter.text ?? '');
      const bounds = dueBounds(catalogue, clock.now());
      const { personId } = session.person;
      const place = placeOfCase(read, { filter, words, bounds, personId }, sort, caseId);
      if (place) return place;
      // A second review stands in a list of its own.
      if (findCase(read, caseId)) return { before: 0, total: 0, previous: null, next: null, nextOpen: null };
      throw new Refusal('CASE_UNKNOWN');
    },
  };
}
