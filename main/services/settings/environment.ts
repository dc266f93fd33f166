import type { z } from 'zod';
import type { environmentCheck } from '#shared/api/settings.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { localDay } from '../cases/caseRows.ts';
import type { Session } from '../session.ts';
import type { WorkspaceFacts } from '../workspaceService.ts';

type Check = z.infer<typeof environmentCheck>;
type State = Check['state'];

const GIB = 1024 ** 3;
const DAY_MS = 86_400_000;

const check = (id: string, label: string, state: State, detail: string): Check => ({ id, label, state, detail });

/** What a support person would ask first, as a table. */
export function environmentChecks(
  session: Session | null,
  facts: WorkspaceFacts,
  catalogue: Catalogue,
  now: number,
): Check[] {
  return [
    diskCheck(facts),
    calendarCheck(catalogue, now),
    check('catalogue', '政策目录', 'ok', `${catalogue.programmes.length} 个项目，版本 ${catalogue.hash.slice(0, 8)}`),
    ...(session ? [databaseCheck(facts), certificateCheck(session, now), backupCheck(facts, now)] : []),
    clockCheck(facts),
  ];
}

function diskCheck({ diskFreeBytes }: WorkspaceFacts): Check {
  const free = `剩余 ${(diskFreeBytes / GIB).toFixed(1)} GB`;
  if (diskFreeBytes < GIB) return check('disk', '磁盘空间', 'problem', `${free}，不足 1 GB，请尽快清理`);
  if (diskFreeBytes < 5 * GIB) return check('disk', '磁盘空间', 'warning', `${free}，导入大包前请先清理`);
  return check('disk', '磁盘空间', 'ok', free);
}

function databaseCheck({ databaseBytes, vaultBytes }: WorkspaceFacts): Check {
  const size = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  return check('database', '工作区数据', 'ok', `数据库 ${size(databaseBytes)}，附件 ${size(vaultBytes)}，均已加密`);
}

function calendarCheck(catalogue: Catalogue, now: number): Check {
  const { years } = catalogue.calendar;
  const last = years.at(-1) ?? 0;
  const year = Number(localDay(now).slice(0, 4));
  const detail = `工作日安排收录至 ${last} 年底`;
  if (last < year) return check('calendar', '工作日历', 'problem', `${detail}，本年期限需人工核定`);
  return check('calendar', '工作日历', 'ok', `${detail}，跨出部分标为需人工核定`);
}

function certificateCheck({ signing }: Session, now: number): Check {
  const leaf = signing?.chain[0];
  if (!leaf) return check('certificate', '签名证书', 'warning', '尚未装入，不能签署和导出');
  const days = Math.floor((Date.parse(leaf.notAfter) - now) / DAY_MS);
  const until = `有效期至 ${leaf.notAfter.slice(0, 10)}`;
  if (days < 0) return check('certificate', '签名证书', 'problem', `${until}，已过期，请向中心换发`);
  if (days < 30) return check('certificate', '签名证书', 'warning', `${until}，还有 ${days} 天，请向中心换发`);
  return check('certificate', '签名证书', 'ok', until);
}

function backupCheck({ lastBackupAt }: WorkspaceFacts, now: number): Check {
  if (lastBackupAt === null) return check('backup', '备份', 'warning', '还没有做过备份');
  const days = Math.floor((now - Date.parse(lastBackupAt)) / DAY_MS);
  return check('backup', '备份', days > 7 ? 'warning' : 'ok', days === 0 ? '今天已备份' : `上次备份在 ${days} 天前`);
}

function clockCheck({ clockBehind }: WorkspaceFacts): Check {
  return clockBehind
    ? check('clock', '系统时间', 'problem', clockWarning(clockBehind))
    : check('clock', '系统时间', 'ok', '与已知时间一致');
}

export function clockWarning({ floor }: { floor: string }): string {
  return `电脑时间早于已知时间 ${floor.slice(0, 10)}，请校准`;
}
