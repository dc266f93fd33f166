/**
 * Proof 3 for the import service as a whole: bundles with a flipped bit or a missing end are refused with a code of the closed list,
 * and neither database nor vault has changed but for the note of the refusal in the journal.
 */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { verifyJournal } from '#db/journal.ts';
import { readBundle } from '#main/bundle/read.ts';
import { ERROR_MESSAGES, Refusal } from '#shared/domain/errors.ts';
import { readableDump } from '#tests/support/faultDriverDump.ts';
import { type FaultStation, openFaultStation } from '#tests/support/faultDriverStation.ts';
import { caseBundle, WORKS } from '#tests/support/faultDriverWorks.ts';
import type { Prepared } from './prepare.ts';

export interface Mutant {
  label: string;
  bytes: Uint8Array;
}

/** Every `step`-th bit flipped; with `headers` also one bit of each byte that belongs to no entry's content. */
export function* flips(good: Buffer, step: number, headers: readonly number[] = []): Generator<Mutant> {
  const flipped = (bit: number): Mutant => {
    const bytes = Buffer.from(good);
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    return { label: `bit ${bit}`, bytes };
  };
  for (let bit = 0; bit < good.length * 8; bit += step) yield flipped(bit);
  for (const byte of headers) yield flipped(byte * 8 + (byte % 8));
}

/** Cut after every `step`-th length. */
export function* cuts(good: Buffer, step: number): Generator<Mutant> {
  for (let length = 0; length < good.length; length += step) {
    yield { label: `length ${length}`, bytes: good.subarray(0, length) };
  }
}

export interface MutantTrials {
  /** The valid bundle. */
  good: Buffer;
  /** Places of bytes that belong to no entry's content; empty for an encrypted bundle. */
  headers: number[];
  /** Imports each and judges; answers how often each code came. */
  refuse(mutants: Iterable<Mutant>): Promise<Map<string, number>>;
  /** The valid bundle is taken in after all, and the journal holds. */
  finish(): Promise<void>;
}

export async function openMutantTrials(prepared: Prepared): Promise<MutantTrials> {
  const home = path.join(prepared.root, 'mutants');
  cpSync(prepared.homes.import, home, { recursive: true });
  const file = caseBundle(home);
  const good = readFileSync(file);
  const station = await openFaultStation(home);
  await station.unlock();
  const headers = await headerBytes(station, file, good);
  const before = stateOf(station, home);
  const refuse: MutantTrials['refuse'] = async (mutants) => {
    const codes = new Map<string, number>();
    for (const { label, bytes } of mutants) {
      writeFileSync(file, bytes);
      const code = await codeOf(station, home, label);
      if (stateOf(station, home) !== before) throw new Error(`${label} was refused with ${code} and changed something`);
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    return codes;
  };
  const finish = async () => {
    writeFileSync(file, good);
    await WORKS.import[0]!(station, home);
    verifyJournal(station.session().db.read);
    await station.close();
  };
  return { good, headers, refuse, finish };
}

async function codeOf(station: FaultStation, home: string, label: string): Promise<string> {
  const outcome = await WORKS.import[0]!(station, home).catch((error: unknown) => error);
  if (!(outcome instanceof Refusal)) throw new Error(`${label} was accepted`, { cause: outcome });
  if (!(outcome.code in ERROR_MESSAGES) || outcome.code === 'INTERNAL') {
    throw new Error(`${label}: ${outcome.code}\n${station.log.at(-1)}`);
  }
  return outcome.code;
}

/** Everything but the journal's notes of refusals. */
function stateOf(station: FaultStation, home: string): string {
  const names = ['vault', 'tmp'].map((name) =>
    readdirSync(path.join(home, 'workspace', name))
      .sort()
      .join(),
  );
  return [...names, readableDump(station.session().db.read, null, ['journal'])].join('\n');
}

async function headerBytes(station: FaultStation, file: string, good: Buffer): Promise<number[]> {
  const { session } = station;
  const { identities, person, staging, vaultKey, trust, trustedNow } = session();
  const verified = await readBundle({
    ...{ path: file, staging, vaultKey, trust: trust(), identities, audience: [person.keyId], now: trustedNow() },
    ...{ onProgress: () => undefined, signal: new AbortController().signal },
  });
  await verified.discard();
  if (verified.encrypted) return [];
  const content = new Set<number>();
  for (const { offset, size } of verified.entries.values()) {
    for (let at = offset; at < offset + size; at++) content.add(at);
  }
  return Array.from(good.keys()).filter((at) => !content.has(at));
}
