import { z } from 'zod';
import { ROLES, type Role } from './person.ts';
import { requiredText } from './primitives.ts';

/** What can leave the workstation for other eyes, each with a right of its own. */
export const EXPORT_KINDS = ['bundle', 'personal', 'crops', 'table', 'original'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** Completes “可以…”, “不能…”. */
export const EXPORT_TITLES: Record<ExportKind, string> = {
  bundle: '导出审核包',
  personal: '制作含个人信息的文书',
  crops: '在文书中附依据截图',
  table: '保存为电子表格',
  original: '在其他程序中打开附件',
};

/** Roles that can be given a right at all: the others have no such act in their work. */
export const ELIGIBLE_ROLES: Record<ExportKind, readonly Role[]> = {
  bundle: ['reviewer', 'approver', 'inspector'],
  personal: ['reviewer', 'approver'],
  crops: ['reviewer', 'approver'],
  table: ['reviewer', 'approver', 'secretary', 'inspector'],
  original: ['reviewer', 'approver', 'secretary', 'expert', 'inspector'],
};

/** Who decides which roles may export: whoever answers for others' work. */
export const EXPORT_DECIDERS: readonly Role[] = ['approver', 'secretary'];

export type ExportRights = Record<ExportKind, readonly Role[]>;

const kind = z.enum(EXPORT_KINDS);
const roles = (of: ExportKind) =>
  z
    .array(z.enum(ROLES))
    .max(ROLES.length)
    .refine((given) => new Set(given).size === given.length, { message: '身份重复' })
    .refine((given) => given.every((role) => ELIGIBLE_ROLES[of].includes(role)), {
      message: `有的身份不办理“${EXPORT_TITLES[of]}”`,
    });

/** Of every kind the roles that may; an empty list means nobody. */
export const exportRights = z.strictObject({
  bundle: roles('bundle'),
  personal: roles('personal'),
  crops: roles('crops'),
  table: roles('table'),
  original: roles('original'),
});

export const exportEvents = {
  /** Replaces the rights as a whole. */
  'export.rightsSet': z.strictObject({ rights: exportRights, reason: requiredText(200) }),
  /** Somebody asked for what their role may not take out; nothing was written. */
  'export.refused': z.strictObject({ kind, role: z.enum(ROLES).nullable() }),
};
