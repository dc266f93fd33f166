/** What must be true of a home after any fault: looked at with the product's own services, as after the next start. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { knownVaultIds } from '#db/queries/transfer.ts';
import { readBundle } from '#main/bundle/read.ts';
import { journalPath } from '#shared/domain/exchange.ts';
import { readableDump } from '#tests/support/faultDriverDump.ts';
import { type FaultStation, NOW, openFaultStation } from '#tests/support/faultDriverStation.ts';
import { reviewBundle, WORKS, type WorkName } from '#tests/support/faultDriverWorks.ts';
import type { Prepared } from './prepare.ts';

/** States of a work done without faults: before it, and after each step. */
export interface Reference {
  known: string;
  states: string[];
}

const EXPECTED_FILES = /^(keyring\.json|workspace\.db(-wal)?|lock|tmp|vault)$/;

function assert(fact: boolean, problem: string): asserts fact {
  if (!fact) throw new Error(problem);
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Opens the workspace again and judges it: it opens and its journal verifies (that is part of opening), it says what was said before or
 * after the step under way and lacks nothing acknowledged, every byte it promises is there, nothing is left over, an exported
 * bundle is absent or whole. Then the rest of the work is done, which must lead to the same end. Answers the number of steps it
 * found done, -1 for the one state that is allowed in between: a bundle is in and the one that waited for it not yet.
 */
export async function judge(
  home: string,
  work: WorkName,
  acknowledged: number,
  prepared: Prepared,
  reference: Reference,
): Promise<number> {
  const station = await openFaultStation(home);
  try {
    await station.unlock();
    assertNoLeftovers(home, station);
    const done = reference.states.indexOf(dumpOf(station, reference));
    const allowed = [acknowledged, Math.min(acknowledged + 1, reference.states.length - 1)];
    const between = work === 'settle' && done < 0;
    if (done < 0 && !between) {
      const nearest = difference(dumpOf(station, reference), reference.states.at(acknowledged) ?? '');
      throw new Error(`a state of its own:\n${nearest.join('\n')}`);
    }
    assert(between || allowed.includes(done), `${acknowledged} steps were acknowledged, ${done} are there`);
    await assertBytes(station);
    if (work === 'export') await assertExport(home, station, prepared, done === reference.states.length - 1);
    for (const step of WORKS[work].slice(Math.max(0, done))) await step(station, home);
    const end = dumpOf(station, reference);
    const differing = difference(end, reference.states.at(-1)!);
    assert(differing.length === 0, `finishing the work leads elsewhere:\n${differing.join('\n')}`);
    await assertBytes(station);
    return done;
  } finally {
    await station.close();
  }
}

/** Lines of one text that the other lacks, `+` and `-`. */
function difference(found: string, expected: string): string[] {
  const [here, there] = [found.split('\n'), expected.split('\n')];
  return [
    ...here.filter((line) => !there.includes(line)).map((line) => `+ ${line}`),
    ...there.filter((line) => !here.includes(line)).map((line) => `- ${line}`),
  ];
}

function dumpOf(station: FaultStation, { known }: Reference): string {
  return readableDump(station.session().db.read, known);
}

function assertNoLeftovers(home: string, station: FaultStation): void {
  const folder = path.join(home, 'workspace');
  const strange = readdirSync(folder).filter((name) => !EXPECTED_FILES.test(name));
  assert(strange.length === 0, `left in the workspace: ${strange.join()}`);
  const staged = readdirSync(path.join(folder, 'tmp'));
  assert(staged.length === 0, `left in tmp: ${staged.join()}`);
  const kept = readdirSync(path.join(folder, 'vault')).sort();
  const known = [...knownVaultIds(station.session().db.read)].map((id) => `${id}.sealed`).sort();
  assert(kept.join() === known.join(), `vault: ${kept.join()}, the database knows ${known.join()}`);
}

/** Every attachment can be read from the vault and has the hash its record names; every bundle handed back has its twin. */
async function assertBytes(station: FaultStation): Promise<void> {
  const { db, vault } = station.session();
  const rows = db.read.reads<{ id: string; bytes: number; sha256: string }>(
    'SELECT attachment_id id, bytes, sha256 FROM attachments',
  );
  for (const { id, bytes, sha256: expected } of rows.all()) {
    const content = await station.services.attachments.readRange({ kind: 'attachment', id }, 0, bytes);
    assert(sha256(content) === expected, `attachment ${id} differs`);
  }
  const exported = db.read.reads<{ id: string; sha256: string }>(
    'SELECT bundle_id id, sha256 FROM exports WHERE acknowledged_at IS NULL',
  );
  for (const { id, sha256: expected } of exported.all()) {
    const twin = await vault.open(id);
    const content = await twin.readRange(0, twin.size).finally(() => twin.close());
    assert(sha256(content) === expected, `the twin of ${id} differs`);
  }
}

/** Under its own name the bundle is there whole, for the centre to accept, or not at all. One nobody was told of makes way. */
async function assertExport(home: string, station: FaultStation, { office }: Prepared, told: boolean): Promise<void> {
  const file = reviewBundle(home);
  if (!existsSync(file)) {
    assert(!told, 'the exported bundle is gone');
    return;
  }
  const verified = await readBundle({
    ...{ path: file, staging: path.join(home, 'office'), vaultKey: new Uint8Array(32), trust: office.trust },
    ...{ identities: [office.identity], audience: [office.keyId], now: new Date(NOW).toISOString() },
    ...{ onProgress: () => undefined, signal: new AbortController().signal },
  });
  try {
    assert(verified.entries.has(journalPath(station.session().journal.stream)), 'the bundle carries no journal');
    if (told) {
      const row = station.session().db.read.reads<{ sha256: string }>('SELECT sha256 FROM exports').get();
      assert(row?.sha256 === sha256(readFileSync(file)), 'the bundle on the stick is not the one in the records');
    } else rmSync(file);
  } finally {
    await verified.discard();
  }
}
