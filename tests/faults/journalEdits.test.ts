/** Proof 9: 200 random edits of single bytes of the journal are all found; 2,000 in `run.ts`. */
import { expect, test } from 'vitest';
import { tryEdits } from './journalEdits.ts';
import { prepare } from './prepare.ts';
import { scratch } from './scratch.ts';

test('every edited byte is found at the next start, and by an export', { timeout: 300_000 }, async () => {
  const { root, clear } = scratch();
  try {
    const { edits, atExport } = await tryEdits(await prepare(root, { small: true }), 200, 1);
    expect(edits).toBe(200);
    expect(atExport).toBeGreaterThan(195);
  } finally {
    clear();
  }
});
