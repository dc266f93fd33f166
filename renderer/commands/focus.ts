/** Where the focus is decides which keys a command may take. */
const FIELDS =
  'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]';
const ACTIVATED_BY_ENTER =
  'button, a[href], summary, [role=button], [role=menuitem], [role=option], [role=tab], [role=checkbox], [role=radio], [role=switch], [role=combobox]';
const MOVED_BY_ARROWS =
  '[role=listbox], [role=menu], [role=tablist], [role=radiogroup], [role=slider], [role=combobox], [role=grid], [role=tree], input[type=radio]';

const within = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

/** True when the focused element itself needs this key: typing in fields, Enter on buttons, arrows in lists. */
export function focusOwnsKey(target: EventTarget | null, shortcut: string): boolean {
  if (within(target, FIELDS)) return true;
  if (shortcut === 'Enter' || shortcut === 'Space') return within(target, ACTIVATED_BY_ENTER);
  if (/^(Arrow|Home$|End$)/.test(shortcut)) return within(target, MOVED_BY_ARROWS);
  return false;
}

/** An open dialog keeps the keys of the page below it away. */
export function dialogIsOpen(): boolean {
  return [...document.querySelectorAll('[role=dialog][aria-modal=true]')].some(
    (dialog) => dialog.getClientRects().length > 0,
  );
}
