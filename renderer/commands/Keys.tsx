import { shortcutCaps } from './shortcut.ts';
import './keys.css';

/** A shortcut drawn as key caps. `silent` inside a button, whose `aria-keyshortcuts` says it already. */
export function Keys({ shortcut, silent = false }: { shortcut: string; silent?: boolean }) {
  return (
    <span className="qp-keys" aria-hidden={silent || undefined}>
      {shortcutCaps(shortcut).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
