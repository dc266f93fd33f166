import type { KeyboardEvent } from 'react';

/** Lists whose rows are links marked `data-row`: the arrow keys walk along them, Enter follows one by itself. */

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('#qp-room [data-row]')];

export function focusFirstRow(): boolean {
  const [first] = rows();
  first?.focus();
  return first !== undefined;
}

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** For the element around the list. Keys that open menus or move a text cursor are left alone. */
export function onRowKeys(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const all = rows();
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (step === undefined || at < 0 || event.altKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  all[step(at, all.length - 1)]?.focus();
}
