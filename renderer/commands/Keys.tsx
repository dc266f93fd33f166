import { shortcutCaps } from './shortcut.ts';
import './keys.css';

/** A shortcut drawn as key caps. */
export function Keys({ shortcut }: { shortcut: string }) {
  return (
    <span className="qp-keys">
      {shortcutCaps(shortcut).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
