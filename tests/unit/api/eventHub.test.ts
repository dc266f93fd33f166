import { expect, it } from 'vitest';
import { createEventHub } from '#main/api/eventHub.ts';
import type { ApiEvent } from '#shared/api/events.ts';

const event: ApiEvent = { type: 'changed', topics: ['cases'] };

it('reaches every listener until it unsubscribes, also the same function twice', () => {
  const hub = createEventHub(() => {});
  const heard: ApiEvent[] = [];
  const listener = (e: ApiEvent) => heard.push(e);
  const first = hub.subscribe(listener);
  hub.subscribe(listener);
  hub.emit(event);
  expect(heard).toEqual([event, event]);
  first();
  first();
  hub.emit(event);
  expect(heard).toHaveLength(3);
});

it('logs a listener that throws and still reaches the others', () => {
  const lines: string[] = [];
  const hub = createEventHub((line) => lines.push(line));
  let heard = 0;
  hub.subscribe(() => {
    throw new Error('broken listener');
  });
  hub.subscribe(() => {
    heard += 1;
  });
  hub.emit(event);
  expect(heard).toBe(1);
  expect(lines.join()).toContain('broken listener');
});
