import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { createProjections } from '#db/projections.ts';
import { asFailure, createDispatcher } from '#main/api/dispatcher.ts';
import { createEventHub } from '#main/api/eventHub.ts';
import { loadCatalogue } from '#main/catalogue/load.ts';
import { TOPICS } from '#shared/api/events.ts';
import { type ApiResult, success } from '#shared/api/result.ts';
import { type ErrorCode, Refusal } from '#shared/domain/errors.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { createServices } from './createServices.ts';
import { DEMO_PASSPHRASE } from './demo/passphrase.ts';
import type { Core, CoreOptions } from './ports.ts';
import { historyProjection } from './services/cases/history.ts';
import { queueProjection } from './services/cases/queueProjection.ts';
import { crossCheckProjection } from './services/crosscheck/projection.ts';
import { documentProjection } from './services/documents/projection.ts';
import { policyProjection } from './services/policies/projection.ts';
import { privacyProjection } from './services/privacy/projection.ts';
import { reviewProjection } from './services/review/projection.ts';
import { secondProjection } from './services/second/projection.ts';
import { workspaceProjection } from './services/workspaceProjection.ts';
import { openWorkspaceService, type WorkspaceOptions, type WorkspaceService } from './services/workspaceService.ts';

/** The tables screens read, in the order their events are applied. */
export const projections = createProjections([
  workspaceProjection,
  reviewProjection,
  historyProjection,
  policyProjection,
  documentProjection,
  secondProjection,
  privacyProjection,
  queueProjection,
  crossCheckProjection,
]);

/**
 * Puts the core together. Where there is a demo folder and nobody works in a workspace of their own yet, the demo is made if need be
 * and opened at once; while it opens the page can load, and its requests wait.
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { clock, dataFolder, log, shell, version } = options;
  const hub = createEventHub(log);
  const catalogue = loadCatalogue(options.policiesFolder);
  const demo = demoOf(options, catalogue);
  const workspace = await openWorkspaceService({
    ...{ clock, dataFolder, demo, log, projections, version },
    onChange: () => hub.emit({ type: 'changed', topics: [...TOPICS] }),
  });
  const { opened } = demo ? await openDemoUnlessInUse(workspace, demo, log) : { opened: Promise.resolve() };
  const host = options.host(hub.emit);
  const services = createServices({ catalogue, clock, emit: hub.emit, host, log, opened, shell, version, workspace });
  const dispatch = createDispatcher(services.handlers, log);
  const answer = <T>(where: string, work: () => T | Promise<T>): Promise<ApiResult<Awaited<T>>> =>
    Promise.resolve()
      .then(work)
      .then(success, (error: unknown) => asFailure(where, error, log)) as Promise<ApiResult<Awaited<T>>>;
  return {
    request: (route, input) => opened.then(() => dispatch(route, input)),
    readRange: (source, begin, end) =>
      answer('readRange', () => opened.then(() => services.attachments.readRange(source, begin, end))),
    putBlob: (bytes) => answer('putBlob', () => services.blobs.put(bytes)),
    subscribe: hub.subscribe,
    close: () => opened.then(services.close),
  };
}

type Demo = NonNullable<WorkspaceOptions['demo']>;

/**
 * The demo is made of development packages, so its code is only loaded where there is a folder for it: a clone. It gets its name when
 * it is whole: one that was cut off is never opened.
 */
function demoOf(options: CoreOptions, catalogue: Catalogue): Demo | null {
  const { demoFolder: folder, clock, version, log } = options;
  if (folder === null) return null;
  const make = async (): Promise<void> => {
    const { makeDemo } = await import('./demo/makeDemo.ts');
    const partial = `${folder}.partial`;
    await rm(partial, { recursive: true, force: true });
    await makeDemo({ folder: partial, clock, catalogue, projections, version, log });
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  };
  return { folder: path.join(folder, 'workspace'), passphrase: DEMO_PASSPHRASE, make };
}

const UNUSABLE: readonly ErrorCode[] = [
  'WORKSPACE_DAMAGED',
  'WORKSPACE_NEWER',
  'WORKSPACE_FOREIGN',
  'WORKSPACE_UNENCRYPTED',
  'JOURNAL_BROKEN',
];

/**
 * A damaged demo or one of another version is made afresh: it holds nothing that anybody would miss. A busy one belongs to another
 * window and shows so. Whatever goes wrong here does not keep the program from starting.
 */
async function openDemoUnlessInUse(
  { handlers }: WorkspaceService,
  demo: Demo,
  log: (line: string) => void,
): Promise<{ opened: Promise<void> }> {
  const { folders, suggested } = await handlers.known({});
  const nothing = { opened: Promise.resolve() };
  if (folders[0] && !folders[0].demo) return nothing;
  /** Answers with the key to turn, if there is one. */
  const approach = async (): Promise<() => Promise<unknown>> => {
    const { state, persons } = await handlers.useDemo({});
    if (state === 'busy' || state === 'open') return async () => undefined;
    const [person] = persons;
    if (!person) throw new Refusal('WORKSPACE_DAMAGED', { reason: '演示工作区' });
    return async () => handlers.unlock({ personId: person.personId, passphrase: demo.passphrase });
  };
  const failed = (error: unknown) => log(`demo workspace could not be opened: ${String(error)}`);
  const again = async (error: unknown): Promise<void> => {
    failed(error);
    if (!(error instanceof Refusal) || !UNUSABLE.includes(error.code)) return;
    // Turning away lets go of the folder, which Windows needs before it can be removed.
    await handlers.select({ folder: suggested });
    await demo
      .make()
      .then(approach)
      .then((open) => open())
      .catch(failed);
  };
  try {
    const open = await approach();
    return {
      opened: open()
        .then(() => undefined, again)
        .catch(failed),
    };
  } catch (error) {
    await again(error);
    return nothing;
  }
}
