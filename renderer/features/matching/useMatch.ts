import { useEffect, useState } from 'react';
import type { FormFact, FormGroup, FormPeriod } from '#shared/api/matching.ts';
import { useRead } from '../../app/data.ts';
import { formatDay } from '../../ui/format.ts';
import { factsOf, startDay } from './drafts.ts';
import { useMatching } from './matchingMemory.ts';

/** Pause in typing after which the result follows, milliseconds. */
const PAUSE_MS = 120;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** The day proposed before anybody chose one. */
export function useDay(periods: readonly FormPeriod[] | undefined): string | null {
  const { on, target } = useMatching();
  if (on !== null) return on;
  return periods === undefined ? null : startDay(today(), periods, target);
}

export const today = (): string => formatDay(new Date().toISOString());

export const allFacts = (groups: readonly FormGroup[]): FormFact[] => groups.flatMap((group) => group.facts);

/** The live result; the earlier one stays until the next is there. */
export function useMatch(groups: readonly FormGroup[] | undefined, day: string | null, outside: boolean) {
  const { drafts, target, fromCase } = useMatching();
  const settled = useSettled(drafts);
  const valid = day !== null && isDay(day);
  const input = {
    on: valid ? day : '2000-01-01',
    target,
    facts: groups === undefined ? {} : factsOf(allFacts(groups), settled),
    caseId: fromCase?.caseId ?? null,
    outside,
  };
  return useRead('matching', 'match', input, { enabled: valid && groups !== undefined, keep: true });
}

/** A day that exists, `2023-05-10`. */
export function isDay(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
