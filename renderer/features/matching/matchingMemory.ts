import type { HeldFact } from '#shared/api/matching.ts';
import type { Target } from '#shared/domain/targets.ts';
import { createSessionValue, useSessionValue } from '../../app/sessionValue.ts';
import type { Draft, Drafts } from './drafts.ts';

/** A case the facts were taken from; its personal facts stay in the core. */
export interface FromCase {
  caseId: string;
  number: string;
  programme: string;
  held: readonly HeldFact[];
}

interface Sheet {
  drafts: Drafts;
  /** Null until a day is chosen: the page proposes one. */
  on: string | null;
  target: Target | null;
  fromCase: FromCase | null;
}

interface Memory extends Sheet {
  /** What stood there before it was cleared or replaced by a case. */
  before: Sheet | null;
  /** Questions put aside. */
  skipped: readonly string[];
  /** The question somebody chose by hand. */
  chosen: string | null;
}

const EMPTY: Sheet = { drafts: {}, on: null, target: 'person', fromCase: null };
/** Held in memory while the workspace is open: it survives moving between screens, and never reaches the disk. */
const memory = createSessionValue<Memory>({ ...EMPTY, before: null, skipped: [], chosen: null });

export const useMatching = (): Memory => useSessionValue(memory);

const change = (next: Partial<Memory>): void => memory.set({ ...memory.get(), ...next });
const sheetOf = ({ drafts, on, target, fromCase }: Memory): Sheet => ({ drafts, on, target, fromCase });

export const isEmpty = ({ drafts, fromCase }: Sheet): boolean => Object.keys(drafts).length === 0 && fromCase === null;

export const setDay = (on: string): void => change({ on });
export const setTarget = (target: Target | null): void => change({ target, chosen: null });
export const ask = (chosen: string | null): void => change({ chosen });

export function setFact(key: string, draft: Draft | undefined): void {
  const { [key]: _, ...rest } = memory.get().drafts;
  change({ drafts: draft === undefined ? rest : { ...rest, [key]: draft } });
}

/** A question answered or put aside gives way to the next. */
export function answer(key: string, draft: Draft): void {
  setFact(key, draft);
  change({ chosen: null });
}
export const skip = (key: string): void => change({ skipped: [...memory.get().skipped, key], chosen: null });
export const askSkippedAgain = (): void => change({ skipped: [] });

export function clearAll(): void {
  const now = memory.get();
  change({ ...EMPTY, on: now.on, target: now.target, before: sheetOf(now), skipped: [], chosen: null });
}

export function startFrom(sheet: Sheet): void {
  const now = memory.get();
  change({ ...sheet, before: isEmpty(now) ? null : sheetOf(now), skipped: [], chosen: null });
}

/** Brings back what was cleared or replaced; what was filled in since can be brought back in turn. */
export function bringBack(): void {
  const now = memory.get();
  if (now.before !== null) change({ ...now.before, before: isEmpty(now) ? null : sheetOf(now), chosen: null });
}
