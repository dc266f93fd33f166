import { type Span, toOriginal, withoutSpace } from './fold.ts';

/** A quotation with what stands around it, so that its place can be found again in another version of the file. */
export interface Quote {
  quote: string;
  prefix: string;
  suffix: string;
}

const CONTEXT = 32;
const MAX_QUOTE = 2000;
/** Below this many characters a quote must stand there exactly as it was, white space included. */
export const SHORT_QUOTE = 12;

/** Cuts so that no surrogate pair is split. */
function cut(text: string, start: number, end: number): string {
  const low = (at: number) => at > 0 && at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  return text.slice(low(start) ? start + 1 : start, low(end) ? end - 1 : end);
}

/** Runs of white space become one space; nothing else is touched. */
function tidy(text: string): string {
  return text.replace(/\s+/gu, ' ');
}

export function quoteAt(text: string, span: Span): Quote {
  const quote = tidy(text.slice(span.start, span.end)).trim();
  const before = tidy(text.slice(Math.max(0, span.start - 4 * CONTEXT), span.start));
  const after = tidy(text.slice(span.end, span.end + 4 * CONTEXT));
  return {
    quote: cut(quote, 0, Math.min(quote.length, MAX_QUOTE)),
    prefix: cut(before, Math.max(0, before.length - CONTEXT), before.length),
    suffix: cut(after, 0, Math.min(after.length, CONTEXT)),
  };
}

function commonTail(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}

function commonHead(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

/**
 * Where a quote stands in a text; `null` when nowhere, or when it stands in several places that its surroundings do not tell
 * apart. Compared without white space; a short quote only exactly.
 */
export function resolveQuote(text: string, wanted: Quote): Span | null {
  const bare = withoutSpace(text);
  const needle = withoutSpace(wanted.quote).text;
  if (needle.length === 0) return null;
  const prefix = withoutSpace(wanted.prefix).text;
  const suffix = withoutSpace(wanted.suffix).text;
  const places = everyOccurrence(bare.text, needle)
    .map((at) => ({
      span: toOriginal(bare, at, at + needle.length, text),
      score: commonTail(bare.text.slice(0, at), prefix) + commonHead(bare.text.slice(at + needle.length), suffix),
    }))
    .filter(({ span }) => needle.length >= SHORT_QUOTE || tidy(text.slice(span.start, span.end)) === wanted.quote)
    .toSorted((a, b) => b.score - a.score);
  const [best, second] = places;
  if (!best || (second && second.score === best.score)) return null;
  return best.span;
}

/** Overlapping ones too: `aa` stands twice in `aaa`. */
function everyOccurrence(text: string, needle: string): number[] {
  const found: number[] = [];
  for (let from = 0; found.length < 1000; ) {
    const at = text.indexOf(needle, from);
    if (at < 0) break;
    found.push(at);
    from = at + 1;
  }
  return found;
}
