import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ViewMemory } from '#renderer/features/review/viewMemory.ts';
import type { ViewPosition } from '#renderer/pdf/viewer.ts';
import type { FileView } from '#shared/api/settings.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = (turn: ViewPosition['turn'], zoom = 1, mode: ViewPosition['mode'] = 'width'): ViewPosition => ({
  ...{ place: { page: 0, share: 0 }, turn, zoom, mode },
});

function memory() {
  const kept: FileView[] = [];
  return { kept, memory: new ViewMemory(async (view) => void kept.push(view)) };
}

test('a turn is kept once it rests, the last of several only', () => {
  const { kept, memory: m } = memory();
  m.begin(at(0, 0.8));
  m.changed(() => at(90));
  vi.advanceTimersByTime(300);
  m.changed(() => at(180));
  vi.advanceTimersByTime(5_000);
  expect(kept).toEqual([{ turn: 180, mode: 'width', zoom: 1 }]);
});

test('a zoom that only follows the window, or a file nobody turned, writes nothing', () => {
  const { kept, memory: m } = memory();
  m.begin(at(0, 0.8));
  m.changed(() => at(0, 1.3));
  vi.advanceTimersByTime(5_000);
  m.end(at(0, 1.1));
  expect(kept).toEqual([]);
});

test('leaving keeps a chosen zoom at once; leaving before the file was open keeps nothing', () => {
  const { kept, memory: m } = memory();
  m.changed(() => at(90));
  m.end(at(90));
  vi.advanceTimersByTime(5_000);
  expect(kept).toEqual([]);
  m.begin(at(0));
  m.changed(() => at(0, 1.5, 'fixed'));
  m.end(at(0, 1.5, 'fixed'));
  vi.advanceTimersByTime(5_000);
  expect(kept).toEqual([{ turn: 0, mode: 'fixed', zoom: 1.5 }]);
});
