import { countHits, type DecidedHitRow, findHit, hitsOfCase, listHits } from '#db/queries/crosscheck.ts';
import { countPages } from '#db/queries/pages.ts';
import type { Handlers } from '#shared/api/contract.ts';
import { type CrossState, crossDecisionProblem, isOpenHit } from '#shared/domain/crossCheck.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { loadCase } from '../cases/caseView.ts';
import type { Rules } from '../policies/rules.ts';
import { requireRole, type Session } from '../session.ts';
import type { TaskList } from '../tasks.ts';
import { wellFormed } from '../wellFormed.ts';
import { checkCase } from './check.ts';
import type { CrossChecks } from './checks.ts';
import { speaksAgainst } from './ofReview.ts';
import { PAGES_PROFILE, readPages } from './readPages.ts';
import { hitOf, hitView } from './view.ts';

export interface CrosscheckContext {
  session: () => Session;
  rules: Rules;
  checks: CrossChecks;
  tasks: TaskList;
  changed: () => void;
}

const STATES: Record<'open' | 'confirmed' | 'dismissed', readonly CrossState[]> = {
  open: ['open', 'changed'],
  confirmed: ['confirmed'],
  dismissed: ['dismissed'],
};

function requireHit(session: Session, hitId: string): DecidedHitRow {
  const row = findHit(session.db.read, hitId);
  if (!row) throw new Refusal('CROSS_UNKNOWN');
  return row;
}

export function crosscheckHandlers({
  session,
  rules,
  checks,
  tasks,
  changed,
}: CrosscheckContext): Handlers['crosscheck'] {
  const record = (payload: EventPayload<'crossCheck.decided'>) => {
    const { db, journal, actor } = session();
    db.write((tx) => journal.record(tx, { type: 'crossCheck.decided', payload: wellFormed(payload), actor }));
    changed();
    return hitView(session(), rules.current(), requireHit(session(), payload.hitId));
  };
  const about = ({ hitId, kind, caseA, caseB, evidence }: DecidedHitRow) => ({
    ...{ hitId, kind, evidence, cases: [...new Set([caseA, caseB])] },
  });
  return {
    ofCase: ({ caseId }) => {
      const [now, catalogue] = [session(), rules.current()];
      loadCase(now, caseId);
      checkCase(now, catalogue, caseId);
      const rows = hitsOfCase(now.db.read, caseId);
      const open = rows.filter(({ state }) => isOpenHit(state));
      return {
        hits: rows.map((row) => hitView(now, catalogue, row)),
        open: open.length,
        blocking: open.filter((row) => speaksAgainst(row, caseId)).length,
        running: checks.running(),
      };
    },
    list: ({ kind, state, offset, limit }) => {
      const [{ db }, catalogue] = [session(), rules.current()];
      // What acts have changed since; done when nothing has.
      if (offset === 0) void checks.begin();
      const counts = countHits(db.read).map(({ n, ...one }) => ({ ...one, count: n }));
      const states = state ? STATES[state] : [];
      const fits = counts.filter(
        (one) => (!kind || one.kind === kind) && (states.length === 0 || states.includes(one.state)),
      );
      return {
        hits: listHits(db.read, { kind, states }, offset, limit).map((row) => hitView(session(), catalogue, row)),
        total: fits.reduce((sum, { count }) => sum + count, 0),
        counts,
        running: checks.running(),
      };
    },
    decide: ({ hitId, evidence, decision, reason, note }) => {
      requireRole(session(), ['reviewer', 'approver'], '处理交叉核查命中');
      const row = requireHit(session(), hitId);
      if (row.evidence !== evidence) throw new Refusal('CROSS_CHANGED');
      const problem = crossDecisionProblem(decision, reason, note);
      if (problem) throw new Refusal('CROSS_DECISION', { reason: problem });
      const { summary } = hitOf(row);
      return record({ ...about(row), taken: true, decision, reason, note: note.trim(), summary });
    },
    withdraw: ({ hitId }) => {
      requireRole(session(), ['reviewer', 'approver'], '处理交叉核查命中');
      const row = requireHit(session(), hitId);
      if (row.decision === null) return hitView(session(), rules.current(), row);
      return record({ ...about(row), taken: false });
    },
    check: () => {
      session();
      checks.restart();
      return { running: checks.running() };
    },
    cancel: async () => {
      await checks.stop();
      return { running: checks.running() };
    },
    pageState: () => countPages(session().db.read, PAGES_PROFILE),
    comparePages: () => {
      const now = session();
      return tasks.start('pages', '全部案卷', async (report, signal) => {
        try {
          const pagesReport = await readPages(now, { report, signal });
          await checks.within(signal);
          return { pagesReport };
        } finally {
          changed();
        }
      });
    },
  };
}
