/** What two people said of one thing, in any closed set of words. */
export type Rating = readonly [first: string, second: string];

export interface Agreement {
  /** Pairs compared. */
  n: number;
  agreed: number;
  /** Share agreed in per cent, one decimal, half up; `null` without pairs. */
  percent: number | null;
  /**
   * Cohen's kappa, two decimals, half away from zero: (po − pe) / (1 − pe). `null` without pairs, and where both people used one and the
   * same word throughout, for which it is not defined.
   */
  kappa: number | null;
}

/** Percentage agreement and Cohen's kappa of two raters over nominal categories. Exact: integers until the one rounding. */
export function agreementOf(ratings: readonly Rating[]): Agreement {
  const n = ratings.length;
  const firsts = new Map<string, number>();
  const seconds = new Map<string, number>();
  let agreed = 0;
  for (const [first, second] of ratings) {
    if (first === second) agreed++;
    firsts.set(first, (firsts.get(first) ?? 0) + 1);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  if (n === 0) return { n, agreed, percent: null, kappa: null };
  let chance = 0;
  for (const [word, count] of firsts) chance += count * (seconds.get(word) ?? 0);
  const percent = Math.floor((agreed * 2000 + n) / (2 * n)) / 10;
  // With chance = n²·pe: kappa = (agreed·n − chance) / (n² − chance).
  const below = n * n - chance;
  if (below === 0) return { n, agreed, percent, kappa: null };
  const above = agreed * n - chance;
  const hundredths = Math.floor((Math.abs(above) * 200 + below) / (2 * below));
  return { n, agreed, percent, kappa: (above < 0 ? -hundredths : hundredths) / 100 || 0 };
}

/** Landis and Koch's words for a kappa, as officials read them. */
export function kappaWords(kappa: number | null): string {
  if (kappa === null) return '不适用';
  if (kappa < 0) return '低于偶然';
  if (kappa <= 0.2) return '极低';
  if (kappa <= 0.4) return '一般';
  if (kappa <= 0.6) return '中等';
  if (kappa <= 0.8) return '较高';
  return '高度一致';
}
