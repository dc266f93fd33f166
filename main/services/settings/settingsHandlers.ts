import { findAttachment } from '#db/queries/cases.ts';
import { fileViewOf, keepFileView } from '#db/queries/fileViews.ts';
import { countUnreturned } from '#db/queries/transfer.ts';
import type { Clock, CoreOptions } from '#main/ports.ts';
import type { Handlers } from '#shared/api/contract.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Rules } from '../policies/rules.ts';
import type { Session } from '../session.ts';
import type { WorkspaceService } from '../workspaceService.ts';
import { clockWarning, environmentChecks } from './environment.ts';
import { readKeyFile, writeKeyFile } from './keyFile.ts';
import { readPreferences, writePreferences } from './preferences.ts';

export interface SettingsContext {
  workspace: Pick<WorkspaceService, 'facts'>;
  session: () => Session;
  /** `null` while the workspace is locked. */
  openSession: () => Session | null;
  rules: Rules;
  clock: Clock;
  shell: CoreOptions['shell'];
  version: string;
  folder: () => Promise<string>;
}

export function settingsHandlers(context: SettingsContext): Handlers['settings'] {
  const { workspace, openSession, rules, clock, shell, version } = context;
  return {
    environment: async () => ({
      checks: environmentChecks(openSession(), await workspace.facts(), rules.current(), clock.now()),
      version,
      shell: shell.kind,
      whyShell: shell.why,
      runtime: runtimeName(),
      folder: await context.folder(),
    }),
    statusLine: async () => {
      const session = openSession();
      const { lastBackupAt, diskFreeBytes, clockBehind } = await workspace.facts();
      return {
        unreturned: session ? countUnreturned(session.db.read) : 0,
        lastBackupAt,
        diskFreeBytes,
        clockWarning: clockBehind ? clockWarning(clockBehind) : null,
      };
    },
    preferences: () => readPreferences(openSession()),
    setPreferences: (changes) => writePreferences(context.session(), changes),
    saveKeys: async ({ path }) => {
      const { shortcuts } = readPreferences(context.session());
      return { keys: await writeKeyFile(path, shortcuts) };
    },
    readKeys: async ({ path }) => ({ keys: await readKeyFile(path) }),
    fileView: ({ attachmentId }) => {
      const { db, person } = context.session();
      return { view: fileViewOf(db.read, person.personId, attachmentId) };
    },
    keepFileView: ({ attachmentId, view }) => {
      const { db, person } = context.session();
      if (!findAttachment(db.read, attachmentId)) throw new Refusal('ATTACHMENT_UNKNOWN');
      db.write((tx) => keepFileView(tx, person.personId, attachmentId, view));
      return {};
    },
  };
}

function runtimeName(): string {
  const { node, electron } = process.versions;
  return `${electron ? `Electron ${electron}，` : ''}Node ${node}，${process.platform} ${process.arch}`;
}
