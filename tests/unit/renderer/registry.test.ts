import { expect, test, vi } from 'vitest';
import type { Command } from '#renderer/commands/command.ts';
import { createRegistry } from '#renderer/commands/registry.ts';

const command = (id: string): Command => ({ id, label: id, group: '通用', shortcut: null, run: () => undefined });
const ids = (commands: readonly Command[]) => commands.map(({ id }) => id);

test('the frame stays below the screen, whichever was mounted first', () => {
  const registry = createRegistry();
  registry.add({ commands: [command('screen')] }, 'screen');
  registry.add({ commands: [command('frame')] }, 'frame');
  expect(ids(registry.live())).toEqual(['frame', 'screen']);
});

test('a screen takes its commands away with it and readers are told', () => {
  const registry = createRegistry();
  const told = vi.fn();
  registry.subscribe(told);
  const leave = registry.add({ commands: [command('a')] }, 'screen');
  expect(ids(registry.listed())).toEqual(['a']);
  leave();
  expect(registry.listed()).toEqual([]);
  expect(told).toHaveBeenCalledTimes(2);
});

test('what is run is of the latest render, what is listed changes only when told', () => {
  const registry = createRegistry();
  const layer = { commands: [command('a')] };
  registry.add(layer, 'screen');
  const listed = registry.listed();
  const latest = command('a');
  layer.commands = [latest];
  expect(registry.listed()).toBe(listed);
  expect(registry.live()[0]).toBe(latest);
});
