import type { Programme } from './schema.ts';

/** The last thing a programme still has to do with an applicant after the outcome. */
export interface Obligation {
  /** Months after the event it is counted from; that event is taken to be the outcome. */
  months: number;
  /** What ends then, as the catalogue titles it. */
  title: string;
}

const MONTHS = { month: 1, year: 12 } as const;
const MONTHS_OF_PERIOD: Record<string, number> = { month: 1, year: 12, schoolYear: 12 };

const applies = ({ tracks }: { tracks?: readonly string[] | undefined }, track: string | null): boolean =>
  tracks === undefined || track === null || tracks.includes(track);

/**
 * The instalment, subsidy or duty with a term (assessment, return, renewal) that comes last; `null` where the programme gives none.
 * Duties that only recur, and those that follow from misconduct alone, have no end to count to.
 */
export function lastObligation({ support, duties }: Programme, track: string | null): Obligation | null {
  const paid = support
    .filter((one) => applies(one, track))
    .flatMap(({ name, instalments, recurring }): Obligation[] => {
      const parts = instalments.map((one) => ({ months: one.monthsAfter ?? 0, title: `${name}（${one.title}）` }));
      const period = recurring ? MONTHS_OF_PERIOD[recurring.per] : undefined;
      const most = recurring?.most;
      if (period === undefined || most === undefined) return parts;
      return [
        ...parts,
        { months: period * most, title: `${name}（最长 ${most} ${recurring?.per === 'month' ? '个月' : '年'}）` },
      ];
    });
  const owed = duties
    .filter((one) => applies(one, track))
    .flatMap(({ title, deadline }): Obligation[] => {
      const within = deadline?.within;
      if (within?.unit !== 'month' && within?.unit !== 'year') return [];
      return [{ months: MONTHS[within.unit] * within.n, title }];
    });
  const last = [...paid, ...owed].reduce<Obligation | null>(
    (best, one) => (best === null || one.months > best.months ? one : best),
    null,
  );
  return last !== null && last.months > 0 ? last : null;
}
