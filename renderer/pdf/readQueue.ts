import { MAX_RANGE_BYTES } from '#shared/api/transport.ts';
import type { ByteReader } from './document.ts';
import { complete } from './readWhole.ts';

/** A browser keeps six connections to one address; two stay free for everything else the screen asks. */
const IN_FLIGHT = 4;
/** Reads up to this length tell what a question costs, longer ones from `LONG` on what a byte costs. */
const SHORT = 128 * 1024;
const LONG = 1024 * 1024;
const MAX_GAP = 1024 * 1024;

interface Asked {
  begin: number;
  end: number;
  order: number;
  answer: (bytes: Uint8Array) => void;
  refuse: (error: unknown) => void;
}

/** What reading costs on this wire, learnt as it goes. */
export interface WireCost {
  /** Milliseconds a question costs, whatever its length; 0 until known. */
  question: number;
  bytesPerMs: number;
}

/** Bytes worth reading for nothing to save a question. */
export function worthwhileGap({ question, bytesPerMs }: WireCost): number {
  return Math.min(MAX_GAP, question * bytesPerMs);
}

export function learn(cost: WireCost, bytes: number, ms: number, abreast: number): WireCost {
  const share = ms / Math.max(1, abreast);
  if (bytes <= SHORT) return { ...cost, question: cost.question === 0 ? share : 0.7 * cost.question + 0.3 * share };
  if (bytes < LONG || share === 0) return cost;
  return { ...cost, bytesPerMs: 0.7 * cost.bytesPerMs + 0.3 * (bytes / share) };
}

/** The stretch of `waiting` (sorted by begin) around `at` that one read can answer: small gaps, not too long in all. */
export function stretch(
  waiting: readonly { begin: number; end: number }[],
  at: number,
  gap: number,
  longest = MAX_RANGE_BYTES,
): [from: number, to: number] {
  let from = at;
  let to = at;
  let { begin, end } = waiting[at]!;
  for (;;) {
    const next = waiting[to + 1];
    const before = waiting[from - 1];
    if (next && next.begin - end <= gap && Math.max(end, next.end) - begin <= longest) {
      to += 1;
      end = Math.max(end, next.end);
    } else if (before && begin - before.end <= gap && end - before.begin <= longest) {
      from -= 1;
      begin = before.begin;
    } else {
      return [from, to];
    }
  }
}

/**
 * Puts questions in a queue: a few at a time, so that other requests get through, and neighbours answered by one read where a
 * question costs more than the bytes between them. A scan of hundreds of pages asks for one small piece per page at once.
 */
export function inQueue(source: ByteReader): ByteReader {
  const waiting: Asked[] = [];
  let cost: WireCost = { question: 0, bytesPerMs: 150 * 1024 };
  let running = 0;
  let asked = 0;

  const run = async (group: readonly Asked[]) => {
    const begin = Math.min(...group.map((one) => one.begin));
    const end = Math.max(...group.map((one) => one.end));
    const started = performance.now();
    const abreast = running;
    try {
      const bytes = complete(await source.readRange(begin, end), end - begin);
      cost = learn(cost, end - begin, performance.now() - started, abreast);
      for (const one of group) one.answer(bytes.slice(one.begin - begin, one.end - begin));
    } catch (error) {
      for (const one of group) one.refuse(error);
    }
  };
  const pump = () => {
    while (running < IN_FLIGHT && waiting.length > 0) {
      const oldest = waiting.reduce((best, one, i) => (one.order < waiting[best]!.order ? i : best), 0);
      const [from, to] = stretch(waiting, oldest, worthwhileGap(cost));
      running += 1;
      void run(waiting.splice(from, to - from + 1)).finally(() => {
        running -= 1;
        pump();
      });
    }
  };
  return {
    bytes: source.bytes,
    readRange: (begin, end) =>
      new Promise((answer, refuse) => {
        const after = waiting.findIndex((one) => one.begin > begin);
        asked += 1;
        waiting.splice(after < 0 ? waiting.length : after, 0, { begin, end, order: asked, answer, refuse });
        pump();
      }),
  };
}
