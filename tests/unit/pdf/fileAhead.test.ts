import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ByteReader, ViewDocument } from '#renderer/pdf/document.ts';
import { AHEAD_BYTES, FileAhead, type Open } from '#renderer/pdf/fileAhead.ts';

const BLOCK = 1024 * 1024;

/** Counts what is asked of the wire. */
function countingReader(bytes: number) {
  const asked: [number, number][] = [];
  const reader: ByteReader = {
    bytes,
    async readRange(begin, end) {
      asked.push([begin, end]);
      return new Uint8Array(end - begin);
    },
  };
  return { reader, asked };
}

interface Opened extends ViewDocument {
  drawn: number;
  closed: boolean;
}

/** Reads `blocks` blocks to open, as a PDF reader does, and can be drawn. */
function opener(blocks: number) {
  const opened: Opened[] = [];
  const open: Open = async (source, _extension, { signal }) => {
    for (let i = 0; i < blocks; i++) await source.readRange(i * BLOCK, (i + 1) * BLOCK);
    signal?.throwIfAborted();
    const document = {
      kind: 'pdf',
      pageCount: 3,
      drawn: 0,
      closed: false,
      page: async () => ({
        map: () => ({ width: 600, height: 800 }),
        draw: () => {
          document.drawn += 1;
          return { done: Promise.resolve(), cancel() {} };
        },
        text: async () => ({ text: '' }),
        release() {},
      }),
      close: async () => {
        document.closed = true;
      },
    } as unknown as Opened;
    opened.push(document);
    return document;
  };
  return { open, opened };
}

beforeEach(() => {
  vi.stubGlobal('document', { createElement: () => ({ width: 0, height: 0 }) });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a file opened ahead was drawn once, and whoever shows it reads nothing to open it', async () => {
  const { open, opened } = opener(2);
  const ahead = new FileAhead(open);
  const { reader, asked } = countingReader(4 * BLOCK);
  ahead.prepare('a', reader, 'pdf');
  await expect.poll(() => opened[0]?.drawn).toBe(1);
  const before = asked.length;
  expect(await ahead.take('a')).toBe(opened[0]);
  expect(asked.length).toBe(before);
  expect(opened[0]!.closed).toBe(false);
  // It is the taker's now.
  expect(ahead.take('a')).toBeNull();
  ahead.drop();
  expect(opened[0]!.closed).toBe(false);
});

test('when the queue moves elsewhere the file before is let go, and the same file is not opened twice', async () => {
  const { open, opened } = opener(1);
  const ahead = new FileAhead(open);
  ahead.prepare('a', countingReader(BLOCK).reader, 'pdf');
  ahead.prepare('a', countingReader(BLOCK).reader, 'pdf');
  await expect.poll(() => opened).toHaveLength(1);
  ahead.prepare('b', countingReader(BLOCK).reader, 'pdf');
  await expect.poll(() => opened[0]!.closed).toBe(true);
  expect(ahead.take('a')).toBeNull();
  await expect.poll(() => opened).toHaveLength(2);
  ahead.drop();
  await expect.poll(() => opened[1]!.closed).toBe(true);
});

test('no more is read ahead than the budget; somebody who looks at the file has the rest read', async () => {
  const blocks = AHEAD_BYTES / BLOCK + 3;
  const { open, opened } = opener(blocks);
  const ahead = new FileAhead(open);
  const { reader, asked } = countingReader(blocks * BLOCK);
  ahead.prepare('a', reader, 'pdf');
  await expect.poll(() => asked).toHaveLength(AHEAD_BYTES / BLOCK);
  await new Promise(setImmediate);
  expect(asked).toHaveLength(AHEAD_BYTES / BLOCK);
  expect(opened).toEqual([]);
  await ahead.take('a');
  expect(asked).toHaveLength(blocks);
  expect(opened).toHaveLength(1);
});

test('a file that cannot be opened is left for whoever opens it, and other kinds are not touched', async () => {
  const ahead = new FileAhead(() => Promise.reject(new Error('locked')));
  ahead.prepare('a', countingReader(BLOCK).reader, 'pdf');
  expect(await ahead.take('a')).toBeNull();
  ahead.prepare('b', countingReader(BLOCK).reader, 'docx');
  expect(ahead.take('b')).toBeNull();
});

test('of a picture the bytes are read ahead; a large one is not', async () => {
  const { open, opened } = opener(1);
  const ahead = new FileAhead(open);
  const { reader, asked } = countingReader(2 * BLOCK);
  ahead.prepare('a', reader, 'jpg');
  await expect.poll(() => asked).toEqual([[0, 2 * BLOCK]]);
  expect(opened).toEqual([]);
  await ahead.take('a');
  expect(opened).toHaveLength(1);
  expect(asked).toHaveLength(1);
  ahead.prepare('b', countingReader(AHEAD_BYTES + 1).reader, 'png');
  expect(ahead.take('b')).toBeNull();
});
