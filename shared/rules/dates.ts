import { Temporal } from 'temporal-polyfill';

/** Calendar days are ISO strings (`2023-05-10`) everywhere: they compare as text. */
export type IsoDate = string;

export interface DateOffset {
  years?: number | undefined;
  months?: number | undefined;
  days?: number | undefined;
}

/** The day if it exists and is spelled `YYYY-MM-DD` between 1900 and 2199, else null. */
export function parseDate(text: string): IsoDate | null {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return null;
  const day = dayNumber(text);
  return Number.isNaN(day) || fromDayNumber(day) !== text ? null : text;
}

/** Years and months first, clamped to the end of the month, then days. */
export function moveDate(date: IsoDate, offset: DateOffset): IsoDate {
  const { years = 0, months = 0, days = 0 } = offset;
  return Temporal.PlainDate.from(date).add({ years, months }).add({ days }).toString();
}

interface Parts {
  y: number;
  m: number;
  d: number;
}

export function dateParts(date: IsoDate): Parts {
  return { y: Number(date.slice(0, 4)), m: Number(date.slice(5, 7)), d: Number(date.slice(8, 10)) };
}

/** Age in 周岁 on a day: the birthday counts; who was born on 29 February is a year older on 1 March of common years. */
export function ageOn(birth: IsoDate, on: IsoDate): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Days since 1970-01-01. */
export function dayNumber(date: IsoDate): number {
  const { y, m, d } = dateParts(date);
  return Date.UTC(y, m - 1, d) / 86_400_000;
}

export function fromDayNumber(days: number): IsoDate {
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

/** 1 Monday … 7 Sunday. */
export const weekday = (date: IsoDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

const lastDayOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/**
 * Whole months from one day to another: the largest n for which `from` moved n months (month ends clamped) does not lie after
 * `to`, so 31 January to 28 February is one month. Negative when `to` is earlier.
 */
export function monthsBetween(from: IsoDate, to: IsoDate): number {
  if (to < from) return -monthsBetween(to, from);
  const a = dateParts(from);
  const b = dateParts(to);
  const months = (b.y - a.y) * 12 + (b.m - a.m);
  return Math.min(a.d, lastDayOf(b.y, b.m)) > b.d ? months - 1 : months;
}

/** Whole years from one day to another, as for months. */
export const yearsBetween = (from: IsoDate, to: IsoDate): number => Math.trunc(monthsBetween(from, to) / 12);
