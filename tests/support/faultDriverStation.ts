/**
 * A workstation outside the test runner: the real services over a workspace folder, with a clock that stands still and a cheap work
 * factor, so that two runs from the same copy do the same.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { createDispatcher } from '#main/api/dispatcher.ts';
import { createEventHub } from '#main/api/eventHub.ts';
import { loadCatalogue } from '#main/catalogue/load.ts';
import { projections } from '#main/createCore.ts';
import { createServices, type Services } from '#main/createServices.ts';
import type { Session } from '#main/services/session.ts';
import { openWorkspaceService } from '#main/services/workspaceService.ts';
import { createApiClient } from '#renderer/api/apiClient.ts';
import type { ApiClient } from '#shared/api/contract.ts';
import type { ApiEvent } from '#shared/api/events.ts';
import type { TaskView } from '#shared/api/transfer.ts';
import { type ErrorCode, Refusal } from '#shared/domain/errors.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';

export const NOW = Date.parse('2026-11-21T08:00:00.000Z');
export const PASSPHRASE = '青石桥 晚风 3 盏灯';
const CHEAP = { N: 1024, r: 8, p: 1 };
const DAY = 86_400_000;

/** Stands still; a home may lie some days behind. */
function clockOf(home: string) {
  const file = path.join(home, 'days');
  const now = NOW + (existsSync(file) ? Number(readFileSync(file, 'utf8')) * DAY : 0);
  return { now: () => now, monotonic: () => 0 };
}

export interface FaultStation {
  api: ApiClient;
  services: Services;
  session(): Session;
  unlock(): Promise<void>;
  /** What the workspace says about defects and endings without a signature. */
  log: string[];
  close(): Promise<void>;
}

const rules = new Map<string, Catalogue>();

/** The catalogue a home points to, read once. */
export function rulesOf(home: string): Catalogue {
  const folder = realpathSync(path.join(home, 'policies'));
  const catalogue = rules.get(folder) ?? loadCatalogue(folder);
  rules.set(folder, catalogue);
  return catalogue;
}

/** Stands before the workspace of `home`, which need not be there yet; unlocks nothing. `home` also has the list of workspaces and `policies`. */
export async function openFaultStation(home: string, listen?: (event: ApiEvent) => void): Promise<FaultStation> {
  const log: string[] = [];
  const note = (line: string) => void log.push(line);
  const hub = createEventHub(note);
  if (listen) hub.subscribe(listen);
  const version = '0.1.0';
  const clock = clockOf(home);
  const workspace = await openWorkspaceService({
    ...{
      dataFolder: path.join(home, 'data'),
      folder: path.join(home, 'workspace'),
      clock,
      version,
      projections,
    },
    ...{ kdf: CHEAP, demo: null, log: note, onChange: () => undefined },
  });
  const nothing = async () => null;
  const services = createServices({
    ...{ catalogue: rulesOf(home), clock, log: note, version, workspace, emit: hub.emit },
    host: {
      ...{ openFile: nothing, saveFile: nothing, openFolder: nothing, answerDialog: () => undefined },
      ...{ openPath: async () => undefined, quit: () => undefined },
    },
    shell: { kind: 'browser', why: '测试' },
  });
  const api = createApiClient({ request: createDispatcher(services.handlers, note, { checkOutputs: true }) });
  return {
    ...{ api, services, session: workspace.session, log },
    unlock: async () => {
      const { persons } = await api.workspace.status({});
      await api.workspace.unlock({ personId: persons[0]?.personId ?? '', passphrase: PASSPHRASE });
    },
    close: services.close,
  };
}

/** Waits for the end of an import or export; throws what it was refused with. */
export async function ended({ api }: FaultStation, started: TaskView): Promise<TaskView> {
  for (;;) {
    const task = await api.transfer.task({ taskId: started.taskId });
    if (task.refusal) throw new Refusal(task.refusal.code as ErrorCode, task.refusal.details);
    if (task.state === 'cancelled') throw new Refusal('CANCELLED');
    if (task.state === 'done') return task;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
