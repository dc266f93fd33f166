/** Days as shares of a span, for bars on one line. */

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

export interface Period {
  from: string;
  /** Null: no end is set. */
  to: string | null;
}

export interface Span {
  first: string;
  last: string;
  /** First days of years within, every one or every few. */
  years: { year: number; at: number }[];
  /** Share of the span, 0 to 1, at which a day lies; days outside lie at its ends. */
  at(day: string): number;
}

const MAX_YEARS = 10;

/** From the year before the first period to the year after the last day named. */
export function spanOf(periods: readonly Period[], on: string): Span {
  const days = [on, ...periods.flatMap((one) => [one.from, one.to ?? one.from])].sort();
  const begin = Number(days[0]!.slice(0, 4));
  const end = Number(days.at(-1)!.slice(0, 4)) + 1;
  const [first, last] = [`${begin}-01-01`, `${end}-01-01`];
  const length = dayNumber(last) - dayNumber(first);
  const at = (day: string) => Math.min(1, Math.max(0, (dayNumber(day) - dayNumber(first)) / length));
  const step = Math.ceil((end - begin) / MAX_YEARS);
  const years = Array.from({ length: Math.ceil((end - begin) / step) }, (_, i) => begin + i * step);
  return { first, last, at, years: years.map((year) => ({ year, at: at(`${year}-01-01`) })) };
}
