import type { CaseFilter } from '#shared/api/cases.ts';
import type { BatchSelection } from '#shared/api/queue.ts';

/** Cases picked for an act on many: some by hand, or the whole filtered list but for those picked out again. */
export type Selection = { kind: 'some'; ids: ReadonlySet<string> } | { kind: 'all'; except: ReadonlySet<string> };

export const NOTHING: Selection = { kind: 'some', ids: new Set() };
export const EVERYTHING: Selection = { kind: 'all', except: new Set() };
/** Rows a range may take in by hand; beyond it the whole list is meant. */
export const MAX_RANGE = 5000;

export const isPicked = (selection: Selection, caseId: string): boolean =>
  selection.kind === 'some' ? selection.ids.has(caseId) : !selection.except.has(caseId);

export const countPicked = (selection: Selection, total: number): number =>
  selection.kind === 'some' ? selection.ids.size : Math.max(0, total - selection.except.size);

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

export const toggle = (selection: Selection, caseId: string): Selection =>
  selection.kind === 'some'
    ? { kind: 'some', ids: toggled(selection.ids, caseId) }
    : { kind: 'all', except: toggled(selection.except, caseId) };

/** The rows of a range besides those picked before it began. */
export function extend(before: Selection, caseIds: readonly string[]): Selection {
  if (before.kind === 'some') return { kind: 'some', ids: new Set([...before.ids, ...caseIds]) };
  const except = new Set(before.except);
  for (const id of caseIds) except.delete(id);
  return { kind: 'all', except };
}

/** `null` when nothing is picked. */
export function batchSelection(selection: Selection, filter: CaseFilter): BatchSelection | null {
  if (selection.kind === 'all') return { filter, except: [...selection.except] };
  return selection.ids.size === 0 ? null : { caseIds: [...selection.ids] };
}
