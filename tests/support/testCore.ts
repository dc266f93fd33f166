import { createHash } from 'node:crypto';
import { createDispatcher } from '#main/api/dispatcher.ts';
import { createEventHub, type EventHub } from '#main/api/eventHub.ts';
import type { Core, HostPort } from '#main/ports.ts';
import { failure, success } from '#shared/api/result.ts';
import { lockedHandlers, type SomeHandlers } from './handlers.ts';

export interface TestCore extends Core {
  hub: EventHub;
  lines: string[];
  closed: boolean;
}

/** Id of the one attachment a test core has: bytes 0, 1, 2 … 250, 0, 1 … */
export const TEST_ATTACHMENT = '01890a5d-ac96-774b-bcce-b302099a8057.1';
export const TEST_BYTES = Uint8Array.from({ length: 1_000_000 }, (_, i) => i % 251);

/**
 * A core for tests of the wires: the real dispatcher and event hub over a few handlers and one attachment in memory, no workspace.
 * Answers are checked against the contract.
 */
export function createTestCore(handlers: SomeHandlers, host?: (hub: EventHub) => HostPort): TestCore {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const hub = createEventHub(log);
  const port = host?.(hub);
  const complete = lockedHandlers({
    ...handlers,
    host: {
      openFile: async ({ purpose }) => ({ path: (await port?.openFile(purpose)) ?? null }),
      answerDialog: ({ dialogId, path }) => {
        port?.answerDialog(dialogId, path);
        return {};
      },
      quit: () => {
        port?.quit();
        return {};
      },
      ...handlers.host,
    },
  });
  return {
    hub,
    lines,
    closed: false,
    request: createDispatcher(complete, log, { checkOutputs: true }),
    subscribe: hub.subscribe,
    async readRange(source, begin, end) {
      if (source.kind !== 'attachment' || source.id !== TEST_ATTACHMENT) return failure('ATTACHMENT_UNKNOWN');
      return success(TEST_BYTES.slice(begin, end));
    },
    async putBlob(bytes) {
      return success(createHash('sha256').update(bytes).digest('hex'));
    },
    async close() {
      this.closed = true;
    },
  };
}
