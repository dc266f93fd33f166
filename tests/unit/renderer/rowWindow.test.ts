import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PAGE_ROWS, pagesFor, rowAfterKey, scrollToShow, visibleRows } from '#renderer/features/cases/rowWindow.ts';

const ROW = 38;

test('rows on screen lie within the drawn range, and the range within the list', () => {
  fc.assert(
    fc.property(
      fc.nat(4_000_000),
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 1, max: 100_000 }),
      (scrollTop, height, total) => {
        const { first, end } = visibleRows(scrollTop, height, ROW, total);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(total);
        expect(first).toBeLessThanOrEqual(end);
        expect(end - first).toBeLessThanOrEqual(height / ROW + 14);
        const top = Math.floor(scrollTop / ROW);
        if (top < total) expect(first).toBeLessThanOrEqual(top);
      },
    ),
  );
});

test('a screen needs one or two pages; an empty one the first', () => {
  expect(pagesFor({ first: 0, end: 20 }, 0)).toEqual([0]);
  expect(pagesFor({ first: 90, end: 110 }, 0)).toEqual([0, 1]);
  expect(pagesFor({ first: 0, end: PAGE_ROWS }, 0)).toEqual([0]);
  expect(pagesFor({ first: 0, end: 0 }, 0)).toEqual([0]);
  expect(pagesFor({ first: 99_970, end: 100_000 }, 99_980)).toEqual([999]);
  expect(pagesFor({ first: 99_970, end: 100_000 }, 3)).toEqual([999, 0]);
});

describe('keys', () => {
  test.each([
    ['ArrowDown', 0, 1],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 99, 99],
    ['PageDown', 10, 29],
    ['PageUp', 10, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('%s from %i leads to %i of 100', (key, from, to) => {
    expect(rowAfterKey(key, from, 100, 20)).toBe(to);
  });

  test('other keys and an empty list do not move', () => {
    expect(rowAfterKey('a', 0, 100, 20)).toBeNull();
    expect(rowAfterKey('ArrowDown', 0, 0, 20)).toBeNull();
  });

  test('the row is brought into view by the shortest way', () => {
    expect(scrollToShow(5, ROW, 0, 400)).toBe(0);
    expect(scrollToShow(20, ROW, 0, 400)).toBe(21 * ROW - 400);
    expect(scrollToShow(2, ROW, 500, 400)).toBe(2 * ROW);
  });
});
