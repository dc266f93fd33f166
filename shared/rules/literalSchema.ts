import { z } from 'zod';
import { isoDate, requiredText } from '../domain/primitives.ts';

/** Small schemas every part of the catalogue shares. Everything is strict: an unknown key is a load error. */

/** Ids inside one programme (conditions, materials, steps, …): lower case, digits, `-` and `.`. */
export const nodeId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}(\.[a-z0-9-]{1,40}){0,4}$/);
/** A clause of a document, `jrcb-2022-4/03/1.2.1`; the whole list is policies/clause-ids.json. */
export const clauseId = z.string().regex(/^[a-z0-9-]{3,24}\/[a-z0-9]{1,4}\/[0-9.~]{1,30}$/);
export const cites = z.array(clauseId).min(1).max(40);
/** Keys of facts: `person.birthDate`; inside a row of records `item.rank`. */
export const factKey = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z0-9][A-Za-z0-9]*){1,3}$/);
/** Codes of enum values, list entries, classes of benefits: `A`, `doctor`, `top-200`. */
export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/);
export const wording = requiredText(800);
export const shortText = requiredText(120);

/** Decimal places of `text` moved into an integer: ('1.5', 2) → 150n; null where it needs more places than allowed. */
function scaled(value: number, places: number): number | null {
  const [whole = '', fraction = ''] = String(value).split('.');
  if (fraction.length > places || !/^\d+$/.test(whole) || (fraction !== '' && !/^\d+$/.test(fraction))) return null;
  const result = Number(whole + fraction.padEnd(places, '0'));
  return Number.isSafeInteger(result) ? result : null;
}

const plainMoney = z.union([
  z.strictObject({ fen: z.int().min(0) }),
  z.strictObject({ yuan: z.number().min(0) }),
  z.strictObject({ wan: z.number().min(0) }),
]);

/** Money as authors write it (`{ wan: 100 }`, `{ yuan: 8000 }`); the parsed catalogue holds integer 分 only. */
export const money = plainMoney.transform((value, context) => {
  const fen = 'fen' in value ? value.fen : 'yuan' in value ? scaled(value.yuan, 2) : scaled(value.wan, 6);
  if (fen === null || !Number.isSafeInteger(fen)) {
    context.addIssue({ code: 'custom', message: 'money must come out in whole 分' });
    return z.NEVER;
  }
  return { fen };
});
export type Money = z.infer<typeof money>;

/** A share: `{ percent: 50 }` or `{ permille: 1.5 }`; at most six decimal places, kept exactly. */
export const share = z.union([
  z.strictObject({ percent: z.number().min(0).max(10_000) }),
  z.strictObject({ permille: z.number().min(0).max(100_000) }),
]);
export type Share = z.infer<typeof share>;

/** Comparison words: ranked enums compare by rank, so `ge D` reads “D 类及以上”. */
export const comparison = z.enum(['eq', 'ne', 'ge', 'gt', 'le', 'lt']);
export type Comparison = z.infer<typeof comparison>;

/** How comparisons of days read. */
export const DATE_WORDS: Record<Comparison, string> = {
  eq: '为',
  ne: '不为',
  ge: '不早于',
  gt: '晚于',
  le: '不晚于',
  lt: '早于',
};

/** A whole number of calendar units; negative goes back in time. */
export const offset = z.strictObject({
  years: z.int().min(-150).max(150).optional(),
  months: z.int().min(-1200).max(1200).optional(),
  days: z.int().min(-20_000).max(20_000).optional(),
});

/**
 * A date: a literal day or a fact, moved by an optional offset. `case.applicationDate` is always known (the engine sets it).
 * Month arithmetic clamps to the end of the month.
 */
export const dateTerm = z.union([
  z.strictObject({ date: isoDate, plus: offset.optional() }),
  z.strictObject({ fact: factKey, plus: offset.optional() }),
]);
export type DateTerm = z.infer<typeof dateTerm>;
