import path from 'node:path';
import { exportedCases, exportRows, storedBundles, unreturnedCases } from '#db/queries/transfer.ts';
import type { Clock } from '#main/ports.ts';
import type { Handlers } from '#shared/api/contract.ts';
import type { Topic } from '#shared/api/events.ts';
import type { ExportReport, ImportReport } from '#shared/api/transfer.ts';
import { hashGroups } from '#shared/domain/bundle.ts';
import { errorMessage, Refusal } from '#shared/domain/errors.ts';
import { localDay } from '../cases/caseRows.ts';
import type { Rules } from '../policies/rules.ts';
import { summariseCase } from '../review/evaluateCase.ts';
import type { Session } from '../session.ts';
import type { TaskList } from '../tasks.ts';
import { centreOf, exportedCase, exportReview, requireExport } from './exportReview.ts';
import { importBundle } from './importBundle.ts';
import { withdrawExport } from './withdrawExport.ts';

export interface TransferContext {
  session: () => Session;
  rules: Rules;
  clock: Clock;
  tasks: TaskList;
  /** Holds the new cases against the known ones; ends with `signal`, never with an error. */
  checked: (signal: AbortSignal) => Promise<void>;
  changed: (...more: Topic[]) => void;
}

/** Reports shown on the exchange page. */
const LISTED = 100;

export function transferHandlers(context: TransferContext): Handlers['transfer'] {
  const { rules, clock, tasks } = context;
  return {
    importStart: ({ path: file }) => {
      const session = context.session();
      const catalogue = rules.current();
      const summarise = (record: Parameters<typeof summariseCase>[1]) => summariseCase(catalogue, record);
      return tasks.start('import', path.basename(file), async (report, signal) => {
        const importReport = await importBundle(session, { path: file, clock, summarise, report, signal });
        await context.checked(signal);
        context.changed(...(importReport.policy ? (['policies'] as const) : []));
        return { importReport };
      });
    },
    exportStart: ({ path: file }) => {
      const session = context.session();
      return tasks.start('export', path.basename(file), async (report, signal) => {
        const exportReport = await exportReview(session, { path: file, report, signal });
        context.changed();
        return { exportReport };
      });
    },
    task: ({ taskId }) => tasks.find(taskId),
    running: () => ({ tasks: tasks.running() }),
    cancel: ({ taskId }) => tasks.cancel(taskId),
    imports: () => ({
      reports: storedBundles(context.session().db.read, LISTED).map((row) => JSON.parse(row.report) as ImportReport),
    }),
    exports: () => ({ reports: exportReports(context.session()) }),
    withdrawExport: ({ bundleId, reason }) => {
      withdrawExport(context.session(), bundleId, reason);
      context.changed();
      return {};
    },
    exportPreview: () => preview(context.session(), clock),
  };
}

function exportReports(session: Session): ExportReport[] {
  return exportRows(session.db.read, LISTED).map((row) => ({
    ...{ bundleId: row.bundleId, path: row.file, file: row.file, bytes: row.bytes, sha256: row.sha256 },
    groups: hashGroups(row.sha256),
    sealed: row.sealed === 1,
    exportedAt: row.exportedAt,
    cases: exportedCases(session.db.read, row.bundleId).map(exportedCase),
    acknowledgedAt: row.acknowledgedAt,
    withdrawn: row.withdrawnAt === null ? null : { at: row.withdrawnAt, reason: row.withdrawnReason ?? '' },
  }));
}

/** Why an export would be refused now, in the words of the refusal. */
function obstacle(session: Session, cases: number): string | null {
  try {
    requireExport(session);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return cases === 0 ? errorMessage('NOTHING_TO_EXPORT') : null;
}

/** A file name for the person's bundle; what file systems do not take is left out of the name. */
function suggestName(person: string, now: number): string {
  const minutes = new Date(now + 8 * 3600_000).toISOString().slice(11, 16).replace(':', '');
  const name = person.replace(/[\p{Cc}\s\\/:*?"<>|]/gu, '');
  return `审核包-${name}-${localDay(now).replaceAll('-', '')}-${minutes}.qpb`;
}

function preview(session: Session, clock: Clock) {
  const cases = unreturnedCases(session.db.read);
  const centre = centreOf(session);
  const reason = obstacle(session, cases.length);
  return {
    ready: reason === null,
    reason,
    suggestedName: suggestName(session.person.name, clock.now()),
    recipient: centre ? `${centre.subject.name}（${centre.subject.unit}）` : null,
    cases: cases.map((row) => ({ ...exportedCase(row), signedAt: row.signedAt })),
  };
}
