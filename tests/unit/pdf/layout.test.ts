import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  currentPage,
  drawOrder,
  fitScale,
  layOut,
  MAX_SCALE,
  MIN_SCALE,
  offsetOf,
  PAGE_GAP,
  placeAt,
  screenStep,
  stepScale,
  visibleHeight,
  visiblePages,
} from '#renderer/pdf/layout.ts';
import { readablePages, ViewedSums } from '#renderer/pdf/viewedMeter.ts';

const sizes = fc.array(
  fc.record({ width: fc.integer({ min: 20, max: 2000 }), height: fc.integer({ min: 20, max: 3000 }) }),
  {
    minLength: 1,
    maxLength: 60,
  },
);
const views = fc
  .tuple(sizes, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 100, max: 2000 }))
  .map(([all, share, view]) => {
    const layout = layOut(all);
    return { layout, view, scrollTop: share * Math.max(0, layout.height - view) };
  });

describe('the window of pages', () => {
  test('holds exactly the pages that show something', () => {
    fc.assert(
      fc.property(views, ({ layout, view, scrollTop }) => {
        const [first, last] = visiblePages(layout, scrollTop, view);
        for (let page = 0; page < layout.tops.length; page++) {
          const shown = visibleHeight(layout, page, scrollTop, view) > 0;
          if (shown) expect(page >= first && page <= last).toBe(true);
        }
      }),
    );
  });

  test('draws visible pages before neighbours, each once, and no page far away', () => {
    fc.assert(
      fc.property(views, ({ layout, view, scrollTop }) => {
        const order = drawOrder(layout, scrollTop, view, 1);
        const [first, last] = visiblePages(layout, scrollTop, view);
        expect(new Set(order).size).toBe(order.length);
        expect(order.slice(0, last - first + 1).every((page) => page >= first && page <= last)).toBe(true);
        expect(order.every((page) => page >= first - 1 && page <= last + 1)).toBe(true);
      }),
    );
  });

  test('a document without pages has an empty window', () => {
    expect(drawOrder(layOut([]), 0, 500, 1)).toEqual([]);
  });
});

test('a place survives any change of zoom', () => {
  fc.assert(
    fc.property(views, fc.double({ min: 0.3, max: 4, noNaN: true }), ({ layout, scrollTop }, zoom) => {
      const place = placeAt(layout, scrollTop);
      const zoomed = layOut(layout.sizes.map((s) => ({ width: s.width * zoom, height: s.height * zoom })));
      const back = placeAt(zoomed, offsetOf(zoomed, place));
      expect(Math.abs(back.page + back.share - place.page - place.share)).toBeLessThan(0.6);
      expect(offsetOf(layout, place)).toBeCloseTo(scrollTop, 6);
    }),
  );
});

describe('turning screen by screen', () => {
  test('reaches the end, always moves on, and leaves no strip unseen', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 200, max: 1500 }), (all, view) => {
        const layout = layOut(all);
        const end = Math.max(0, layout.height - view);
        let at = 0;
        for (let step = 0; at < end - 1; step++) {
          expect(step).toBeLessThan(2000);
          const next = Math.min(end, screenStep(layout, at, view, 1));
          expect(next).toBeGreaterThan(at);
          expect(next).toBeLessThanOrEqual(at + view + PAGE_GAP);
          at = next;
        }
      }),
    );
  });

  test('pages that fit the screen are turned whole', () => {
    const layout = layOut(Array.from({ length: 5 }, () => ({ width: 500, height: 700 })));
    const second = screenStep(layout, 0, 800, 1);
    expect(second).toBe(layout.tops[1]! - PAGE_GAP / 2);
    expect(screenStep(layout, second, 800, -1)).toBe(layout.tops[0]! - PAGE_GAP / 2);
  });
});

test('the reader is on the page at a third of the screen, and on the last one at the end', () => {
  const layout = layOut([
    { width: 600, height: 800 },
    { width: 600, height: 800 },
    { width: 600, height: 200 },
  ]);
  expect(currentPage(layout, 0, 900)).toBe(0);
  expect(currentPage(layout, 700, 900)).toBe(1);
  expect(currentPage(layout, layout.height - 900, 900)).toBe(2);
});

describe('zoom', () => {
  test('steps go up and down through the same scales and stop at the ends', () => {
    expect(stepScale(1, 1)).toBe(1.1);
    expect(stepScale(1.07, -1)).toBe(1);
    expect(stepScale(MAX_SCALE, 1)).toBe(MAX_SCALE);
    expect(stepScale(MIN_SCALE, -1)).toBe(MIN_SCALE);
  });

  test('fits width and page, and does not blow up small pages', () => {
    expect(fitScale('width', { width: 794, height: 1123 }, { width: 818, height: 600 })).toBe(1);
    expect(fitScale('page', { width: 794, height: 1123 }, { width: 818, height: 1147 })).toBe(1);
    expect(fitScale('width', { width: 100, height: 100 }, { width: 2000, height: 600 })).toBe(2);
  });
});

test('a page counts as viewed only when drawn, readable and mostly on screen', () => {
  const layout = layOut([
    { width: 600, height: 800 },
    { width: 600, height: 800 },
  ]);
  const paper = { zoom: 1, picture: false };
  expect(readablePages(layout, 0, 900, paper, [0, 1])).toEqual([0]);
  expect(readablePages(layout, 410, 900, paper, [0, 1])).toEqual([0, 1]);
  expect(readablePages(layout, 410, 900, paper, [1])).toEqual([1]);
  expect(readablePages(layout, 0, 900, { zoom: 0.4, picture: false }, [0, 1])).toEqual([]);
  expect(readablePages(layout, 0, 900, { zoom: 0.2, picture: true }, [0, 1])).toEqual([0]);
  const long = layOut([{ width: 600, height: 5000 }]);
  expect(readablePages(long, 2000, 900, paper, [0])).toEqual([0]);
});

test('time on pages is told once when a page has been looked at, then rarely', () => {
  const sums = new ViewedSums();
  sums.add([3, 4], 1_600);
  expect(sums.fresh).toBe(false);
  sums.add([3], 600);
  expect(sums.fresh).toBe(true);
  expect(sums.take()).toEqual([
    { page: 3, ms: 2200 },
    { page: 4, ms: 1600 },
  ]);
  sums.add([3], 60_000);
  expect(sums.fresh).toBe(false);
  sums.add([4], 2_000);
  expect(sums.fresh).toBe(true);
  expect(sums.take()).toHaveLength(2);
  expect(sums.take()).toEqual([]);
});
