/**
 * Strong Kleene logic with two kinds of “not decided”: `unknown` (facts are missing) and `needsHuman` (somebody must judge).
 * Both behave like Kleene's third value; where they meet, `unknown` wins, because recording the facts comes first.
 */
export type Truth = 'true' | 'false' | 'unknown' | 'needsHuman';

export const isDecided = (truth: Truth): boolean => truth === 'true' || truth === 'false';

export function negate(truth: Truth): Truth {
  return truth === 'true' ? 'false' : truth === 'false' ? 'true' : truth;
}

function undecided(truths: readonly Truth[]): Truth {
  return truths.includes('unknown') ? 'unknown' : 'needsHuman';
}

export function conjunction(truths: readonly Truth[]): Truth {
  if (truths.includes('false')) return 'false';
  return truths.every((truth) => truth === 'true') ? 'true' : undecided(truths);
}

export function disjunction(truths: readonly Truth[]): Truth {
  if (truths.includes('true')) return 'true';
  return truths.every((truth) => truth === 'false') ? 'false' : undecided(truths);
}

/** True once `n` are true, false once too few can still become true. */
export function threshold(n: number, truths: readonly Truth[]): Truth {
  const yes = truths.filter((truth) => truth === 'true').length;
  if (yes >= n) return 'true';
  const open = truths.filter((truth) => !isDecided(truth)).length;
  return yes + open < n ? 'false' : undecided(truths);
}
