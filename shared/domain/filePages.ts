import { z } from 'zod';

/** Why the pages of a file cannot be told apart: then a replaced file counts as other on every page. */
export const PAGE_PROBLEMS = {
  encrypted: '文件有口令，无法比对',
  damaged: '文件已损坏，无法比对',
  'too-large': '文件过大，没有比对',
  'too-many': '页数过多，没有比对',
  'too-long': '在规定时间内没有比对完',
  memory: '文件占用内存过大，没有比对完',
  xfa: '文件是动态表单，无法比对',
  format: '不是 PDF 文件，按整个文件比对',
} as const;
export type PageProblem = keyof typeof PAGE_PROBLEMS;
export const pageProblem = z.enum(Object.keys(PAGE_PROBLEMS) as [PageProblem, ...PageProblem[]]);

/** Pages a file may have to be compared page by page. */
export const MAX_PAGES = 1000;

const page = z.int().min(0).max(MAX_PAGES);
const toldPages = z.strictObject({
  told: z.literal(true),
  /** Numbers of pages of the two files. */
  before: page,
  after: page,
  /** Runs of pages that show the same: first index before, first index after, how many. */
  kept: z.array(z.tuple([page, page, z.int().min(1).max(MAX_PAGES)])).max(MAX_PAGES),
  /** A page that shows something else and the one that stood in its place: index before, index after. */
  changed: z.array(z.tuple([page, page])).max(MAX_PAGES),
});

/** What became of the pages of a file when it was replaced. Pages named nowhere were added or removed. */
export const pageComparison = z.discriminatedUnion('told', [
  toldPages,
  z.strictObject({ told: z.literal(false), why: pageProblem }),
]);
export type PageComparison = z.infer<typeof pageComparison>;
type ToldPages = z.infer<typeof toldPages>;

export type PageState = 'same' | 'moved' | 'changed' | 'added';
export const PAGE_STATE_TITLES: Record<PageState, string> = {
  same: '未变',
  moved: '移动',
  changed: '改动',
  added: '新增',
};

/** What a page shows, as a digest; `null` where it could not be read: it is like no other. */
export type PagePrint = string | null;

/** Pairs of indices of one longest common subsequence. */
function commonRun(a: readonly PagePrint[], b: readonly PagePrint[]): [number, number][] {
  const same = (i: number, j: number) => a[i] !== null && a[i] === b[j];
  let head = 0;
  while (head < a.length && head < b.length && same(head, head)) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && same(a.length - 1 - tail, b.length - 1 - tail)) tail++;
  const [n, m] = [a.length - head - tail, b.length - head - tail];
  const lengths = new Uint16Array((n + 1) * (m + 1));
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      lengths[i * (m + 1) + j] = same(head + i, head + j)
        ? lengths[(i + 1) * (m + 1) + j + 1]! + 1
        : Math.max(lengths[(i + 1) * (m + 1) + j]!, lengths[i * (m + 1) + j + 1]!);
    }
  }
  const pairs = Array.from({ length: head }, (_, i): [number, number] => [i, i]);
  for (let i = 0, j = 0; i < n && j < m; ) {
    if (same(head + i, head + j)) pairs.push([head + i++, head + j++]);
    else if (lengths[(i + 1) * (m + 1) + j]! >= lengths[i * (m + 1) + j + 1]!) i++;
    else j++;
  }
  for (let i = tail; i > 0; i--) pairs.push([a.length - i, b.length - i]);
  return pairs;
}

/** Pages left over that show the same somewhere else in the file. */
function strayed(a: readonly PagePrint[], b: readonly PagePrint[], pairs: readonly [number, number][]) {
  const [paired, taken] = [new Set(pairs.map(([i]) => i)), new Set(pairs.map(([, j]) => j))];
  const waiting = new Map<string, number[]>();
  for (const [j, print] of b.entries()) {
    if (print !== null && !taken.has(j)) waiting.set(print, [...(waiting.get(print) ?? []), j]);
  }
  return a.flatMap((print, i): [number, number][] => {
    const j = print === null || paired.has(i) ? undefined : waiting.get(print)?.shift();
    return j === undefined ? [] : [[i, j]];
  });
}

/** Between pages that kept their order, what is left on both sides stands for one another, first for first. */
function replacements(order: readonly [number, number][], kept: readonly [number, number][], ends: [number, number]) {
  const [paired, taken] = [new Set(kept.map(([i]) => i)), new Set(kept.map(([, j]) => j))];
  const changed: [number, number][] = [];
  let [i, j] = [0, 0];
  for (const [endI, endJ] of [...order, ends]) {
    const gone = Array.from({ length: endI - i }, (_, k) => i + k).filter((one) => !paired.has(one));
    const come = Array.from({ length: endJ - j }, (_, k) => j + k).filter((one) => !taken.has(one));
    for (let k = 0; k < Math.min(gone.length, come.length); k++) changed.push([gone[k]!, come[k]!]);
    [i, j] = [endI + 1, endJ + 1];
  }
  return changed;
}

/** Holds the pages of two files against each other: by what they show, not by their numbers. */
export function comparePages(a: readonly PagePrint[], b: readonly PagePrint[]): ToldPages {
  const order = commonRun(a, b);
  const pairs = [...order, ...strayed(a, b, order)].sort(([i], [k]) => i - k);
  const kept: ToldPages['kept'] = [];
  for (const [i, j] of pairs) {
    const last = kept.at(-1);
    if (last && last[0] + last[2] === i && last[1] + last[2] === j) last[2] += 1;
    else kept.push([i, j, 1]);
  }
  const changed = replacements(order, pairs, [a.length, b.length]);
  return { told: true, before: a.length, after: b.length, kept, changed };
}

/** Where a page of the old file stands in the new one; `null` where it stands nowhere, or nobody can tell. */
export function keptPage(comparison: PageComparison | undefined, index: number): number | null {
  if (!comparison?.told) return null;
  const run = comparison.kept.find(([from, , length]) => index >= from && index < from + length);
  return run ? run[1] + index - run[0] : null;
}

/** Every page of the new file: what became of it, and which one it was. */
export function pageStates({ after, kept, changed }: ToldPages): { state: PageState; from: number | null }[] {
  const pages = Array.from({ length: after }, () => ({ state: 'added' as PageState, from: null as number | null }));
  for (const [from, to, length] of kept) {
    for (let k = 0; k < length; k++) pages[to + k] = { state: from === to ? 'same' : 'moved', from: from + k };
  }
  for (const [from, to] of changed) pages[to] = { state: 'changed', from };
  return pages;
}

/** Pages of the old file that nothing stands for. */
export function removedPages({ before, kept, changed }: ToldPages): number[] {
  const left = new Set(Array.from({ length: before }, (_, index) => index));
  for (const [from, , length] of kept) for (let k = 0; k < length; k++) left.delete(from + k);
  for (const [from] of changed) left.delete(from);
  return [...left];
}

/** Every page is there, shows what it showed and stands where it stood: the file was only saved again. */
export function isUnchanged(comparison: PageComparison | undefined): boolean {
  if (!comparison?.told || comparison.before !== comparison.after) return false;
  return pageStates(comparison).every(({ state }) => state === 'same');
}

/** Pages that show something else, came or went; `null` where nobody could tell. */
export function countChanged(comparison: PageComparison): number | null {
  if (!comparison.told) return null;
  const others = pageStates(comparison).filter(({ state }) => state === 'changed' || state === 'added').length;
  return others + removedPages(comparison).length;
}
