import type { SupportAmount } from '#shared/domain/review.ts';
import type { SupportResult } from '#shared/rules/evaluateSupport.ts';

/** Longest label of an instalment. */
const MAX_LABEL = 80;

/** One amount from all settled money supports; the reason where it cannot be told. */
export function amountOf(support: readonly SupportResult[]): { amount: SupportAmount | null; note: string | null } {
  const money = support.filter((one) => one.kind === 'money' && one.state !== 'none');
  if (money.length === 0) {
    const granted = support.filter((one) => one.state === 'granted').map((one) => one.name);
    return { amount: null, note: granted.length > 0 ? `享受：${granted.join('、')}` : '本项目没有可核算的资金' };
  }
  const unsettled = money.find((one) => one.state !== 'amount');
  if (unsettled) return { amount: null, note: `${unsettled.name}：${unsettled.sentence}` };
  const totalFen = money.reduce((sum, one) => sum + one.amountFen!, 0);
  const instalments = money.flatMap((one) => instalmentsOf(one, money.length > 1));
  const explanation = money
    .map((one) => one.sentence)
    .join('；')
    .slice(0, 2000);
  return { amount: { totalFen, instalments, ...payersOf(money, totalFen), explanation }, note: null };
}

/** Who pays, as the clauses name them. What they give to nobody stays open: no payer is guessed. */
function payersOf(
  money: readonly SupportResult[],
  totalFen: number,
): Pick<SupportAmount, 'cityFen' | 'districtFen' | 'unassignedFen'> {
  const paidBy = (is: (payer: string) => boolean) =>
    money.flatMap((one) => one.split).reduce((sum, one) => sum + (is(one.payer) ? one.amountFen : 0), 0);
  const cityFen = paidBy((payer) => payer.startsWith('市'));
  const districtFen = paidBy((payer) => /^[区县]/.test(payer));
  return { cityFen, districtFen, unassignedFen: totalFen - cityFen - districtFen };
}

function instalmentsOf(support: SupportResult, named: boolean): SupportAmount['instalments'] {
  const labelled = (title: string, fen: number) => ({
    label: `${named ? `${support.name} ` : ''}${title}`.slice(0, MAX_LABEL),
    fen,
  });
  if (support.instalments.length === 0) return [labelled('一次性', support.amountFen!)];
  return support.instalments.map((one) => labelled(one.title, one.amountFen ?? 0));
}
