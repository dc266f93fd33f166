import { putChangesAway } from '#db/queries/changesAway.ts';
import type { Handlers } from '#shared/api/contract.ts';
import type { ApiEvent, Topic } from '#shared/api/events.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { CoreOptions, HostPort } from './ports.ts';
import { type AttachmentService, createAttachments } from './services/attachments.ts';
import { type BlobStore, createBlobs } from './services/blobs.ts';
import { caseHandlers } from './services/cases/caseHandlers.ts';
import { queueHandlers } from './services/cases/queueHandlers.ts';
import { catalogueHandlers } from './services/catalogueHandlers.ts';
import { type CrossChecks, createCrossChecks } from './services/crosscheck/checks.ts';
import { crosscheckHandlers } from './services/crosscheck/crosscheckHandlers.ts';
import { documentHandlers } from './services/documents/documentHandlers.ts';
import { listFolder } from './services/folders.ts';
import { holdWhileStoring } from './services/holding.ts';
import { journalHandlers } from './services/journal/journalHandlers.ts';
import { matchingHandlers } from './services/matchingHandlers.ts';
import { policyHandlers } from './services/policies/policyHandlers.ts';
import { createRules, type Rules } from './services/policies/rules.ts';
import { createSettling, type Settling } from './services/policies/settle.ts';
import { guardExports } from './services/privacy/exportGate.ts';
import { privacyHandlers } from './services/privacy/privacyHandlers.ts';
import { publicityHandlers } from './services/publicity/publicityHandlers.ts';
import * as acts from './services/review/acts.ts';
import { checklistOf, openCase } from './services/review/checklist.ts';
import { clausesOf } from './services/review/clauses.ts';
import { observeFact } from './services/review/observe.ts';
import { outcomeOf } from './services/review/outcome.ts';
import { reopen, sign } from './services/review/sign.ts';
import { compareVersionsOf, versionsOf } from './services/review/versions.ts';
import { guardEvents, guardTwoPeople } from './services/second/blind.ts';
import { secondHandlers } from './services/second/secondHandlers.ts';
import type { Session } from './services/session.ts';
import { settingsHandlers } from './services/settings/settingsHandlers.ts';
import { createTasks, type TaskList } from './services/tasks.ts';
import { transferHandlers } from './services/transfer/transferHandlers.ts';
import type { WorkspaceService } from './services/workspaceService.ts';

