import { expect, test } from 'vitest';
import { holdWhileStoring } from '#main/services/holding.ts';
import type { Session } from '#main/services/session.ts';
import type { Handlers } from '#shared/api/contract.ts';

/** Three routes that say when they were called, and a workspace that stores until `finish`. */
function desk(storing: boolean) {
  const said: string[] = [];
  const { promise, resolve: finish } = Promise.withResolvers<void>();
  const answer = (name: string) => (input: unknown) => {
    said.push(name);
    return { name, input };
  };
  const handlers = {
    cases: { list: answer('list') },
    transfer: { cancel: answer('cancel') },
    workspace: { lock: answer('lock') },
  } as unknown as Handlers;
  const session = { db: { busy: () => (storing ? promise : null) } } as unknown as Session;
  const held = holdWhileStoring(
    handlers,
    () => session,
    (taskId) => said.push(`stop ${taskId}`),
  ) as unknown as Record<string, Record<string, (input: unknown) => unknown>>;
  return { said, finish, held };
}

test('requests go through at once while nothing is stored', () => {
  const { held, said } = desk(false);
  expect(held.cases!.list!({ offset: 0 })).toEqual({ name: 'list', input: { offset: 0 } });
  expect(held.transfer!.cancel!({ taskId: 't' })).toEqual({ name: 'cancel', input: { taskId: 't' } });
  expect(said).toEqual(['list', 'cancel']);
});

test('while cases are stored a question waits, a cancel stops the work first, and leaving does not wait', async () => {
  const { held, said, finish } = desk(true);
  const list = held.cases!.list!({ offset: 0 });
  const cancel = held.transfer!.cancel!({ taskId: 't' });
  held.workspace!.lock!({});
  await Promise.resolve();
  expect(said).toEqual(['stop t', 'lock']);
  finish();
  expect(await Promise.all([list, cancel])).toEqual([
    { name: 'list', input: { offset: 0 } },
    { name: 'cancel', input: { taskId: 't' } },
  ]);
  expect(said).toEqual(['stop t', 'lock', 'list', 'cancel']);
});
