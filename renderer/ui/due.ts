import type { DueBucket } from '#shared/api/cases.ts';
import type { CaseState } from '#shared/domain/review.ts';

export const DUE_TITLES: Record<DueBucket, string> = {
  overdue: '已逾期',
  today: '今日到期',
  week: '本周到期',
  later: '以后到期',
  manual: '期限需人工核定',
  none: '无期限',
};

/** The working days left in words. A deadline before or on a day off leaves 0 of them without being today. */
export function dueWords(due: DueBucket, daysLeft: number | null): string {
  if (due === 'none') return '无期限';
  if (due === 'manual' || daysLeft === null) return '需人工核定';
  if (due === 'overdue') return daysLeft < 0 ? `逾期 ${-daysLeft} 天` : '已逾期';
  if (due === 'today') return '今日到期';
  return daysLeft > 0 ? `剩 ${daysLeft} 天` : '不足 1 天';
}

/** Signed, whether or not the centre has it: the deadline no longer presses. */
export const isSettled = (state: CaseState): boolean => state !== 'new' && state !== 'reviewing';

/** Working days a full bar stands for. */
const FULL_BAR = 20;

/** Share of the bar that is filled: what is left of 20 working days; an overdue case shows a full bar. */
export function dueShare(due: DueBucket, daysLeft: number | null): number {
  if (due === 'overdue') return 1;
  if (daysLeft === null || due === 'none' || due === 'manual') return 0;
  return Math.min(1, Math.max(0.04, daysLeft / FULL_BAR));
}