export interface ServiceOptions extends Pick<CoreOptions, 'clock' | 'log' | 'shell' | 'version'> {
  /** The catalogue that comes with the program. */
  catalogue: Catalogue;
  workspace: WorkspaceService;
  host: HostPort;
  emit: (event: ApiEvent) => void;
  /** When a workspace that opens with the program is open. */
  opened?: Promise<void>;
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
interface Parts extends Omit<ServiceOptions, 'catalogue'> {
  rules: Rules;
  settling: Settling;
  crossChecks: CrossChecks;
  attachments: AttachmentService;
  blobs: BlobStore;
  tasks: TaskList;
  changed: (...topics: Topic[]) => void;
  openSession: () => Session | null;
}

/** Builds the services over a workspace and the handlers of the whole contract over them. */
export function createServices({ catalogue, ...options }: ServiceOptions): Services {
  const { clock, log, workspace } = options;
  const attachments = createAttachments(workspace.session);
  const blobs = createBlobs();
  const openSession = () => openOrNull(workspace);
  const emit = guardEvents(options.emit, openSession);
  const tasks = createTasks(clock, emit, log);
  const changed: Parts['changed'] = (...topics) => emit({ type: 'changed', topics });
  const told = () => changed('cases', 'review', 'catalogue', 'policies', 'settings');
  const onTurn = () => {
    told();
    void settling.begin();
    void crossChecks.begin();
  };
  const rules = createRules({ builtin: catalogue, openSession, onTurn });
  const settling = createSettling({ rules, openSession, changed: told, log });
  const crossChecks = createCrossChecks({ rules, openSession, changed: () => changed('crosscheck', 'review'), log });
  const parts: Parts = {
    ...options,
    emit,
    attachments,
    blobs,
    tasks,
    rules,
    settling,
    crossChecks,
    changed,
    openSession,
  };
  // A demo opens by itself.
  void options.opened?.then(() => crossChecks.begin());
  return {
    handlers: holdWhileStoring(
      guardTwoPeople(guardExports(handlersOf(parts), openSession), openSession),
      openSession,
      tasks.cancel,
    ),
    attachments,
    blobs,
    close: async () => {
      await tasks.close();
      await settling.stop();
      await crossChecks.stop();
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
  const { changed, clock, openSession, rules, settling, shell, version, workspace } = parts;
  const { session } = workspace;
  const status = async () => workspace.handlers.status({});
  return {
    workspace: workspaceHandlers(parts),
    cases: caseHandlers({
      session,
      rules,
      clock,
      lastBackupAt: async () => (await workspace.facts()).lastBackupAt,
    }),
    queue: queueHandlers({
      context: () => ({ session: session(), catalogue: rules.current(), clock, blobs: parts.blobs }),
      changed: () => changed('cases', 'queue', 'review'),
    }),
    review: reviewHandlers(parts),
    transfer: transferHandlers({
      session,
      rules,
      clock,
      tasks: parts.tasks,
      checked: parts.crossChecks.within,
      changed: (...more) => changed('cases', 'review', 'transfer', 'second', 'crosscheck', 'settings', ...more),
    }),
    catalogue: catalogueHandlers({ session, rules, attachments: parts.attachments }),
    matching: matchingHandlers({ session, current: rules.current }),
    policies: policyHandlers({
      session,
      rules,
      decided: async () => {
        changed('cases', 'review', 'catalogue', 'policies', 'settings');
        await settling.begin();
      },
    }),
    documents: documentHandlers({
      ...{ session, rules, clock, tasks: parts.tasks },
      changed: () => changed('documents', 'cases'),
    }),
    journal: journalHandlers({ session, rules, clock, tasks: parts.tasks, changed: () => changed('journal') }),
    privacy: privacyHandlers({
      ...{ session, rules, clock, tasks: parts.tasks },
      release: () => parts.attachments.close(),
      changed: () => changed('cases', 'review', 'transfer', 'publicity', 'documents', 'privacy', 'journal', 'settings'),
    }),
    publicity: publicityHandlers({ ...{ session, rules, clock }, changed: () => changed('publicity', 'cases') }),
    crosscheck: crosscheckHandlers({
      ...{ session, rules, checks: parts.crossChecks, tasks: parts.tasks },
      changed: () => changed('crosscheck', 'review', 'cases', 'journal'),
    }),
    second: secondHandlers({
      ...{ session, rules, clock, blobs: parts.blobs },
      changed: () => changed('second', 'cases', 'review', 'transfer', 'settings'),
    }),
    settings: settingsHandlers({
      ...{ workspace, session, openSession, rules, clock, shell, version },
      folder: async () => (await status()).folder,
    }),
    host: hostHandlers(parts),
  };
}

/** Whatever leaves the open workspace, or turns to another person, first ends its imports and closes its files. */
function workspaceHandlers({ workspace, tasks, attachments, settling, crossChecks }: Parts): Handlers['workspace'] {
  const leaving = <I, T>(handler: (input: I) => T | Promise<T>) => {
    return async (input: I): Promise<T> => {
      await tasks.close();
      await settling.stop();
      await crossChecks.stop();
      await attachments.close();
      try {
        return await handler(input);
      } finally {
        // What was read while the handler waited for its turn.
        await attachments.close();
        // Where somebody came in: rules may have changed since the last time.
        await settling.beginShortly();
        void crossChecks.begin();
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

function reviewHandlers({ workspace, rules, clock, blobs, changed }: Parts): Handlers['review'] {
  const { session } = workspace;
  const context = (): acts.ReviewContext => ({ session: session(), catalogue: rules.current(), clock, blobs });
  const opened = (caseId: string) => {
    const catalogue = rules.ofCase(caseId);
    return { catalogue, open: openCase(session(), catalogue, caseId) };
  };
  /** Other windows follow too; the caller has the checklist in its answer. */
  const act = <I, T>(work: (context: acts.ReviewContext, input: I) => T | Promise<T>) => {
    return async (input: I): Promise<T> => {
      const result = await work(context(), input);
      changed('cases', 'review', 'second', 'settings');
      return result;
    };
  };
  return {
    checklist: ({ caseId }) => checklistOf(session(), opened(caseId).open),
    setVerdict: act(acts.setVerdict),
    clearVerdict: act(acts.clearVerdict),
    setNote: act(acts.setNote),
    observeFact: act(observeFact),
    addEvidence: act(acts.addEvidence),
    removeEvidence: act(acts.removeEvidence),
    undo: act(acts.undo),
    redo: act(acts.redo),
    viewed: (input) => acts.viewed(context(), input),
    putChangesAway: ({ caseId, away }) => {
      const { open } = opened(caseId);
      const { db, person } = session();
      db.write((tx) => putChangesAway(tx, person.personId, caseId, away));
      return checklistOf(session(), open);
    },
    outcome: ({ caseId }) => {
      const { catalogue, open } = opened(caseId);
      return outcomeOf(session(), catalogue, open);
    },
    clauses: ({ caseId, itemId }) => {
      const { catalogue, open } = opened(caseId);
      return clausesOf(catalogue, open, itemId);
    },
    versions: ({ caseId }) => {
      opened(caseId);
      return versionsOf(session(), caseId);
    },
    compare: ({ caseId, from, to }) => compareVersionsOf(session(), opened(caseId).open, from, to),
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
