import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createProjections } from '#db/projections.ts';
import { asFailure, createDispatcher } from '#main/api/dispatcher.ts';
import { createEventHub } from '#main/api/eventHub.ts';
import { loadCatalogue } from '#main/catalogue/load.ts';
import type { Handlers } from '#shared/api/contract.ts';
import type { Topic } from '#shared/api/events.ts';
import { type ApiResult, success } from '#shared/api/result.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { DEMO_PASSPHRASE } from './demo/passphrase.ts';
import type { Core, CoreOptions, HostPort } from './ports.ts';
import { type AttachmentService, createAttachments } from './services/attachments.ts';
import { type BlobStore, createBlobs } from './services/blobs.ts';
import { caseHandlers } from './services/cases/caseHandlers.ts';
import { catalogueHandlers } from './services/catalogueHandlers.ts';
import { listFolder } from './services/folders.ts';
import * as acts from './services/review/acts.ts';
import { checklistOf, openCase } from './services/review/checklist.ts';
import { outcomeOf } from './services/review/outcome.ts';
import { reviewProjection } from './services/review/projection.ts';
import type { Session } from './services/session.ts';
import { settingsHandlers } from './services/settings/settingsHandlers.ts';
import { createTasks, type TaskList } from './services/tasks.ts';
import { transferHandlers } from './services/transfer/transferHandlers.ts';
import { workspaceProjection } from './services/workspaceProjection.ts';
import { openWorkspaceService, type WorkspaceOptions, type WorkspaceService } from './services/workspaceService.ts';

/** What every handler may stand on; there is one of each. */
interface Parts {
  options: CoreOptions;
  catalogue: Catalogue;
  workspace: WorkspaceService;
  attachments: AttachmentService;
  blobs: BlobStore;
  tasks: TaskList;
  host: HostPort;
  changed: (...topics: Topic[]) => void;
  openSession: () => Session | null;
}

/** The tables screens read, in the order their events are applied. */
export const projections = createProjections([workspaceProjection, reviewProjection]);

/**
 * Puts the core together. Where there is a demo folder and nobody works in a workspace of their own yet, the demo is made if need be
 * and opened at once.
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { clock, log } = options;
  const hub = createEventHub(log);
  const changed = (...topics: Topic[]) => hub.emit({ type: 'changed', topics });
  const catalogue = loadCatalogue(options.policiesFolder);
  const demo = demoOf(options, catalogue);
  const workspace = await openWorkspaceService({
    dataFolder: options.dataFolder,
    clock,
    version: options.version,
    projections,
    demo,
    onChange: () => changed('workspace', 'cases', 'review', 'transfer', 'settings'),
    log,
  });
  if (demo) await openDemoUnlessInUse(workspace, demo, log);
  const parts: Parts = {
    options,
    catalogue,
    workspace,
    attachments: createAttachments(workspace.session),
    blobs: createBlobs(),
    tasks: createTasks(clock, hub.emit, log),
    host: options.host(hub.emit),
    changed,
    openSession: () => openOrNull(workspace),
  };
  const dispatch = createDispatcher(handlersOf(parts), log);
  const answer = <T>(where: string, work: () => T | Promise<T>): Promise<ApiResult<Awaited<T>>> =>
    Promise.resolve()
      .then(work)
      .then(success, (error: unknown) => asFailure(where, error, log)) as Promise<ApiResult<Awaited<T>>>;
  return {
    request: dispatch,
    readRange: (source, begin, end) => answer('readRange', () => parts.attachments.readRange(source, begin, end)),
    putBlob: (bytes) => answer('putBlob', () => parts.blobs.put(bytes)),
    subscribe: hub.subscribe,
    close: async () => {
      await parts.tasks.close();
      await parts.attachments.close();
      await workspace.close();
    },
  };
}

/** The demo is made of development packages, so its code is only loaded where there is a folder for it: a clone. */
function demoOf(options: CoreOptions, catalogue: Catalogue): WorkspaceOptions['demo'] {
  const { demoFolder: folder, clock, version, log } = options;
  if (folder === null) return null;
  const make = async (): Promise<void> => {
    const { makeDemo } = await import('./demo/makeDemo.ts');
    await rm(folder, { recursive: true, force: true });
    await makeDemo({ folder, clock, catalogue, projections, version, log });
  };
  return { folder: path.join(folder, 'workspace'), passphrase: DEMO_PASSPHRASE, make };
}

