import { expect, test } from 'vitest';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { createBlobs } from '#main/services/blobs.ts';
import { MAX_BLOB_BYTES } from '#shared/api/transport.ts';
import { Refusal } from '#shared/domain/errors.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'nothing';
};

test('a blob is handed over once, under its hash, as it was when it came', () => {
  const blobs = createBlobs();
  const bytes = Buffer.from('abc');
  const id = blobs.put(bytes);
  expect(id).toBe(sha256Hex(Buffer.from('abc')));
  bytes[0] = 0;
  expect(Buffer.from(blobs.take(id)).toString()).toBe('abc');
  expect(codeOf(() => blobs.take(id))).toBe('EVIDENCE_INVALID');
});

test('the largest that may come are kept four at a time, the oldest go', () => {
  const blobs = createBlobs();
  expect(codeOf(() => blobs.put(new Uint8Array(MAX_BLOB_BYTES + 1)))).toBe('FILE_TOO_LARGE');
  const ids = [1, 2, 3, 4].map((n) => blobs.put(new Uint8Array(MAX_BLOB_BYTES).fill(n)));
  const again = blobs.put(new Uint8Array(MAX_BLOB_BYTES).fill(1));
  expect(again).toBe(ids[0]);
  blobs.put(Buffer.from('one more'));
  expect(codeOf(() => blobs.take(ids[1]!))).toBe('EVIDENCE_INVALID');
  expect(blobs.take(ids[0]!).length).toBe(MAX_BLOB_BYTES);
});
