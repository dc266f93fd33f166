/** Workspaces with many cases, opened through the product's own services. */
import path from 'node:path';
import { setApplied } from '#db/queries/policies.ts';
import { createDispatcher } from '#main/api/dispatcher.ts';
import { loadCatalogue } from '#main/catalogue/load.ts';
import { projections } from '#main/createCore.ts';
import { createServices } from '#main/createServices.ts';
import { systemClock } from '#main/ports.ts';
import { localDay } from '#main/services/cases/caseRows.ts';
import { checkPending } from '#main/services/crosscheck/check.ts';
import type { Session } from '#main/services/session.ts';
import { openWorkspaceService } from '#main/services/workspaceService.ts';
import { createApiClient } from '#renderer/api/apiClient.ts';
import type { ApiClient } from '#shared/api/contract.ts';
import { fillWorkspace } from '#tests/support/manyCases.ts';
import type { BenchContext } from './bench.ts';

export const benchCatalogue = loadCatalogue(path.resolve(import.meta.dirname, '../../policies'));
export const PASSPHRASE = '青石桥 晚风 3 盏灯';

export interface BenchDesk {
  api: ApiClient;
  session: Session;
  folder: string;
  close(): Promise<void>;
}

const nothing = async () => null;

/** A fresh workspace in the bench's folder. */
export async function openDesk(context: BenchContext, name: string): Promise<BenchDesk> {
  const folder = path.join(context.folder, name);
  const clock = systemClock;
  const version = '0.0.0';
  const log = context.log;
  const workspace = await openWorkspaceService({
    ...{ dataFolder: context.folder, folder, clock, version, projections, log, demo: null },
    kdf: { N: 1024, r: 8, p: 1 },
    onChange: () => undefined,
  });
  const services = createServices({
    ...{ catalogue: benchCatalogue, clock, log, version, workspace, emit: () => undefined },
    host: {
      ...{ openFile: nothing, saveFile: nothing, openFolder: nothing, openPath: async () => undefined },
      ...{ answerDialog: () => undefined, quit: () => undefined },
    },
    shell: { kind: 'browser', why: 'bench' },
  });
  const api = createApiClient({ request: createDispatcher(services.handlers, log) });
  const made = { folder, name: '一号工作站', unit: '历下区人社局', person: '李审核', passphrase: PASSPHRASE };
  await api.workspace.create({ ...made, rootCertificate: null });
  return { api, session: workspace.session(), folder, close: services.close };
}

const desks = new Map<number, Promise<BenchDesk>>();

/** One open workspace for each size, made when first asked for. */
export function deskOf(context: BenchContext, count: number): Promise<BenchDesk> {
  const known = desks.get(count) ?? makeDesk(context, count);
  desks.set(count, known);
  return known;
}

async function makeDesk(context: BenchContext, count: number): Promise<BenchDesk> {
  const began = performance.now();
  const desk = await openDesk(context, `desk-${count}`);
  await fillAndSettle(desk.session, count);
  context.log(`${count} cases stored in ${Math.round(performance.now() - began)} ms`);
  return desk;
}

/**
 * Cases as they lie after their import has ended: pre-checks noted under the catalogue in force, cross-checks done. Otherwise both would
 * run beside whatever is measured.
 */
export async function fillAndSettle(session: Session, count: number): Promise<void> {
  fillWorkspace(session, benchCatalogue, count, localDay(Date.now()));
  session.db.write((tx) => setApplied(tx, benchCatalogue.hash));
  await checkPending(session, benchCatalogue, new AbortController().signal);
}

/** Runs `work` `times` times and answers milliseconds for each. */
export async function each(times: number, work: (turn: number) => unknown): Promise<number> {
  const began = performance.now();
  for (let turn = 0; turn < times; turn++) await work(turn);
  return (performance.now() - began) / times;
}
