import type { Handlers } from '#shared/api/contract.ts';
import type { ApiEvent, Topic } from '#shared/api/events.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { CoreOptions, HostPort } from './ports.ts';
import { type AttachmentService, createAttachments } from './services/attachments.ts';
import { type BlobStore, createBlobs } from './services/blobs.ts';
import { caseHandlers } from './services/cases/caseHandlers.ts';
import { catalogueHandlers } from './services/catalogueHandlers.ts';
import { listFolder } from './services/folders.ts';
import { matchingHandlers } from './services/matchingHandlers.ts';
import * as acts from './services/review/acts.ts';
import { checklistOf, openCase } from './services/review/checklist.ts';
import { outcomeOf } from './services/review/outcome.ts';
import { reopen, sign } from './services/review/sign.ts';
import type { Session } from './services/session.ts';
import { settingsHandlers } from './services/settings/settingsHandlers.ts';
import { createTasks, type TaskList } from './services/tasks.ts';
import { transferHandlers } from './services/transfer/transferHandlers.ts';
import type { WorkspaceService } from './services/workspaceService.ts';

export interface ServiceOptions extends Pick<CoreOptions, 'clock' | 'log' | 'shell' | 'version'> {
  catalogue: Catalogue;
  workspace: WorkspaceService;
  host: HostPort;
  emit: (event: ApiEvent) => void;
}

/** What the shells' wires stand on. */
export interface Services {
  handlers: Handlers;
  attachments: AttachmentService;
  blobs: BlobStore;
  /** Ends imports and exports, closes files, ends the session. */
  close(): Promise<void>;
}

/** What every handler may stand on; there is one of each. */
interface Parts extends ServiceOptions {
  attachments: AttachmentService;
  blobs: BlobStore;
  tasks: TaskList;
  changed: (...topics: Topic[]) => void;
  openSession: () => Session | null;
}

/** Builds the services over a workspace and the handlers of the whole contract over them. */
export function createServices(options: ServiceOptions): Services {
  const { clock, emit, log, workspace } = options;
  const attachments = createAttachments(workspace.session);
  const blobs = createBlobs();
  const tasks = createTasks(clock, emit, log);
  const parts: Parts = {
    ...options,
    attachments,
    blobs,
    tasks,
    changed: (...topics) => emit({ type: 'changed', topics }),
    openSession: () => openOrNull(workspace),
  };
  return {
    handlers: handlersOf(parts),
    attachments,
    blobs,
    close: async () => {
      await tasks.close();
      await attachments.close();
      await workspace.close();
    },
  };
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
  const { catalogue, changed, clock, openSession, shell, version, workspace } = parts;
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
    matching: matchingHandlers({ session, current: () => catalogue }),
    settings: settingsHandlers({
      ...{ workspace, session, openSession, catalogue, clock, shell, version },
      folder: async () => (await status()).folder,
    }),
    host: hostHandlers(parts),
  };
}

/** Whatever leaves the open workspace, or turns to another person, first ends its imports and closes its files. */
function workspaceHandlers({ workspace, tasks, attachments }: Parts): Handlers['workspace'] {
  const leaving = <I, T>(handler: (input: I) => T | Promise<T>) => {
    return async (input: I): Promise<T> => {
      await tasks.close();
      await attachments.close();
      try {
        return await handler(input);
      } finally {
        // What was read while the handler waited for its turn.
        await attachments.close();
      }
    };
  };
  const { handlers } = workspace;
  return {
    ...handlers,
    lock: leaving(handlers.lock),
    select: leaving(handlers.select),
    useDemo: leaving(handlers.useDemo),
    create: leaving(handlers.create),
    unlock: leaving(handlers.unlock),
    applyRecoveryAnswer: leaving(handlers.applyRecoveryAnswer),
  };
}

function reviewHandlers({ workspace, catalogue, clock, blobs, changed }: Parts): Handlers['review'] {
  const context = (): acts.ReviewContext => ({ session: workspace.session(), catalogue, clock, blobs });
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
    sign: act(sign),
    reopen: act(reopen),
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
