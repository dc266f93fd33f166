import { type BatchRow, caseBatch } from '#db/queries/privacy.ts';
import { writeTable } from '#main/documents/table.ts';
import type { Clock } from '#main/ports.ts';
import type { Handlers } from '#shared/api/contract.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Role } from '#shared/domain/person.ts';
import { localDay } from '../cases/caseRows.ts';
import type { Rules } from '../policies/rules.ts';
import { requireOpen, requireRole, type Session } from '../session.ts';
import type { TaskList } from '../tasks.ts';
import { wellFormed } from '../wellFormed.ts';
import { accessesOf, accessTable } from './access.ts';
import { eraseBatch } from './erase.ts';
import { exportRightsHandlers } from './exportRights.ts';
import { recordSaved } from './recordSaved.ts';
import { dueBatches, eraseObstacle, keptUntil, retentionBatches, yearsOf } from './retention.ts';

export interface PrivacyContext {
  session: () => Session;
  rules: Rules;
  clock: Clock;
  tasks: TaskList;
  /** Lets go of every open file of the vault. */
  release: () => Promise<void>;
  changed: () => void;
}

/** Who decides how long cases are kept and when they go. */
const KEEPERS: readonly Role[] = ['reviewer', 'approver', 'secretary'];

function batchOf(session: Session, bundleId: string): BatchRow {
  const row = caseBatch(session.db.read, bundleId);
  if (!row) throw new Refusal('RETENTION_UNKNOWN');
  return row;
}

/** Today, but never before a day known to have passed. */
const trustedDay = (session: Session): string => localDay(Date.parse(session.trustedNow()));

export function privacyHandlers(context: PrivacyContext): Handlers['privacy'] {
  const { session, rules, clock, tasks, changed } = context;
  return {
    ...exportRightsHandlers(session, changed),
    accesses: ({ filter, offset, limit }) => accessesOf(session(), rules.current(), filter, offset, limit),
    saveAccesses: async ({ filter, path }) => {
      const current = session();
      requireRole(current, KEEPERS, '导出查看记录');
      const table = accessTable(current, rules.current(), filter);
      await writeTable(path, table);
      recordSaved(current, 'accesses', table.rows.length, path);
      changed();
      return {};
    },
    retention: () => {
      const current = session();
      const { role } = current.person;
      return {
        years: yearsOf(current),
        mayErase: role !== null && KEEPERS.includes(role),
        batches: retentionBatches(current, rules.current(), trustedDay(current)),
      };
    },
    due: () => {
      const current = session();
      const { role } = current.person;
      if (role === null || !KEEPERS.includes(role)) return { batches: 0, cases: 0 };
      return dueBatches(current, yearsOf(current), trustedDay(current));
    },
    setYears: ({ years }) => {
      const current = session();
      requireRole(current, KEEPERS, '改定保存期限');
      const event = { type: 'retention.defaultSet' as const, payload: { years }, actor: current.actor };
      if (years !== yearsOf(current)) current.db.write((tx) => current.journal.record(tx, event));
      changed();
      return {};
    },
    setUntil: ({ bundleId, until, reason }) => {
      const current = session();
      requireRole(current, KEEPERS, '改定保存期限');
      const row = batchOf(current, bundleId);
      if (row.vaultId === null) throw new Refusal('RETENTION_DATE', { reason: '这批案卷已经清除' });
      const received = localDay(Date.parse(row.receivedAt));
      if (until !== null && until < received) {
        throw new Refusal('RETENTION_DATE', { reason: `不能早于收到案卷的 ${received}` });
      }
      const payload = { bundleId, until, reason: wellFormed(reason) };
      current.db.write((tx) => current.journal.record(tx, { type: 'retention.set', payload, actor: current.actor }));
      changed();
      return {};
    },
    erase: async ({ bundleId, reason, passphrase }) => {
      const current = session();
      requireRole(current, KEEPERS, '清除案卷');
      requireErasable(current, bundleId);
      await current.confirmPassphrase(passphrase);
      requireOpen(current);
      return tasks.start('erase', '案卷', async (report) => {
        const until = requireErasable(current, bundleId);
        report({ phase: 'store', bytesDone: 0, bytesTotal: 0, filesDone: 0, filesTotal: 0, rate: 0, msLeft: null });
        await context.release();
        const now = clock.now();
        const erasureReport = await eraseBatch(current, {
          ...{ bundleId, keptUntil: until, reason: wellFormed(reason), now },
        });
        changed();
        return { erasureReport };
      });
    },
  };
}

/** The last day the batch had to be kept. Refuses RETENTION_UNKNOWN, ERASE_BLOCKED. */
function requireErasable(session: Session, bundleId: string): string {
  const row = batchOf(session, bundleId);
  const years = yearsOf(session);
  const obstacle = eraseObstacle(session, row, years, trustedDay(session));
  if (obstacle) throw new Refusal('ERASE_BLOCKED', { ...obstacle });
  return keptUntil(row, years)!;
}
