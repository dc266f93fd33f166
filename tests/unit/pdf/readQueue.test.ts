import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { inQueue, learn, stretch, worthwhileGap } from '#renderer/pdf/readQueue.ts';
import { MAX_RANGE_BYTES } from '#shared/api/transport.ts';

const KIB = 1024;
const bytes = 40 * 1024 * KIB;
/** The content is a function of the place, so that every answer can be checked. */
const contentAt = (begin: number, end: number) =>
  Uint8Array.from({ length: end - begin }, (_, i) => ((begin + i) * 7) & 255);

const pieces = fc
  .uniqueArray(fc.nat(bytes / (64 * KIB) - 1), { minLength: 1, maxLength: 40 })
  .map((all) => all.map((piece) => ({ begin: piece * 64 * KIB, end: (piece + 1) * 64 * KIB })));

test('every question gets its own bytes, a few reads at a time, none longer than one may be', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.integer({ min: 0, max: 3 }), async (asked, delay) => {
      let running = 0;
      let most = 0;
      let longest = 0;
      const reader = inQueue({
        bytes,
        async readRange(begin, end) {
          running += 1;
          most = Math.max(most, running);
          longest = Math.max(longest, end - begin);
          await new Promise((resolve) => setTimeout(resolve, delay));
          running -= 1;
          return contentAt(begin, end);
        },
      });
      const answers = await Promise.all(asked.map(({ begin, end }) => reader.readRange(begin, end)));
      for (const [i, { begin, end }] of asked.entries()) {
        expect(Buffer.compare(answers[i]!, contentAt(begin, end))).toBe(0);
      }
      expect(most).toBeLessThanOrEqual(4);
      expect(longest).toBeLessThanOrEqual(MAX_RANGE_BYTES);
    }),
    { numRuns: 20 },
  );
});

test('on a slow wire neighbours share a read, on a fast one they do not', async () => {
  // What a busy machine takes for nothing is not what the wire costs.
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const count = async (delay: number) => {
    let reads = 0;
    const reader = inQueue({
      bytes,
      async readRange(begin, end) {
        reads += 1;
        if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
        return new Uint8Array(end - begin);
      },
    });
    const places = Array.from({ length: 80 }, (_, i) => i * 400 * KIB);
    const answers = Promise.all(places.map((begin) => reader.readRange(begin, begin + 64 * KIB)));
    await vi.runAllTimersAsync();
    await answers;
    return reads;
  };
  expect(await count(40)).toBeLessThan(30);
  expect(await count(0)).toBe(80);
});

test('a read that fails fails only the questions it was for', async () => {
  const reader = inQueue({
    bytes,
    async readRange(begin, end) {
      if (begin === 0) throw new Error('gone');
      return contentAt(begin, end);
    },
  });
  const [bad, good] = await Promise.allSettled([
    reader.readRange(0, 10),
    reader.readRange(20 * 1024 * KIB, 20 * 1024 * KIB + 5),
  ]);
  expect(bad.status).toBe('rejected');
  expect(good.status).toBe('fulfilled');
});

test('a stretch keeps to its gap and its length and holds the one it grew from', () => {
  fc.assert(
    fc.property(pieces, fc.nat(500 * KIB), fc.nat(1000), (asked, gap, pick) => {
      const sorted = asked.toSorted((a, b) => a.begin - b.begin);
      const at = pick % sorted.length;
      const [from, to] = stretch(sorted, at, gap);
      expect(from <= at && at <= to).toBe(true);
      expect(sorted[to]!.end - sorted[from]!.begin).toBeLessThanOrEqual(MAX_RANGE_BYTES);
      for (let i = from; i < to; i++) expect(sorted[i + 1]!.begin - sorted[i]!.end).toBeLessThanOrEqual(gap);
    }),
  );
});

test('the cost of a wire is learnt from short reads, its speed from long ones', () => {
  const start = { question: 0, bytesPerMs: 100 * KIB };
  expect(worthwhileGap(start)).toBe(0);
  const slow = learn(start, 64 * KIB, 16, 4);
  expect(slow.question).toBe(4);
  expect(worthwhileGap(slow)).toBe(400 * KIB);
  expect(learn(slow, 4096 * KIB, 40, 4).bytesPerMs).toBeGreaterThan(slow.bytesPerMs);
  expect(learn(slow, 512 * KIB, 40, 4)).toEqual(slow);
});
