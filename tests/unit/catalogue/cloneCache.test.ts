import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { throughCloneCache } from '#main/catalogue/cloneCache.ts';
import { findPolicies, loadCatalogue, readCatalogue, readFolder } from '#main/catalogue/load.ts';

const folder = findPolicies(import.meta.dirname);
const copy = path.resolve(folder, '../out/catalogue-read.json');
const never = () => {
  throw new Error('read again');
};

test('the second reading of a clone comes from its copy and says the same', () => {
  const first = loadCatalogue(folder);
  const { catalogue } = readCatalogue(readFolder(folder));
  expect(first.hash).toBe(catalogue?.hash);
  const second = throughCloneCache(folder, readFolder(folder), never);
  expect(second.hash).toBe(first.hash);
  expect(second.programmes.map(({ definition }) => definition)).toEqual(
    first.programmes.map(({ definition }) => definition),
  );
});

test('one changed byte of a rule is read anew', () => {
  const files = new Map(readFolder(folder));
  files.set('facts.yaml', Buffer.concat([files.get('facts.yaml')!, Buffer.from('\n')]));
  expect(() => throughCloneCache(folder, files, never)).toThrow('read again');
});

test('a damaged copy and another folder are no source', () => {
  loadCatalogue(folder);
  expect(existsSync(copy)).toBe(true);
  const bytes = readFileSync(copy);
  const damaged = Buffer.from(bytes);
  damaged[damaged.length - 10]! ^= 1;
  writeFileSync(copy, damaged);
  try {
    expect(() => throughCloneCache(folder, readFolder(folder), never)).toThrow('read again');
  } finally {
    writeFileSync(copy, bytes);
  }
  expect(() => throughCloneCache(path.join(folder, 'elsewhere'), readFolder(folder), never)).toThrow('read again');
});
