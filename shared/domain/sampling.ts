/** Cases a sample can be drawn from, by what the first person made of them. */
export interface Population {
  pass: readonly string[];
  fail: readonly string[];
}

/**
 * How many of a draw of `size` come from passes and fails: in proportion, and at least one of each that has any. Never more than there
 * are.
 */
export function allocate({ pass, fail }: Population, size: number): { pass: number; fail: number } {
  const total = pass.length + fail.length;
  const wanted = Math.min(Math.max(0, Math.floor(size)), total);
  if (wanted === 0) return { pass: 0, fail: 0 };
  if (pass.length === 0 || fail.length === 0) {
    return { pass: pass.length === 0 ? 0 : wanted, fail: fail.length === 0 ? 0 : wanted };
  }
  const share = Math.round((wanted * pass.length) / total);
  const floor = wanted > 1 ? 1 : 0;
  const passes = Math.min(Math.max(share, floor, wanted - fail.length), wanted - floor, pass.length);
  return { pass: passes, fail: wanted - passes };
}

/**
 * Draws `size` ids. Each id's ticket is the SHA-256 of `<seed>:<id>`; the lowest tickets of passes and of fails are drawn, and the result
 * is in the order of tickets, which says nothing of which is which. Anybody with the seed and the population draws the same.
 */
export function draw(
  population: Population,
  size: number,
  seed: string,
  sha256Hex: (text: string) => string,
): string[] {
  const counts = allocate(population, size);
  const tickets = (ids: readonly string[]) =>
    [...new Set(ids)].map((id) => ({ id, ticket: sha256Hex(`${seed}:${id}`) })).sort(byTicket);
  return [...tickets(population.pass).slice(0, counts.pass), ...tickets(population.fail).slice(0, counts.fail)]
    .sort(byTicket)
    .map(({ id }) => id);
}

function byTicket(a: { ticket: string }, b: { ticket: string }): number {
  return a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0;
}
