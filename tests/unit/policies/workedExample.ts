import { expect } from 'vitest';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, without } from './support.ts';

/** A passing set of facts, what spoils it and by which condition, a fact without which it stays open, and the money in 分. */
export interface WorkedExample {
  id: string;
  facts: FactInput;
  /** `needsHuman` where a judgement is left after every figure holds. */
  passes?: 'true' | 'needsHuman';
  track?: string;
  fails: [more: FactInput, deciding: string][];
  unknown: string;
  /** Amounts by support id; null: not applicable or left open. */
  pays?: [more: FactInput, support: string, fen: number | null][];
}

const merge = (facts: FactInput, more: FactInput): FactInput => ({ 'case.otherBenefits': [], ...facts, ...more });

export function checkExample(
  { id, facts, passes = 'true', track, fails, unknown, pays = [] }: WorkedExample,
  on: string,
): void {
  const options = { on, ...(track && { track }) };
  const result = ask(id, merge(facts, {}), options);
  expect([id, result.eligibility, result.validity.inForce]).toEqual([id, passes, true]);
  if (track) expect(result.track).toBe(track);
  for (const [more, deciding] of fails) expectRefusedBy(ask(id, merge(facts, more), options), deciding);
  const open = ask(id, without(merge(facts, {}), unknown), options);
  expect([id, open.eligibility, open.payableFen]).toEqual([id, 'unknown', null]);
  expect(open.missing).toContain(unknown);
  for (const [more, support, fen] of pays) {
    const one = ask(id, merge(facts, more), options).support.find((each) => each.id === support);
    expect([id, support, one?.amountFen]).toEqual([id, support, fen]);
  }
}
