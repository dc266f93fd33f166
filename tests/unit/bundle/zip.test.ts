import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { memoryReader, pieceReader } from '#main/bundle/byteReader.ts';
import { scanContainer } from '#main/bundle/scan.ts';
import { containerBytes, directory, localHeader } from '#main/bundle/zip.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import { type RawEntry, rawZip } from '#tests/support/rawZip.ts';

const TOP = '0190f5d2-7a3b-7c1d-8e2f-0123456789ab';

function canonical(entries: readonly RawEntry[]): Uint8Array {
  const described = entries.map(({ name, data }) => ({ name, size: data.length, crc32: crc32(data) }));
  const bodies = entries.flatMap(({ data }, i) => [localHeader(described[i]!), data]);
  return new Uint8Array(Buffer.concat([...bodies, directory(described)]));
}

const entriesArbitrary = fc
  .uniqueArray(fc.tuple(fc.stringMatching(/^[b-z][a-z0-9._-]{0,20}[a-z0-9]$/), fc.uint8Array({ maxLength: 300 })), {
    selector: ([name]) => name,
    minLength: 1,
    maxLength: 12,
  })
  .map((pairs) =>
    pairs
      .map(([name, data]): RawEntry => ({ name: `${TOP}/data/x-${name}`, data }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  );

describe('the canonical container', () => {
  beforeAll(() => ensureTool('unzip'));

  test('is what an independent writer makes of the same files, and has the announced length', () => {
    fc.assert(
      fc.property(entriesArbitrary, (entries) => {
        const bytes = canonical(entries);
        expect(Buffer.compare(bytes, rawZip(entries))).toBe(0);
        expect(containerBytes(entries.map(({ name, data }) => ({ name, size: data.length })))).toBe(bytes.length);
      }),
      { numRuns: 200, seed: 21 },
    );
  });

  test('is scanned alike whole and in pieces of any length', () => {
    fc.assert(
      fc.property(entriesArbitrary, fc.integer({ min: 1, max: 400 }), (entries, pieceBytes) => {
        const bytes = canonical(entries);
        const whole = scanContainer(memoryReader(bytes), { payload: 'hash' });
        let at = 0;
        const next = () => {
          at += pieceBytes;
          return at - pieceBytes < bytes.length ? bytes.slice(at - pieceBytes, at) : null;
        };
        expect(scanContainer(pieceReader(next), { payload: 'hash' })).toEqual(whole);
        expect(whole.bytes).toBe(bytes.length);
        const contents = whole.entries.map(({ offset, size }) => Buffer.from(bytes.subarray(offset, offset + size)));
        expect(contents).toEqual(entries.map(({ data }) => Buffer.from(data)));
      }),
      { numRuns: 100, seed: 22 },
    );
  });

  test('is a ZIP to unzip, with plain files of mode 0644', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'qp-zip-'));
    const file = path.join(folder, 'a.zip');
    writeFileSync(file, canonical([{ name: `${TOP}/data/a.txt`, data: new TextEncoder().encode('hello') }]));
    expect(spawnSync('unzip', ['-tqq', file]).status).toBe(0);
    const listing = spawnSync('unzip', ['-Z', file], { encoding: 'utf8' }).stdout;
    expect(listing).toMatch(/-rw-r--r-- +3\.0 unx +5 b- stor 80-Jan-01 00:00 /);
    rmSync(folder, { recursive: true });
  });
});
