import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { EndOfData, pieceReader } from '#main/bundle/byteReader.ts';
import { BUFFER_BYTES, createRing, ringReader, ringWriter } from '#main/bundle/ring.ts';

describe('the ring', () => {
  test('gives every reader every byte, at its own pace', () => {
    const memory = createRing(2);
    const [writer, first, second] = [ringWriter(memory), ringReader(memory, 0), ringReader(memory, 1)];
    const content = randomBytes(3 * BUFFER_BYTES + 12_345);
    const got: [Buffer[], Buffer[]] = [[], []];
    writer.write(content.subarray(0, 100));
    writer.write(content.subarray(100, BUFFER_BYTES + 50));
    got[0].push(Buffer.from(first()!));
    writer.write(content.subarray(BUFFER_BYTES + 50));
    writer.end();
    for (const [i, reader] of [first, second].entries()) {
      for (let piece = reader(); piece; piece = reader()) got[i]!.push(Buffer.from(piece));
    }
    for (const pieces of got) expect(Buffer.concat(pieces).equals(content)).toBe(true);
  });

  test('lets a buffer be filled again only after every reader let go of it', () => {
    const memory = createRing(2);
    const [writer, first, second] = [ringWriter(memory), ringReader(memory, 0), ringReader(memory, 1)];
    for (let i = 0; i < 16; i++) {
      writer.buffer()[0] = i;
      writer.publish(1);
    }
    const held = second()!;
    for (let i = 0; i < 16; i++) expect(first()![0]).toBe(i);
    second();
    // Buffer 0 has been released by both; the writer may take it now without waiting.
    writer.buffer()[0] = 99;
    expect(held[0]).toBe(99);
  });

  test('an empty stream ends at once', () => {
    const memory = createRing(1);
    ringWriter(memory).end();
    expect(ringReader(memory, 0)()).toBeNull();
  });
});

describe('reading forward', () => {
  const pieces = () => {
    const list = [Uint8Array.of(1, 2, 3), Uint8Array.of(), Uint8Array.of(4, 5)];
    return pieceReader(() => list.shift() ?? null);
  };

  test('takes across pieces, skips, and knows the end', () => {
    const reader = pieces();
    expect([...reader.take(2)]).toEqual([1, 2]);
    expect([...reader.take(2)]).toEqual([3, 4]);
    expect(reader.atEnd()).toBe(false);
    reader.skip(1);
    expect(reader.atEnd()).toBe(true);
    expect([...reader.take(0)]).toEqual([]);
  });

  test('never invents bytes', () => {
    expect(() => pieces().take(6)).toThrow(EndOfData);
    expect(() => pieces().skip(6)).toThrow(EndOfData);
    expect(() => pieces().visit(6, () => {})).toThrow(EndOfData);
  });
});
