import { findExport } from '#db/queries/transfer.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { requireRole, type Session } from '../session.ts';
import { RETURNING_ROLES } from './exportReview.ts';

/**
 * A bundle was lost on its way: the journal says so, its cases are to be handed back anew, and the centre learns of it with the next
 * bundle. Refuses ROLE_FORBIDDEN, EXPORT_UNKNOWN, and EXPORT_SETTLED where the centre has it or it was declared lost before.
 */
export function withdrawExport(session: Session, bundleId: string, reason: string): void {
  requireRole(session, RETURNING_ROLES, '声明导出的审核包遗失');
  const row = findExport(session.db.read, bundleId);
  if (!row) throw new Refusal('EXPORT_UNKNOWN');
  const { file, acknowledgedAt, withdrawnAt } = row;
  if (acknowledgedAt !== null) throw new Refusal('EXPORT_SETTLED', { file, problem: '中心已经确认收到' });
  if (withdrawnAt !== null) throw new Refusal('EXPORT_SETTLED', { file, problem: '已经声明过遗失' });
  const payload = { bundleId, file, reason };
  session.db.write((tx) => session.journal.record(tx, { type: 'bundle.withdrawn', payload, actor: session.actor }));
}
