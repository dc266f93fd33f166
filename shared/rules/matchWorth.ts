import type { SupportResult } from './evaluateSupport.ts';

/** What a programme brings in money, as far as it is known. All figures in 分. */
export interface Worth {
  /** Settled to the 分. */
  settledFen: number;
  /** Counted for choosing only: rates up to their ceiling (a year's where there is none), the lower end of open ranges. */
  estimatedFen: number;
  /** Names of benefits whose sum people or missing facts must still fix. */
  open: string[];
}

const A_YEAR = { month: 12, year: 1, schoolYear: 1, unit: 1, event: 1 } as const;

function rateWorth({ recurring }: SupportResult): number {
  if (recurring === null || recurring.rateFen === null) return 0;
  return recurring.totalUpToFen ?? recurring.rateFen * A_YEAR[recurring.per as keyof typeof A_YEAR];
}

export function worthOf(support: readonly SupportResult[]): Worth {
  const worth: Worth = { settledFen: 0, estimatedFen: 0, open: [] };
  for (const one of support.filter(({ kind, state }) => kind === 'money' && state !== 'none')) {
    if (one.state === 'amount') worth.settledFen += Math.max(0, one.amountFen!);
    else if (one.state === 'rate') worth.estimatedFen += Math.max(0, rateWorth(one));
    else {
      worth.estimatedFen += Math.max(0, one.rangeFen?.from ?? 0);
      worth.open.push(one.name);
    }
  }
  return worth;
}

export const totalOf = ({ settledFen, estimatedFen }: Worth): number => settledFen + estimatedFen;
