import { type AmountFix, type AmountOpening, fixedAmount, fixProblem, stillFits } from '#shared/domain/amountFix.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { CaseResult, SupportAmount } from '#shared/domain/review.ts';
import type { SupportResult } from '#shared/rules/evaluateSupport.ts';

/** Longest label of an instalment. */
const MAX_LABEL = 80;

export interface ComputedAmount {
  amount: SupportAmount | null;
  /** Why there is none. */
  note: string | null;
  /** What people may fix of it. */
  opening: AmountOpening | null;
}

const explain = (money: readonly SupportResult[]): string =>
  money
    .map((one) => one.sentence)
    .join('；')
    .slice(0, 2000);

/** One amount from all settled money supports; the reason where it cannot be told, and what is left to people. */
export function amountOf(support: readonly SupportResult[]): ComputedAmount {
  const money = support.filter((one) => one.kind === 'money' && one.state !== 'none');
  if (money.length === 0) {
    const granted = support.filter((one) => one.state === 'granted').map((one) => one.name);
    const note = granted.length > 0 ? `享受：${granted.join('、')}` : '本项目没有可核算的资金';
    return { amount: null, note, opening: null };
  }
  const unsettled = money.find((one) => one.state !== 'amount');
  if (unsettled) {
    return { amount: null, note: `${unsettled.name}：${unsettled.sentence}`, opening: openSum(money) };
  }
  const totalFen = money.reduce((sum, one) => sum + one.amountFen!, 0);
  const parts = money.flatMap((one) => instalmentsOf(one, money.length > 1));
  const payers = payersOf(money, totalFen);
  const explanation = explain(money);
  const amount = {
    totalFen,
    instalments: parts.map(({ label, fen }) => ({ label, fen: fen ?? 0 })),
    ...payers,
    explanation,
  };
  const settled = payers.unassignedFen === 0 && parts.every(({ fen }) => fen !== null);
  const { cityFen, districtFen } = payers;
  const opening = { totalFen, from: null, to: null, instalments: parts, cityFen, districtFen, explanation };
  return { amount, note: null, opening: settled ? null : opening };
}

/** The sum is for people to fix, within the bounds of the clauses; nothing is, while facts are missing. */
function openSum(money: readonly SupportResult[]): AmountOpening | null {
  if (money.some(({ state }) => state === 'unknown')) return null;
  const low = money.map(({ amountFen, rangeFen }) => amountFen ?? rangeFen?.from ?? 0);
  const high = money.map(
    ({ amountFen, rangeFen, recurring }) => amountFen ?? rangeFen?.to ?? recurring?.totalUpToFen ?? null,
  );
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  const to = high.every((one) => one !== null) ? sum(high) : null;
  const bounds = { totalFen: null, from: sum(low), to, instalments: [], cityFen: 0, districtFen: 0 };
  return { ...bounds, explanation: explain(money) };
}

/** The computed amount, or the one somebody fixed, as long as it keeps to what the rules leave open. */
export function amountInForce({ amount, opening }: ComputedAmount, saved: CaseResult | null): SupportAmount | null {
  const kept = saved?.amount;
  return kept?.fixed && stillFits(opening, kept) ? kept : amount;
}

/** With what a person fixes now; `null` goes back to what is computed, `undefined` leaves it as it is. Refuses AMOUNT_FIX. */
export function amountWith(
  computed: ComputedAmount,
  saved: CaseResult | null,
  fix: AmountFix | null | undefined,
): SupportAmount | null {
  if (fix === undefined) return amountInForce(computed, saved);
  if (fix === null) return computed.amount;
  const { opening } = computed;
  if (!opening) throw new Refusal('AMOUNT_FIX', { reason: '这份案卷的金额没有需人工核定的部分' });
  const problem = fixProblem(opening, fix);
  if (problem !== null) throw new Refusal('AMOUNT_FIX', { reason: problem });
  return fixedAmount(opening, fix);
}

/** Who pays, as the clauses name them. What they give to nobody stays open: no payer is guessed. */
function payersOf(
  money: readonly SupportResult[],
  totalFen: number,
): { cityFen: number; districtFen: number; unassignedFen: number } {
  const paidBy = (is: (payer: string) => boolean) =>
    money.flatMap((one) => one.split).reduce((sum, one) => sum + (is(one.payer) ? one.amountFen : 0), 0);
  const cityFen = paidBy((payer) => payer.startsWith('市'));
  const districtFen = paidBy((payer) => /^[区县]/.test(payer));
  return { cityFen, districtFen, unassignedFen: totalFen - cityFen - districtFen };
}

function instalmentsOf(support: SupportResult, named: boolean): AmountOpening['instalments'] {
  const labelled = (title: string, fen: number | null) => ({
    label: `${named ? `${support.name} ` : ''}${title}`.slice(0, MAX_LABEL),
    fen,
  });
  if (support.instalments.length === 0) return [labelled('一次性', support.amountFen!)];
  return support.instalments.map((one) => labelled(one.title, one.amountFen));
}
