/**
 * Proof 3: no single-bit mutant and no truncation of a small valid bundle is accepted; each is refused with a code from the closed
 * list and leaves nothing. The suite flips one bit of every sixth byte; QUANPING_LONG=1 flips all of them.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ERROR_MESSAGES, Refusal } from '#shared/domain/errors.ts';
import { jsonFile, makeTrust, readTestBundle, type TestTrust, writeTestBundle } from '#tests/support/bundleKit.ts';

const LONG = process.env.QUANPING_LONG === '1';
const TIMEOUT = LONG ? 3_600_000 : 120_000;
let folder: string;
let staging: string;
let kit: TestTrust;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qp-flips-'));
  staging = path.join(folder, 'staging');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Refusal codes of every mutant, counted. */
async function judge(
  good: Buffer,
  mutants: Iterable<[label: string, bytes: Uint8Array]>,
): Promise<Map<string, number>> {
  const file = path.join(folder, 'mutant.qpb');
  const codes = new Map<string, number>();
  for (const [label, bytes] of mutants) {
    writeFileSync(file, bytes);
    const outcome = await readTestBundle(kit, file, staging).catch((error: unknown) => error);
    if (!(outcome instanceof Refusal) || !(outcome.code in ERROR_MESSAGES)) {
      throw new Error(`${label} of ${good.length} bytes: ${String(outcome)}`, { cause: outcome });
    }
    codes.set(outcome.code, (codes.get(outcome.code) ?? 0) + 1);
    if (readdirSync(staging).length > 0) throw new Error(`${label} left ${readdirSync(staging).join()}`);
  }
  return codes;
}

function* flips(good: Buffer): Generator<[string, Buffer]> {
  const mutant = Buffer.from(good);
  for (let bit = 0; bit < good.length * 8; bit++) {
    const byte = bit >> 3;
    if (!LONG && (byte % 6 !== 0 || bit % 8 !== (byte / 6) % 8)) continue;
    mutant[byte]! ^= 1 << (bit & 7);
    yield [`bit ${bit}`, mutant];
    mutant[byte] = good[byte]!;
  }
}

function* cuts(good: Buffer): Generator<[string, Buffer]> {
  for (let length = 0; length < good.length; length += LONG ? 1 : 23)
    yield [`length ${length}`, good.subarray(0, length)];
}

describe.each([
  ['plain, Ed25519', false, false],
  ['plain, ES256', true, false],
  ['encrypted', false, true],
] as const)('a small bundle, %s', (_, p256, encrypted) => {
  let good: Buffer;

  beforeAll(async () => {
    kit = await makeTrust(p256);
    const file = path.join(folder, `good-${p256}-${encrypted}.qpb`);
    const recipients = encrypted ? [kit.reviewer.recipient] : null;
    await writeTestBundle(kit, file, [jsonFile('data/cases/a.json', { name: '案卷' })], { recipients });
    good = readFileSync(file);
    expect(good.length).toBeLessThanOrEqual(8_192);
    await (await readTestBundle(kit, file, staging)).discard();
  });

  test('with a bit flipped is refused', { timeout: TIMEOUT }, async () => {
    const codes = await judge(good, flips(good));
    const expected = encrypted ? ['BUNDLE_ENCRYPTION_DAMAGED'] : ['BUNDLE_LAYOUT', 'BUNDLE_HASH', 'SIGNATURE_INVALID'];
    expect([...codes.keys()]).toEqual(expect.arrayContaining(expected));
  });

  test('cut at any length is refused as cut', { timeout: TIMEOUT }, async () => {
    const codes = await judge(good, cuts(good));
    const allowed = encrypted ? ['BUNDLE_TRUNCATED', 'BUNDLE_ENCRYPTION_DAMAGED'] : ['BUNDLE_TRUNCATED'];
    expect(allowed).toEqual(expect.arrayContaining([...codes.keys()]));
  });
});
