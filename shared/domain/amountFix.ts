import { z } from 'zod';
import { fen, requiredText, text } from './primitives.ts';
import type { SupportAmount } from './review.ts';

/** What the rules leave to people about an amount. Where they settle everything there is none. */
export const amountOpening = z.strictObject({
  /** As computed; `null` where people fix the sum between `from` and `to`. */
  totalFen: fen.nullable(),
  from: fen.nullable(),
  to: fen.nullable(),
  /** As computed, 待定 ones without an amount; empty where the sum is open. */
  instalments: z.array(z.strictObject({ label: text(80), fen: fen.nullable() })).max(20),
  /** What the clauses give to each payer; the rest is for people to divide. */
  cityFen: fen,
  districtFen: fen,
  explanation: text(2000),
});
export type AmountOpening = z.infer<typeof amountOpening>;

/** What a person fixes, with the reason for it. */
export const amountFix = z.strictObject({
  totalFen: fen,
  instalments: z
    .array(z.strictObject({ label: requiredText(80), fen }))
    .min(1)
    .max(20),
  cityFen: fen,
  districtFen: fen,
  reason: requiredText(500),
});
export type AmountFix = z.infer<typeof amountFix>;

const sumOf = (parts: readonly { fen: number }[]): number => parts.reduce((sum, part) => sum + part.fen, 0);

/** What is wrong with it, in words; `null` when it keeps to what the rules leave open. Exact to the 分. */
export function fixProblem(opening: AmountOpening, fix: Omit<AmountFix, 'reason'>): string | null {
  const { totalFen, instalments, cityFen, districtFen } = fix;
  if (opening.totalFen !== null && totalFen !== opening.totalFen) return '金额已由政策算定，不能改动';
  if (opening.from !== null && totalFen < opening.from) return '金额低于政策规定的幅度';
  if (opening.to !== null && totalFen > opening.to) return '金额超过政策规定的幅度';
  if (opening.totalFen !== null) {
    const kept =
      instalments.length === opening.instalments.length &&
      opening.instalments.every(({ label, fen: settled }, i) => {
        const own = instalments[i]!;
        return own.label === label && (settled === null || own.fen === settled);
      });
    if (!kept) return '政策已定的拨付批次和金额不能改动';
  }
  if (sumOf(instalments) !== totalFen) return '各批拨付之和与总金额不符';
  if (cityFen < opening.cityFen || districtFen < opening.districtFen) return '市级、区县承担不能少于政策明确的部分';
  if (cityFen + districtFen > totalFen) return '市级与区县承担之和超过总金额';
  return null;
}

/** The amount with what a person fixed. Only for a fix without a problem. */
export const fixedAmount = (opening: AmountOpening, { reason, ...fix }: AmountFix): SupportAmount => ({
  ...fix,
  unassignedFen: fix.totalFen - fix.cityFen - fix.districtFen,
  explanation: opening.explanation,
  fixed: { reason },
});

/** Whether an amount somebody fixed before still keeps to what is open now. */
export const stillFits = (opening: AmountOpening | null, amount: SupportAmount): boolean =>
  opening !== null && amount.explanation === opening.explanation && fixProblem(opening, amount) === null;

/** Yuan as people type them, to the 分: `12,345.60` → 1234560; `null` for anything else. Never by way of a float. */
export function parseYuan(typed: string): number | null {
  const [, yuan, cents = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(typed.replace(/[,，\s]/g, '')) ?? [];
  return yuan === undefined ? null : Number(yuan + cents.padEnd(2, '0'));
}
