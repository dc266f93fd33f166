/** A workstation for tests: real services over a real workspace in a folder of its own; every answer is held against the contract. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { ReadableDb } from '#db/database.ts';
import { createDispatcher } from '#main/api/dispatcher.ts';
import { createEventHub } from '#main/api/eventHub.ts';
import { findPolicies, loadCatalogue } from '#main/catalogue/load.ts';
import { projections } from '#main/createCore.ts';
import { createServices, type Services } from '#main/createServices.ts';
import type { HostPort } from '#main/ports.ts';
import type { Session } from '#main/services/session.ts';
import { openWorkspaceService, type WorkspaceService } from '#main/services/workspaceService.ts';
import { createApiClient } from '#renderer/api/apiClient.ts';
import type { ApiClient } from '#shared/api/contract.ts';
import type { ApiEvent } from '#shared/api/events.ts';
import type { ExportReport, ImportReport, TaskView } from '#shared/api/transfer.ts';
import { type ErrorCode, Refusal } from '#shared/domain/errors.ts';
import { CHEAP, PASSPHRASE, type TestClock, tempFolder, testClock } from './basics.ts';
import { tablesOf } from './tables.ts';

export { NOW, PASSPHRASE, refused, type TestClock, tempFolder, testClock } from './basics.ts';

export const catalogue = loadCatalogue(findPolicies(import.meta.dirname));

export interface Station {
  api: ApiClient;
  services: Services;
  workspace: WorkspaceService;
  clock: TestClock;
  events: ApiEvent[];
  /** Files the system was asked to open. */
  opened: string[];
  folder: string;
  personId: string;
  session(): Session;
  subscribe(listener: (event: ApiEvent) => void): () => void;
  /** Waits for the task's end. */
  ended(task: TaskView): Promise<TaskView>;
}

/** What a shell would do, without a screen. */
function silentHost(opened: string[]): HostPort {
  const nothing = async () => null;
  return {
    openFile: nothing,
    saveFile: nothing,
    openFolder: nothing,
    answerDialog: () => undefined,
    openPath: async (file) => void opened.push(file),
    quit: () => undefined,
  };
}

/** A workspace with one person, open. A defect anywhere (INTERNAL) fails the test at its end. */
export async function openStation({ clock = testClock(), person = '李审核' } = {}): Promise<Station> {
  const folder = path.join(tempFolder(), 'workspace');
  const events: ApiEvent[] = [];
  const defects: string[] = [];
  const opened: string[] = [];
  const log = (line: string) => void (/^\[[0-9a-f]{8}\]|^task /.test(line) && defects.push(line));
  const hub = createEventHub(log);
  hub.subscribe((event) => events.push(event));
  const version = '0.1.0';
  const workspace = await openWorkspaceService({
    ...{ dataFolder: path.dirname(folder), folder, clock, version, projections, kdf: CHEAP, demo: null, log },
    onChange: () => undefined,
  });
  const services = createServices({
    ...{ catalogue, clock, log, version, workspace, emit: hub.emit },
    host: silentHost(opened),
    shell: { kind: 'browser', why: '测试' },
  });
  const request = createDispatcher(services.handlers, log, { checkOutputs: true });
  const api = createApiClient({ request });
  onTestFinished(async () => {
    await services.close();
    expect(defects).toEqual([]);
  });
  const made = { folder, name: '一号工作站', unit: '历下区人社局', person, passphrase: PASSPHRASE };
  const status = await api.workspace.create({ ...made, rootCertificate: null });
  const ended = async ({ taskId }: TaskView): Promise<TaskView> => {
    for (;;) {
      const task = await api.transfer.task({ taskId });
      if (task.state !== 'running') return task;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  const personId = status.current!.personId;
  const { session } = workspace;
  const { subscribe } = hub;
  return { api, services, workspace, clock, events, opened, folder, personId, session, subscribe, ended };
}

function outcomeOf(task: TaskView): TaskView {
  if (task.state === 'cancelled') throw new Refusal('CANCELLED');
  if (task.refusal) throw new Refusal(task.refusal.code as ErrorCode, task.refusal.details);
  return task;
}

/** Imports a file to the end; throws the refusal it ends with. */
export async function importFile(station: Station, file: string): Promise<ImportReport> {
  return outcomeOf(await station.ended(await station.api.transfer.importStart({ path: file }))).importReport!;
}

export async function exportFile(station: Station, file: string): Promise<ExportReport> {
  return outcomeOf(await station.ended(await station.api.transfer.exportStart({ path: file }))).exportReport!;
}

/** What moves with every event, also of a refusal: the journal itself and the trusted floor beside it. */
const JOURNAL_TABLES = ['journal', 'workspace'];

/** SHA-256 over every row of every table in a fixed order; with `journal: false` of everything but the journal. */
export function logicalDump(db: ReadableDb, { journal = true, tables = tablesOf(db) } = {}): string {
  const hash = createHash('sha256');
  for (const table of tables) {
    if (!journal && JOURNAL_TABLES.includes(table)) continue;
    const rows = db.reads<Record<string, unknown>>(`SELECT * FROM "${table}"`).all();
    const lines = rows.map((row) => JSON.stringify(Object.values(row)));
    hash.update(`${table}\n${lines.sort().join('\n')}\n`);
  }
  return hash.digest('hex');
}

/** Events of a type, oldest first. */
export function eventsOf<T = Record<string, unknown>>(station: Station, type: string): T[] {
  const sql = 'SELECT CAST(payload AS TEXT) payload FROM journal WHERE type = ? ORDER BY stream, seq';
  return station
    .session()
    .db.read.reads<{ payload: string }>(sql)
    .all(type)
    .map(({ payload }) => JSON.parse(payload) as T);
}
