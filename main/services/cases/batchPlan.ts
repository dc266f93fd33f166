import { casesByIds, casesInScope, countScope, type SelectedCase } from '#db/queries/caseSelection.ts';
import { personNames } from '#db/queries/review.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import type { BatchAct, BatchPlan, BatchSelection } from '#shared/api/queue.ts';
import { LISTED } from '#shared/api/queue.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { MAX_ARRANGED, MAX_CONCLUDED } from '#shared/domain/queueEvents.ts';
import { type CaseResult, DECISION_TITLES } from '#shared/domain/review.ts';
import { formatMoney } from '#shared/rules/money.ts';
import type { ReviewContext } from '../review/acts.ts';
import { type OutcomePlan, planOutcomes } from '../review/batch.ts';
import { isLocked } from '../review/checklist.ts';
import { searchWords } from '../searchText.ts';
import { requireRole, type Session } from '../session.ts';
import { dueBounds } from './caseRows.ts';

interface Change {
  caseId: string;
  number: string;
  effect: string;
}

interface LeftOut {
  caseId: string;
  number: string;
  reason: string;
}

/** What an act would do to each chosen case, whole. */
export interface Planned {
  title: string;
  changes: Change[];
  leftOut: LeftOut[];
}

/** Outcomes planned before others get their turn. */
const SLICE = 10;

const nameOf = (session: Session, personId: string): string => {
  const name = personNames(session.db.read).get(personId);
  if (name === undefined) throw new Refusal('PERSON_UNKNOWN');
  return name;
};

/** `分派给王复核`: what is done, as its title and as the end of “不能…”. */
export function titleOf(session: Session, act: BatchAct): string {
  switch (act.kind) {
    case 'assign':
      return `分派给${nameOf(session, act.assignee)}`;
    case 'withdraw':
      return '撤回分派';
    case 'flag':
      return act.flagged ? '加标记' : '取消标记';
    case 'outcome':
      return `填写结论“${DECISION_TITLES[act.decision]}”`;
  }
}

/** The chosen cases by number. Refuses CASE_UNKNOWN, and BATCH_LIMIT before any of them is read. */
export function chosenCases(
  { session, catalogue, clock }: ReviewContext,
  selection: BatchSelection,
  act: BatchAct,
): SelectedCase[] {
  const { read } = session.db;
  const limit = act.kind === 'outcome' ? MAX_CONCLUDED : MAX_ARRANGED;
  const within = (count: number) => {
    if (count > limit) throw new Refusal('BATCH_LIMIT', { action: titleOf(session, act), limit, count });
  };
  if ('caseIds' in selection) {
    const wanted = new Set(selection.caseIds);
    within(wanted.size);
    const found = casesByIds(read, [...wanted]);
    if (found.length < wanted.size) throw new Refusal('CASE_UNKNOWN');
    return found;
  }
  const { filter, except } = selection;
  const scope = {
    filter,
    words: searchWords(filter.text ?? ''),
    bounds: dueBounds(catalogue, clock.now()),
    personId: session.person.personId,
  };
  within(countScope(read, scope) - except.length);
  const left = new Set(except);
  return casesInScope(read, scope).filter(({ caseId }) => !left.has(caseId));
}

type Answer = { effect: string } | { reason: string };

function arranged(one: SelectedCase, act: Exclude<BatchAct, { kind: 'outcome' }>, name: string): Answer {
  const holder = one.assigneeName ?? '未知人员';
  switch (act.kind) {
    case 'assign':
      if (isLocked(one.state)) return { reason: '已签署，不再分派' };
      if (one.assignee === act.assignee) return { reason: `已由${name}经办` };
      return { effect: one.assignee === null ? `由${name}经办` : `由${holder}改为${name}经办` };
    case 'withdraw':
      if (one.assignee === null) return { reason: '没有分派' };
      if (isLocked(one.state)) return { reason: '已签署，不再变更经办' };
      return { effect: `不再由${holder}经办` };
    case 'flag':
      if ((one.flagged === 1) === act.flagged) return { reason: act.flagged ? '已有标记' : '没有标记' };
      return { effect: act.flagged ? '加标记' : '取消标记' };
  }
}

/** What assigning, withdrawing or flagging would do. ROLE_FORBIDDEN, CERTIFICATE_NEEDED, PERSON_UNKNOWN. */
export function planArranging(
  { session }: ReviewContext,
  cases: readonly SelectedCase[],
  act: Exclude<BatchAct, { kind: 'outcome' }>,
): Planned {
  if (act.kind !== 'flag') requireRole(session, ['reviewer', 'approver', 'secretary'], '分派案卷');
  const name = act.kind === 'assign' ? nameOf(session, act.assignee) : '';
  const planned: Planned = { title: titleOf(session, act), changes: [], leftOut: [] };
  for (const one of cases) {
    const { caseId, number } = one;
    const answer = arranged(one, act, name);
    if ('effect' in answer) planned.changes.push({ caseId, number, ...answer });
    else planned.leftOut.push({ caseId, number, ...answer });
  }
  return planned;
}

function resultWords({ decision, amount, supplement }: CaseResult): string {
  if (amount) return `${DECISION_TITLES[decision]}，${formatMoney(amount.totalFen)}`;
  if (supplement) return `${DECISION_TITLES[decision]}，补正 ${supplement.items.length} 项`;
  return DECISION_TITLES[decision];
}

export function outcomesPlanned(title: string, { ready, leftOut }: OutcomePlan): Planned {
  return {
    title,
    changes: ready.map(({ caseId, number, result }) => ({ caseId, number, effect: resultWords(result) })),
    leftOut: leftOut.map(({ caseId, number, reason }) => ({ caseId, number: number ?? caseId, reason })),
  };
}

/** What saving one decision for many cases would do; other requests get their turn in between. */
export async function planConcluding(
  context: ReviewContext,
  cases: readonly SelectedCase[],
  act: Extract<BatchAct, { kind: 'outcome' }>,
): Promise<Planned> {
  const made: OutcomePlan = { ready: [], leftOut: [] };
  for (let at = 0; at < cases.length; at += SLICE) {
    const ids = cases.slice(at, at + SLICE).map(({ caseId }) => caseId);
    const { ready, leftOut } = planOutcomes(context, ids, act.decision);
    made.ready.push(...ready);
    made.leftOut.push(...leftOut);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return outcomesPlanned(titleOf(context.session, act), made);
}

/** Of exactly these changes to these cases. */
export const digestOf = ({ title, changes }: Planned): string =>
  sha256Hex(canonicalJson([title, ...changes.map(({ caseId, effect }) => [caseId, effect])]));

/** The plan as a screen shows it: counts of all, the first rows of each part. */
export function planView(planned: Planned): BatchPlan {
  const { title, changes, leftOut } = planned;
  const reasons = new Map<string, number>();
  for (const { reason } of leftOut) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return {
    title,
    count: changes.length,
    changes: changes.slice(0, LISTED),
    leftOutCount: leftOut.length,
    leftOut: leftOut.slice(0, LISTED),
    reasons: [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
    digest: digestOf(planned),
  };
}
