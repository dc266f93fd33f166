import type { PdfRect } from '#shared/domain/review.ts';
import type { Span } from './fold.ts';

/** A run of text as pdf.js gives it: `transform` places its origin in the page's user space, `width`/`height` in user space. */
export interface TextRun {
  str: string;
  hasEOL: boolean;
  transform: number[];
  width: number;
  height: number;
}

/** Text of one page: the runs joined, with a line break after each line, and where each run begins. */
export interface PageText {
  text: string;
  runs: readonly TextRun[];
  /** Index in `text` of each run's first character. */
  starts: Uint32Array;
}

export const NO_TEXT: PageText = { text: '', runs: [], starts: new Uint32Array(0) };

export function joinRuns(runs: readonly TextRun[]): PageText {
  const starts = new Uint32Array(runs.length);
  let text = '';
  for (const [i, run] of runs.entries()) {
    starts[i] = text.length;
    text += run.hasEOL ? `${run.str}\n` : run.str;
  }
  return { text, runs, starts };
}

/** A piece of one run: `from` and `to` are characters of that run. */
export interface RunPart {
  run: number;
  from: number;
  to: number;
}

/** The parts of runs a span of the page's text covers. */
export function partsOf(page: PageText, span: Span): RunPart[] {
  const parts: RunPart[] = [];
  for (const [run, { str }] of page.runs.entries()) {
    const start = page.starts[run]!;
    if (start >= span.end) break;
    const from = Math.max(0, span.start - start);
    const to = Math.min(str.length, span.end - start);
    if (from < to) parts.push({ run, from, to });
  }
  return parts;
}

/** The span of the page's text from the first to the last part, parts given in any order. */
export function spanOf(page: PageText, parts: readonly RunPart[]): Span | null {
  if (parts.length === 0) return null;
  const starts = parts.map(({ run, from }) => page.starts[run]! + from);
  const ends = parts.map(({ run, to }) => page.starts[run]! + to);
  return { start: Math.min(...starts), end: Math.max(...ends) };
}

const hundredths = (value: number): number => Math.round(value * 100) + 0;

/** Width of the first `count` characters of a run as a share of all; Chinese and full-width signs are taken twice as wide as the rest. */
function share(text: string, count: number): number {
  let sum = 0;
  let part = 0;
  for (let i = 0; i < text.length; i++) {
    if (i === count) part = sum;
    sum += text.charCodeAt(i) < 0x2e80 ? 1 : 2;
  }
  return count >= text.length || sum === 0 ? 1 : part / sum;
}

/**
 * The rectangle of a part of a run in the unrotated page: exact for whole runs, estimated from the kinds of characters within
 * one. Upright and sideways text both work.
 */
function rectOfPart(run: TextRun, from: number, to: number): PdfRect {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = run.transform;
  const along = Math.hypot(a, b) || 1;
  const across = Math.hypot(c, d) || 1;
  const ux = a / along;
  const uy = b / along;
  const s1 = run.width * share(run.str, from);
  const s2 = run.width * share(run.str, to);
  const tall = run.height || across;
  const vx = (c / across) * tall;
  const vy = (d / across) * tall;
  const below = -0.2;
  const above = 0.95;
  const xs = [s1, s2].flatMap((s) => [e + ux * s + vx * below, e + ux * s + vx * above]);
  const ys = [s1, s2].flatMap((s) => [f + uy * s + vy * below, f + uy * s + vy * above]);
  return [
    hundredths(Math.min(...xs)),
    hundredths(Math.min(...ys)),
    hundredths(Math.max(...xs)),
    hundredths(Math.max(...ys)),
  ];
}

/** Rectangles of a span of the page's text, one per run touched. */
export function rectsOf(page: PageText, span: Span): PdfRect[] {
  return partsOf(page, span)
    .filter(({ run, from, to }) => page.runs[run]!.str.slice(from, to).trim() !== '')
    .map(({ run, from, to }) => rectOfPart(page.runs[run]!, from, to));
}
