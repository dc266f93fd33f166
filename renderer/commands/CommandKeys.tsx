import { useShortcut } from './CommandProvider.tsx';
import { Keys } from './Keys.tsx';
import { shortcutText } from './shortcut.ts';

/** The key of a command as it is now, drawn as caps; nothing where it has none. */
export function CommandKeys({ id }: { id: string }) {
  const shortcut = useShortcut(id);
  return shortcut ? <Keys shortcut={shortcut} silent /> : null;
}

/** The same in words, for a sentence: `（N）`, or nothing. */
export function useKeyWords(id: string): string {
  const shortcut = useShortcut(id);
  return shortcut ? `（${shortcutText(shortcut)}）` : '';
}
