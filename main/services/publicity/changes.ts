import { type EntryRow, type PublicityRow, publicityEntries } from '#db/queries/publicity.ts';
import type { publicityApi } from '#shared/api/publicity.ts';
import type { ParsedOf } from '#shared/api/route.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventInput } from '#shared/domain/events.ts';
import { daysBetween } from '#shared/rules/dates.ts';
import { formatPeriod, periodEnd } from '#shared/rules/deadlines.ts';
import { workingDaysBetween } from '#shared/rules/workCalendar.ts';
import type { ReadContext } from '../documents/summary.ts';
import { officeDay } from '../policies/rules.ts';
import { requirePublicity } from './view.ts';

type Input<R extends keyof typeof publicityApi> = ParsedOf<(typeof publicityApi)[R]>;

/** Refuses PUBLICITY_UNKNOWN, PUBLICITY_STATE (closed or cancelled). */
export function requireOpenNotice(context: ReadContext, publicityId: string, action: string): PublicityRow {
  const row = requirePublicity(context, publicityId);
  if (row.state === 'open') return row;
  const problem = row.state === 'closed' ? '已经办结' : '已经取消';
  throw new Refusal('PUBLICITY_STATE', { title: row.title, problem, action, advice: '如需改动，请另行公示' });
}

const onList = (context: ReadContext, publicityId: string): EntryRow[] =>
  publicityEntries(context.session.db.read, publicityId).filter(({ removedOn }) => removedOn === null);

/** Refuses CASE_UNKNOWN where the case does not stand on the list. */
export function requireListed(context: ReadContext, publicityId: string, caseId: string): void {
  if (!onList(context, publicityId).some((entry) => entry.caseId === caseId)) throw new Refusal('CASE_UNKNOWN');
}

/** So many days after the day it ended so far, in the unit it was put up with. An ended period is not taken up again. */
export function extendEvent(
  context: ReadContext,
  { publicityId, days, endsOn: byHand, reason }: Input<'extend'>,
): EventInput {
  const action = '延长';
  const { title, startsOn, endsOn: until, period } = requireOpenNotice(context, publicityId, action);
  if (officeDay(context.session) > until) {
    throw new Refusal('PUBLICITY_STATE', {
      title,
      problem: `已于 ${until} 期满`,
      action,
      advice: '如需继续公示，请另行发布',
    });
  }
  const { calendar } = context.catalogue;
  const unit = period.includes('工作日') ? 'workingDay' : 'day';
  const end = periodEnd(calendar, until, { n: days, unit });
  const computed = end.state === 'due' ? end.date : null;
  if (computed !== null && byHand !== null && byHand !== computed) {
    throw new Refusal('PUBLICITY_PERIOD', { reason: `按工作日历截止于 ${computed}` });
  }
  const endsOn = computed ?? byHand;
  if (endsOn === null) throw new Refusal('CALENDAR_UNCOVERED', { year: Number(until.slice(0, 4)) + 1 });
  if (endsOn <= until) throw new Refusal('PUBLICITY_PERIOD', { reason: '延长后的截止日早于原来的' });
  const n = unit === 'day' ? daysBetween(startsOn, endsOn) : workingDaysBetween(calendar, startsOn, endsOn);
  const words =
    n === null ? `${period}，延长 ${formatPeriod({ n: days, unit })}`.slice(0, 60) : formatPeriod({ n, unit });
  return { type: 'publicity.extended', payload: { publicityId, endsOn, period: words, reason } };
}

/** Takes a case off the list. A notice over nobody is none: the last one goes with the notice. */
export function removeEvent(context: ReadContext, { publicityId, caseId, reason }: Input<'remove'>): EventInput {
  const action = '移出名单';
  const { title } = requireOpenNotice(context, publicityId, action);
  requireListed(context, publicityId, caseId);
  if (onList(context, publicityId).length === 1) {
    throw new Refusal('PUBLICITY_STATE', { title, problem: '名单上只有这一件', action, advice: '请改为取消公示' });
  }
  const removedOn = officeDay(context.session);
  return { type: 'publicity.removed', payload: { publicityId, caseId, removedOn, reason } };
}
