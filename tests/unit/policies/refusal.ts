import { expect } from 'vitest';
import type { Evaluation } from '#shared/rules/evaluateProgramme.ts';

/** Refused, and by nothing but the condition `id` or leaves below it (their ids begin with it). */
export function expectRefusedBy(result: Evaluation, id: string): void {
  expect(result.eligibility).toBe('false');
  expect(result.deciding).not.toEqual([]);
  expect(result.deciding.filter((one) => !one.startsWith(id))).toEqual([]);
}
