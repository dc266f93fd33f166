import type { Catalogue } from '#shared/rules/catalogue.ts';
import { dayNumber, fromDayNumber, type IsoDate } from '#shared/rules/dates.ts';

type Calendar = Catalogue['calendar'];

/** Working days after one day up to and including another, negative when it has passed; null where the calendar has a gap. */
type CountWorkingDays = (from: IsoDate, to: IsoDate) => number | null;

const counters = new WeakMap<Calendar, CountWorkingDays>();

/**
 * The same answers as `workingDaysBetween`, from a table made once per calendar: a page of the queue asks for hundreds of cases, some
 * of them years overdue.
 */
export function workingDayCounter(calendar: Calendar): CountWorkingDays {
  const known = counters.get(calendar) ?? makeCounter(calendar);
  counters.set(calendar, known);
  return known;
}

function makeCounter(calendar: Calendar): CountWorkingDays {
  const { years } = calendar;
  const start = dayNumber(`${years[0] ?? 1970}-01-01`);
  const end = dayNumber(`${(years.at(-1) ?? 1969) + 1}-01-01`);
  // Of the days before each day: how many are worked, and how many are not on file.
  const worked = new Int32Array(end - start + 1);
  const missing = new Int32Array(end - start + 1);
  for (let day = start; day < end; day++) {
    const working = calendar.isWorkingDay(fromDayNumber(day));
    const at = day - start;
    worked[at + 1] = worked[at]! + (working === true ? 1 : 0);
    missing[at + 1] = missing[at]! + (working === null ? 1 : 0);
  }
  const between = (from: number, to: number): number | null => {
    if (from === to) return 0;
    if (from + 1 < start || to >= end) return null;
    const [first, last] = [from + 1 - start, to + 1 - start];
    return missing[last] === missing[first] ? worked[last]! - worked[first]! : null;
  };
  return (from, to) => {
    const late = to < from;
    const count = late ? between(dayNumber(to), dayNumber(from)) : between(dayNumber(from), dayNumber(to));
    return count !== null && late && count !== 0 ? -count : count;
  };
}
