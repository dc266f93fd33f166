import type { ReadableDb } from '../database.ts';

/**
 * The haystacks of all cases in one string, a line for each. Reading 100,000 rows takes 30 ms however they are compared; looking through
 * the string takes 3. It lives as long as its connection, that is until the workspace is locked.
 */
interface Haystacks {
  version: string;
  text: string;
  /** Where each line ends, and the row it belongs to. */
  ends: Int32Array;
  rowids: number[];
}

const read = new WeakMap<ReadableDb, Haystacks>();

/** Moves with whatever writes or removes cases: a bundle that is stored, an erasure. */
const VERSION = `SELECT (SELECT count(*) || ' ' || ifnull(max(bundle_id), '') FROM bundles WHERE state = 'stored')
  || ' ' || (SELECT count(*) FROM erased_cases) || ' ' || (SELECT count(*) FROM cases) version`;

function haystacks(db: ReadableDb): Haystacks {
  const version = db.reads<{ version: string }>(VERSION).get()?.version ?? '';
  const known = read.get(db);
  if (known?.version === version) return known;
  const rows = db.reads<{ id: number; search: string }>('SELECT rowid id, search FROM cases').all();
  const ends = new Int32Array(rows.length);
  let at = 0;
  const lines = rows.map(({ search }, i) => {
    at += search.length + 1;
    ends[i] = at - 1;
    // No word holds a line break, so none is lost.
    return search.replaceAll('\n', ' ');
  });
  const made = { version, text: lines.join('\n'), ends, rowids: rows.map(({ id }) => id) };
  read.set(db, made);
  return made;
}

/** The first line that ends at or behind a place. */
function lineAt(ends: Int32Array, place: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows of `cases` whose haystack holds every word, literally; words are lower-case like it. */
export function searchRowids(db: ReadableDb, words: readonly string[]): number[] {
  const { text, ends, rowids } = haystacks(db);
  const [longest, ...others] = words.toSorted((a, b) => b.length - a.length);
  const found: number[] = [];
  if (longest === undefined) return found;
  for (let place = text.indexOf(longest); place >= 0; ) {
    const line = lineAt(ends, place);
    const end = ends[line]!;
    const begin = line === 0 ? 0 : ends[line - 1]! + 1;
    if (others.length === 0 || holdsAll(text.slice(begin, end), others)) found.push(rowids[line]!);
    place = text.indexOf(longest, end + 1);
  }
  return found;
}

const holdsAll = (line: string, words: readonly string[]): boolean => words.every((word) => line.includes(word));