/**
 * A demo of an older version or a damaged one is made afresh: it holds nothing that anybody would miss. A busy one belongs to another
 * window and shows so.
 */
async function openDemoUnlessInUse(
  { handlers }: WorkspaceService,
  demo: NonNullable<WorkspaceOptions['demo']>,
  log: (line: string) => void,
): Promise<void> {
  const { folders } = await handlers.known({});
  if (folders[0] && !folders[0].demo) return;
  for (const again of [false, true]) {
    const { persons, state } = await handlers.useDemo({});
    if (state === 'busy' || state === 'open') return;
    try {
      await handlers.unlock({ personId: persons[0]?.personId ?? '', passphrase: demo.passphrase });
      return;
    } catch (error) {
      log(`demo workspace could not be opened: ${String(error)}`);
      if (again) return;
      await handlers.lock({});
      await demo.make();
    }
  }
}

function openOrNull(workspace: WorkspaceService): Session | null {
  try {
    return workspace.session();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function handlersOf(parts: Parts): Handlers {
  const { options, catalogue, workspace, openSession, changed } = parts;
  const { clock, shell, version } = options;
  const { session } = workspace;
  const status = async () => workspace.handlers.status({});
  return {
    workspace: workspaceHandlers(parts),
    cases: caseHandlers({
      session,
      catalogue,
      clock,
      lastBackupAt: async () => (await workspace.facts()).lastBackupAt,
    }),
    review: reviewHandlers(parts),
    transfer: transferHandlers({
      session,
      catalogue,
      clock,
      tasks: parts.tasks,
      changed: () => changed('cases', 'review', 'transfer', 'settings'),
    }),
    catalogue: catalogueHandlers(catalogue),
    settings: settingsHandlers({
      ...{ workspace, session, openSession, catalogue, clock, shell, version },
      folder: async () => (await status()).folder,
    }),
    host: hostHandlers(parts),
  };
}

/** Whatever leaves the open workspace first ends its imports and closes its files. */
function workspaceHandlers({ workspace, tasks, attachments }: Parts): Handlers['workspace'] {
  const leaving = <I, T>(handler: (input: I) => T | Promise<T>) => {
    return async (input: I): Promise<T> => {
      await tasks.close();
      await attachments.close();
      return handler(input);
    };
  };
  const { handlers } = workspace;
  return {
    ...handlers,
    lock: leaving(handlers.lock),
    select: leaving(handlers.select),
    useDemo: leaving(handlers.useDemo),
    create: leaving(handlers.create),
  };
}

function reviewHandlers({ workspace, catalogue, options, blobs, changed }: Parts): Handlers['review'] {
  const context = (): acts.ReviewContext => ({ session: workspace.session(), catalogue, clock: options.clock, blobs });
  /** Lists and counts follow the checklist, which the caller already has in its answer. */
  const act = <I, T>(work: (context: acts.ReviewContext, input: I) => T | Promise<T>) => {
    return async (input: I): Promise<T> => {
      const result = await work(context(), input);
      changed('cases', 'settings');
      return result;
    };
  };
  return {
    checklist: ({ caseId }) => checklistOf(workspace.session(), openCase(workspace.session(), catalogue, caseId)),
    setVerdict: act(acts.setVerdict),
    clearVerdict: act(acts.clearVerdict),
    addEvidence: act(acts.addEvidence),
    removeEvidence: act(acts.removeEvidence),
    undo: act(acts.undo),
    viewed: (input) => acts.viewed(context(), input),
    outcome: ({ caseId }) =>
      outcomeOf(workspace.session(), catalogue, openCase(workspace.session(), catalogue, caseId)),
    setOutcome: act(acts.setOutcome),
    sign: act(acts.sign),
    reopen: act(acts.reopen),
  };
}

function hostHandlers({ host, attachments }: Parts): Handlers['host'] {
  return {
    openFile: async ({ purpose }) => ({ path: await host.openFile(purpose) }),
    saveFile: async ({ purpose, suggestedName }) => ({ path: await host.saveFile(purpose, suggestedName) }),
    openFolder: async ({ purpose }) => ({ path: await host.openFolder(purpose) }),
    listFolder: ({ path, purpose }) => listFolder(path, purpose),
    answerDialog: ({ dialogId, path }) => {
      host.answerDialog(dialogId, path);
      return {};
    },
    openOutside: async ({ attachmentId }) => {
      await host.openPath(await attachments.copyOutside(attachmentId));
      return {};
    },
    quit: () => {
      host.quit();
      return {};
    },
  };
}
