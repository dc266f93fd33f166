/** Proof 16: two programs started at once, a few times; 200 times in `run.ts`, which also holds the two seconds: here others run too. */
import { expect, test } from 'vitest';
import { startTwice } from './doubleStarts.ts';
import { prepare } from './prepare.ts';
import { scratch } from './scratch.ts';

test('one gets in, the other one says that it is open elsewhere', { timeout: 300_000 }, async () => {
  const { root, clear } = scratch();
  try {
    const { homes } = await prepare(root);
    for (let n = 0; n < 3; n++) expect(await startTwice(homes.review)).toBeLessThan(20_000);
  } finally {
    clear();
  }
});
