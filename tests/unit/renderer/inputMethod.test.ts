/** Keys belong to the input method while it composes: whoever listens for keys asks first, or listens to none that types. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..', '..', 'renderer');
const LISTENS = /onKeyDown[=,}(]|onKeyUp|onPressEnter|'keydown'|'keyup'/;
/** Files that listen and need not ask, with the reason. */
const FREE: Record<string, string> = {
  'commands/CommandProvider.tsx': 'shortcutOf answers null while composing',
  'features/settings/KeyRow.tsx': 'shortcutOf answers null while composing',
  'features/journal/JournalList.tsx': 'a list without a field: arrows only',
  'features/review/CaseFindPanel.tsx': 'a list without a field: arrows only',
  'features/review/FileTabs.tsx': 'tabs without a field: arrows only',
  'features/review/OutlineList.tsx': 'a tree without a field: arrows only',
  'features/review/SplitLine.tsx': 'a separator without a field: arrows only',
  'features/catalogue/LedgerTable.tsx': 'rows without a field: arrows only',
  'features/catalogue/ProgrammeTable.tsx': 'rows without a field: arrows only',
  'features/catalogue/SearchResults.tsx': 'rows without a field: arrows only',
  'pdf/viewedMeter.ts': 'any key is a sign of life',
};

test('every listener for keys asks whether an input method is composing', () => {
  const listening = globSync('**/*.{ts,tsx}', { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => LISTENS.test(readFileSync(path.join(root, file), 'utf8')));
  expect(listening.length).toBeGreaterThan(15);
  const careless = listening.filter(
    (file) => !(file in FREE) && !/isComposing\(/.test(readFileSync(path.join(root, file), 'utf8')),
  );
  expect(careless).toEqual([]);
});
