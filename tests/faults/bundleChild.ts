/**
 * One import or export in a process of its own, for faults that strace injects: `bundleChild.ts <setup file>`. Prints one JSON line:
 * `{"ok":true}` after the work is acknowledged, `{"ok":false,"code":…}` for a refusal; anything else crashes.
 */
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { openVault } from '#main/vault/vault.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { readTestBundle, type TestTrust, writeTestBundle } from '#tests/support/bundleKit.ts';

export interface ChildSetup {
  work: 'import' | 'export';
  kit: TestTrust;
  /** The bundle: read by an import, written by an export. */
  file: string;
  staging: string;
  vault: string;
  vaultKey: Uint8Array;
  /** Payload of an export. */
  source: string;
}

async function run(setup: ChildSetup): Promise<void> {
  if (setup.work === 'export') {
    await writeTestBundle(setup.kit, setup.file, [{ name: 'data/source.bin', source: setup.source }]);
    return;
  }
  const { vaultKey } = setup;
  const bundle = await readTestBundle(setup.kit, setup.file, setup.staging, { vaultKey });
  try {
    const vault = await openVault(setup.vault, vaultKey);
    await vault.adopt(bundle.bundle.bundleId, await bundle.keep());
  } finally {
    await bundle.discard();
  }
}

try {
  await run(deserialize(readFileSync(process.argv[2]!)) as ChildSetup);
  console.log(JSON.stringify({ ok: true }));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.log(JSON.stringify({ ok: false, code: error.code }));
}
