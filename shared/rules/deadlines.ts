import { dateParts, type IsoDate, moveDate, parseDate } from './dates.ts';
import type { Deadline, EVENTS } from './programmeParts.ts';
import { addWorkingDays, nextWorkingDay, type WorkCalendar } from './workCalendar.ts';

/**
 * When something is due. The first day is not counted; a period that ends on a day off ends on the next working day; months
 * end on the same day or the last of the month. `needsHuman`: the calendar does not reach that far; no date is guessed.
 */
export type Due =
  | { state: 'due'; date: IsoDate; sentence: string }
  /** A yearly window or an open period between two days. */
  | { state: 'window'; from: IsoDate; to: IsoDate; sentence: string }
  | { state: 'needsDate'; event: string; sentence: string }
  | { state: 'needsHuman'; sentence: string };

export interface Period {
  n: number;
  unit: 'workingDay' | 'day' | 'month' | 'year';
}

const UNIT_WORDS = { workingDay: '个工作日', day: '日', month: '个月', year: '年' } as const;
export const formatPeriod = ({ n, unit }: Period): string => `${n} ${UNIT_WORDS[unit]}`;

const uncovered = (year: number, how: string): Due => ({
  state: 'needsHuman',
  sentence: `${how}；${year} 年放假和调休安排尚未收录，需人工核定`,
});

/** The last day of a period that starts after `start`. */
export function periodEnd(calendar: WorkCalendar, start: IsoDate, period: Period): Due {
  const how = `自 ${start} 的次日起算 ${formatPeriod(period)}`;
  if (period.unit === 'workingDay') {
    const end = addWorkingDays(calendar, start, period.n);
    if ('uncovered' in end) return uncovered(end.uncovered, how);
    return { state: 'due', date: end.date, sentence: `${how}，至 ${end.date}` };
  }
  const offset = { day: { days: period.n }, month: { months: period.n }, year: { years: period.n } }[period.unit];
  const last = moveDate(start, offset);
  const end = nextWorkingDay(calendar, last);
  if ('uncovered' in end) return uncovered(end.uncovered, `${how}，期满日遇节假日顺延`);
  const moved = end.date === last ? '' : `，${last} 为休息日，顺延`;
  return { state: 'due', date: end.date, sentence: `${how}${moved}至 ${end.date}` };
}

/** Names of the events a deadline can count from, besides steps. */
export const EVENT_TITLES: Readonly<Record<string, string>> = {
  submitted: '提交申报',
  accepted: '受理',
  noticeEnd: '公示期满',
  approved: '批准',
  agreed: '签订协议',
  paid: '拨付',
  midterm: '中期评估',
  managementEnd: '管理期满',
} satisfies Record<(typeof EVENTS)[number], string>;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The day of that month, or the month's last day where it has no such day. */
export function dayIn(year: number, month: number, day: number): IsoDate {
  const first = `${year}-${twoDigits(month)}-01`;
  const wanted = parseDate(`${year}-${twoDigits(month)}-${twoDigits(day)}`);
  return wanted ?? moveDate(moveDate(first, { months: 1 }), { days: -1 });
}

function yearly(start: IsoDate, month: number, day: number): IsoDate {
  const { y } = dateParts(start);
  const thisYear = dayIn(y, month, day);
  return thisYear >= start ? thisYear : dayIn(y + 1, month, day);
}

/**
 * When a deadline of the catalogue falls. `dates`: what has happened when, by step id or event; `on`: the day from which
 * yearly dates are looked for; `titles`: names of the steps.
 */
export function dueDate(
  deadline: Deadline,
  dates: Readonly<Record<string, IsoDate>>,
  on: IsoDate,
  calendar: WorkCalendar,
  titles: Readonly<Record<string, string>> = {},
): Due {
  if (deadline.yearly !== undefined) {
    const date = yearly(on, deadline.yearly.month, deadline.yearly.day);
    return {
      state: 'due',
      date,
      sentence: `每年 ${deadline.yearly.month} 月 ${deadline.yearly.day} 日前，本期至 ${date}`,
    };
  }
  if (deadline.window !== undefined) {
    const to = yearly(on, deadline.window.to.month, deadline.window.to.day);
    const starts = dayIn(dateParts(to).y, deadline.window.from.month, deadline.window.from.day);
    const from =
      starts <= to ? starts : dayIn(dateParts(to).y - 1, deadline.window.from.month, deadline.window.from.day);
    return { state: 'window', from, to, sentence: `本期办理时间 ${from} 至 ${to}` };
  }
  const event = deadline.within?.from ?? deadline.monthly!.from;
  const start = dates[event];
  if (start === undefined)
    return {
      state: 'needsDate',
      event,
      sentence: `尚未登记“${titles[event] ?? EVENT_TITLES[event] ?? event}”的日期，期限待算`,
    };
  if (deadline.within !== undefined) return periodEnd(calendar, start, deadline.within);
  const { y, m } = dateParts(moveDate(`${start.slice(0, 7)}-01`, { months: deadline.monthly!.monthsAfter }));
  const date = dayIn(y, m, deadline.monthly!.day);
  return {
    state: 'due',
    date,
    sentence: `${start} 所在月之后第 ${deadline.monthly!.monthsAfter} 个月的 ${deadline.monthly!.day} 日，即 ${date}`,
  };
}
