import type { Evaluation } from '#shared/rules/evaluateProgramme.ts';

/** One of several benefits of a programme, with the amounts of its instalments in 分. */
export function benefit(result: Evaluation, id: string) {
  const one = result.support.find((each) => each.id === id);
  if (!one) throw new Error(`no support ${id}`);
  return { ...one, parts: one.instalments.map(({ amountFen }) => amountFen) };
}
