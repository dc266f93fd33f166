import { expect, test } from 'vitest';
import { headingAt, outlineLines } from '#renderer/features/review/outlineLines.ts';
import type { OutlineEntry } from '#renderer/pdf/document.ts';

const entry = (title: string, pageIndex: number | null, items: OutlineEntry[] = []): OutlineEntry => ({
  title,
  pageIndex,
  items,
});
const contents = [
  entry('第一章', 0, [entry('一、总则', 0), entry('二、对象', 3)]),
  entry('没有去处', null),
  entry('第二章', 8, [entry('一、标准', 8)]),
];

test('headings stand in reading order with their depth', () => {
  expect(outlineLines(contents).map(({ title, depth }) => `${depth} ${title}`)).toEqual([
    ...['0 第一章', '1 一、总则', '1 二、对象', '0 没有去处', '0 第二章', '1 一、标准'],
  ]);
});

test('the heading one reads under is the last that begins on this page or before', () => {
  const lines = outlineLines(contents);
  const titleAt = (page: number) => lines[headingAt(lines, page)]?.title ?? null;
  expect([0, 2, 3, 7, 8, 99].map(titleAt)).toEqual([
    '一、总则',
    '一、总则',
    '二、对象',
    '二、对象',
    '一、标准',
    '一、标准',
  ]);
  expect(headingAt(outlineLines([entry('后面', 4)]), 1)).toBe(-1);
  expect(headingAt([], 0)).toBe(-1);
});

test('a file with more headings than anybody reads is cut, however deep they lie', () => {
  let deep = entry('底', 0);
  for (let i = 0; i < 50; i++) deep = entry('层', 0, [deep, ...Array.from({ length: 99 }, () => entry('项', 0))]);
  expect(outlineLines([deep])).toHaveLength(2_000);
});
