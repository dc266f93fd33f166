import { dayNumber, fromDayNumber, type IsoDate, weekday } from './dates.ts';
import type { CalendarFile } from './factSchema.ts';

/** Working days by the State Council's arrangements. A year that is not on file is never guessed at. */
export interface WorkCalendar {
  /** Null: the year is not covered. */
  isWorkingDay(date: IsoDate): boolean | null;
  /** Years on file, ascending. */
  readonly years: readonly number[];
}

/** What is wrong with calendar files: dates outside their year, worked days that are no weekend, both at once, years twice. */
export function calendarProblems(files: readonly CalendarFile[]): string[] {
  const problems: string[] = [];
  const seen = new Set<number>();
  for (const file of files) {
    if (seen.has(file.year)) problems.push(`calendar ${file.year}: twice`);
    seen.add(file.year);
    const off = file.holidays.flatMap((holiday) => holiday.off);
    const work = file.holidays.flatMap((holiday) => holiday.work);
    for (const date of [...off, ...work]) {
      if (!date.startsWith(`${file.year}-`)) problems.push(`calendar ${file.year}: ${date} lies in another year`);
    }
    for (const date of work) {
      if (weekday(date) < 6) problems.push(`calendar ${file.year}: ${date} is listed as worked, but is no weekend`);
      if (off.includes(date)) problems.push(`calendar ${file.year}: ${date} is both off and worked`);
    }
    for (const [index, date] of off.entries()) {
      if (off.indexOf(date) !== index) problems.push(`calendar ${file.year}: ${date} is listed twice`);
    }
  }
  return problems;
}

export function makeWorkCalendar(files: readonly CalendarFile[]): WorkCalendar {
  const off = new Set(files.flatMap((file) => file.holidays.flatMap((holiday) => holiday.off)));
  const worked = new Set(files.flatMap((file) => file.holidays.flatMap((holiday) => holiday.work)));
  const covered = new Set(files.map((file) => file.year));
  return {
    years: [...covered].sort((a, b) => a - b),
    isWorkingDay(date) {
      if (!covered.has(Number(date.slice(0, 4)))) return null;
      if (worked.has(date)) return true;
      return weekday(date) < 6 && !off.has(date);
    },
  };
}

/** The n-th working day after `from` (which is not counted), or the first year that is missing. */
export function addWorkingDays(
  calendar: WorkCalendar,
  from: IsoDate,
  n: number,
): { date: IsoDate } | { uncovered: number } {
  let day = dayNumber(from);
  let left = n;
  while (left > 0) {
    day += 1;
    const date = fromDayNumber(day);
    const working = calendar.isWorkingDay(date);
    if (working === null) return { uncovered: Number(date.slice(0, 4)) };
    if (working) left -= 1;
  }
  return { date: fromDayNumber(day) };
}

/** The day itself, or the first working day after it. */
export function nextWorkingDay(calendar: WorkCalendar, date: IsoDate): { date: IsoDate } | { uncovered: number } {
  const working = calendar.isWorkingDay(date);
  if (working === null) return { uncovered: Number(date.slice(0, 4)) };
  return working ? { date } : addWorkingDays(calendar, date, 1);
}

/**
 * Working days left: those after `from` up to and including `to`; negative (those after `to` up to `from`) when the day has
 * passed; null where a day in between is not covered.
 */
export function workingDaysBetween(calendar: WorkCalendar, from: IsoDate, to: IsoDate): number | null {
  if (to < from) {
    const late = workingDaysBetween(calendar, to, from);
    return late === null ? null : -late;
  }
  let count = 0;
  for (let day = dayNumber(from) + 1; day <= dayNumber(to); day++) {
    const working = calendar.isWorkingDay(fromDayNumber(day));
    if (working === null) return null;
    if (working) count += 1;
  }
  return count;
}
