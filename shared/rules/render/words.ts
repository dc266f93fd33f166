import { EVENT_TITLES, formatPeriod } from '../deadlines.ts';
import type { Comparison, DateTerm } from '../literalSchema.ts';
import type { Deadline } from '../programmeParts.ts';
import { type Writer, writerFact } from './writer.ts';

/** Figures and small words of the sentences. */

/** `2023-05-10` → 2023年5月10日. */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

export const monthDayWords = ({ month, day }: { month: number; day: number }): string => `${month}月${day}日`;

export const NUMBER_WORDS: Record<Comparison, string> = {
  eq: '为',
  ne: '不为',
  ge: '不低于',
  gt: '高于',
  le: '不超过',
  lt: '低于',
};

function offsetWords(plus: NonNullable<DateTerm['plus']>): string {
  const parts = (
    [
      ['年', plus.years],
      ['个月', plus.months],
      ['日', plus.days],
    ] as const
  ).filter(([, n]) => n !== undefined && n !== 0);
  return parts.map(([unit, n]) => `${n! < 0 ? '前' : '后'} ${Math.abs(n!)} ${unit}`).join('再');
}

/** A date of a clause: the day itself, a fact, or a fact moved by years, months or days. */
export function dateWords(term: DateTerm, at: Writer): string {
  const base = 'date' in term ? dayWords(term.date) : writerFact(at, term.fact).label;
  return term.plus === undefined ? base : `${base}${offsetWords(term.plus)}`;
}

/** Name of a step or event that periods count from. */
export function eventWords(event: string, at: Writer): string {
  return at.definition.procedure.find((one) => one.id === event)?.title ?? EVENT_TITLES[event] ?? event;
}

export function deadlineWords({ within, monthly, yearly, window }: Deadline, at: Writer): string {
  if (within !== undefined) return `“${eventWords(within.from, at)}”之后 ${formatPeriod(within)}内`;
  if (monthly !== undefined) {
    const month = monthly.monthsAfter === 0 ? '当月' : `之后第 ${monthly.monthsAfter} 个月`;
    return `“${eventWords(monthly.from, at)}”${month} ${monthly.day} 日前`;
  }
  if (yearly !== undefined) return `每年${monthDayWords(yearly)}前`;
  return `每年${monthDayWords(window!.from)}至${monthDayWords(window!.to)}`;
}
