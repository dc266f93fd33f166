/**
 * Proof 4: structural mutants of a valid bundle, seeded: none accepted, none crashes, none hangs. The suite tries the first 400,
 * QUANPING_LONG=1 20,000. QUANPING_SEED=<n> tries that one alone; the bytes of a
 * mutant that got through are kept in tests/.output.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ERROR_MESSAGES, Refusal } from '#shared/domain/errors.ts';
import { jsonFile, makeParty, makeTrust, readTestBundle, writeTestBundle } from '#tests/support/bundleKit.ts';
import { openBag } from '#tests/support/forge.ts';
import { isUnchanged, MUTATIONS, mutantOf } from './mutants.ts';
import type { Material } from './mutation.ts';

const LONG = process.env.QUANPING_LONG === '1';
const ONLY = process.env.QUANPING_SEED;
const COUNT = LONG ? 20_000 : 400;
const HANG_MS = 10_000;
const OUTPUT = path.resolve(import.meta.dirname, '../.output');
let folder: string;
let material: Material;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qp-mutants-'));
  const kit = await makeTrust();
  const bags = [];
  for (const issuerSeq of [1, 2]) {
    const file = path.join(folder, `${issuerSeq}.qpb`);
    const files = ['a', 'b', 'c'].map((name) => jsonFile(`data/cases/${name}.json`, { name, issuerSeq }));
    await writeTestBundle(kit, file, files, { issuerSeq });
    bags.push(openBag(file));
  }
  const past = { notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2026-02-01T00:00:00.000Z' };
  const expired = await makeParty(kit.root, 'centre', '旧中心', undefined, past);
  material = { kit, stranger: await makeTrust(), expired, ...bags[0]!, other: bags[1]! };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The refusal's code, or `same` for a mutation that changed nothing and was rightly accepted. */
async function judge(seed: number): Promise<string> {
  const { recipe, bytes } = mutantOf(material, seed);
  const label = `seed ${seed} (${recipe})`;
  const file = path.join(folder, 'mutant.qpb');
  const staging = path.join(folder, 'staging');
  writeFileSync(file, bytes);
  const started = performance.now();
  const outcome = await readTestBundle(material.kit, file, staging).catch((error: unknown) => error);
  if (performance.now() - started > HANG_MS) throw new Error(`${label} took too long`);
  if (outcome instanceof Refusal && outcome.code in ERROR_MESSAGES) {
    if (readdirSync(staging).length > 0) throw new Error(`${label} left ${readdirSync(staging).join()}`);
    return outcome.code;
  }
  if (outcome instanceof Error) throw new Error(`${label} crashed the reader`, { cause: outcome });
  if (!isUnchanged(material, readFileSync(file))) throw new Error(`${label} was accepted`);
  await (outcome as { discard(): Promise<void> }).discard();
  return 'same';
}

test('the unchanged bundle is accepted', async () => {
  const file = path.join(folder, '1.qpb');
  await (await readTestBundle(material.kit, file, path.join(folder, 'staging'))).discard();
  expect(isUnchanged(material, readFileSync(file))).toBe(true);
});

test('no mutant is accepted', { timeout: LONG ? 3_600_000 : 120_000 }, async () => {
  const seeds = ONLY === undefined ? Array.from({ length: COUNT }, (_, i) => i + 1) : [Number(ONLY)];
  const codes = new Map<string, number>();
  for (const seed of seeds) {
    const code = await judge(seed).catch((error: unknown) => {
      // Keys are new in every run: only the bytes themselves show again what happened.
      mkdirSync(OUTPUT, { recursive: true });
      copyFileSync(path.join(folder, 'mutant.qpb'), path.join(OUTPUT, `mutant-${seed}.qpb`));
      throw error;
    });
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  if (ONLY !== undefined) return;
  const seen = [
    'BUNDLE_LAYOUT',
    'BUNDLE_HASH',
    'BUNDLE_EXTRA_FILE',
    'SIGNATURE_INVALID',
    'SCHEMA_INVALID',
    'CERT_UNTRUSTED',
  ];
  expect([...codes.keys()]).toEqual(expect.arrayContaining(seen));
  expect(codes.get('same') ?? 0).toBeLessThan(COUNT / 50);
});

test('every recipe is used', () => {
  const used = new Set(Array.from({ length: COUNT }, (_, i) => mutantOf(material, i + 1).recipe));
  expect([...used].sort()).toEqual(Object.keys(MUTATIONS).sort());
});
