import { exportRightRows } from '#db/queries/privacy.ts';
import { personNames } from '#db/queries/review.ts';
import type { Handlers } from '#shared/api/contract.ts';
import { Refusal } from '#shared/domain/errors.ts';
import {
  ELIGIBLE_ROLES,
  EXPORT_DECIDERS,
  EXPORT_KINDS,
  EXPORT_TITLES,
  type ExportKind,
  type ExportRights,
} from '#shared/domain/exportRights.ts';
import { ROLE_TITLES, type Role } from '#shared/domain/person.ts';
import { requireRole, type Session } from '../session.ts';
import { wellFormed } from '../wellFormed.ts';

/** The rights in force: as somebody decided, else every role that has such an act in its work. */
export function rightsOf({ db }: Session): ExportRights {
  const decided = new Map(exportRightRows(db.read).map(({ kind, roles }) => [kind, JSON.parse(roles) as Role[]]));
  return Object.fromEntries(
    EXPORT_KINDS.map((kind) => [kind, decided.get(kind) ?? ELIGIBLE_ROLES[kind]]),
  ) as unknown as ExportRights;
}

/**
 * Why the person may not take this out; `null` when they may. Whoever has no certificate yet has no role to be judged by: the acts that
 * need one refuse by themselves, and an attachment may be opened outside until somebody narrowed that right.
 */
export function exportObstacle(session: Session, rights: ExportRights, kind: ExportKind): Refusal | null {
  const { role } = session.person;
  if (role !== null && !ELIGIBLE_ROLES[kind].includes(role)) {
    return new Refusal('ROLE_FORBIDDEN', { role: ROLE_TITLES[role], action: EXPORT_TITLES[kind] });
  }
  const given = rights[kind];
  const untouched = ELIGIBLE_ROLES[kind].every((one) => given.includes(one));
  if (role === null ? untouched : given.includes(role)) return null;
  const allowed = given.length === 0 ? '目前没有' : given.map((one) => ROLE_TITLES[one]).join('、');
  const shown = role === null ? '没有证书的人员' : ROLE_TITLES[role];
  return new Refusal('EXPORT_FORBIDDEN', { role: shown, action: EXPORT_TITLES[kind], allowed });
}

type RightsHandlers = Pick<Handlers['privacy'], 'exportRights' | 'setExportRights'>;

export function exportRightsHandlers(session: () => Session, changed: () => void): RightsHandlers {
  return {
    exportRights: () => {
      const current = session();
      const { role } = current.person;
      const rights = rightsOf(current);
      const [row] = exportRightRows(current.db.read);
      return {
        rights: Object.fromEntries(EXPORT_KINDS.map((kind) => [kind, [...rights[kind]]])) as never,
        mine: Object.fromEntries(
          EXPORT_KINDS.map((kind) => [kind, exportObstacle(current, rights, kind)?.message ?? null]),
        ) as never,
        mayDecide: role !== null && EXPORT_DECIDERS.includes(role),
        decided: row
          ? { by: personNames(current.db.read).get(row.personId) ?? '未知人员', at: row.at, reason: row.reason }
          : null,
      };
    },
    setExportRights: ({ rights, reason }) => {
      const current = session();
      requireRole(current, EXPORT_DECIDERS, '改定导出权限');
      const payload = wellFormed({ rights, reason });
      current.db.write((tx) => current.journal.record(tx, { type: 'export.rightsSet', payload, actor: current.actor }));
      changed();
      return {};
    },
  };
}
