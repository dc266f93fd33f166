import type { OutlineEntry } from '../../pdf/document.ts';

/** A heading of the file's own table of contents. `depth` counts from 0. */
export interface OutlineLine {
  title: string;
  depth: number;
  pageIndex: number | null;
}

/** More lines than anybody reads; a hostile file can have millions. */
const MAX_LINES = 2_000;

/** The headings in reading order. */
export function outlineLines(entries: readonly OutlineEntry[]): OutlineLine[] {
  const lines: OutlineLine[] = [];
  const walk = (level: readonly OutlineEntry[], depth: number) => {
    for (const { title, pageIndex, items } of level) {
      if (lines.length >= MAX_LINES) return;
      lines.push({ title, depth, pageIndex });
      walk(items, depth + 1);
    }
  };
  walk(entries, 0);
  return lines;
}

/** The heading the reader is under: the last one that begins on this page or before it; -1 before the first. */
export function headingAt(lines: readonly OutlineLine[], page: number): number {
  let best = -1;
  for (const [index, { pageIndex }] of lines.entries()) {
    if (pageIndex === null || pageIndex > page) continue;
    const before = best < 0 ? -1 : lines[best]!.pageIndex!;
    if (pageIndex >= before) best = index;
  }
  return best;
}
