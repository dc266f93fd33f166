import { DOCUMENT_TITLES } from '#shared/documents/model.ts';
import { numberText } from '#shared/documents/numbers.ts';
import { BUNDLE_KIND_TITLES } from '#shared/domain/bundle.ts';
import { ERROR_MESSAGES, type ErrorCode, errorMessage } from '#shared/domain/errors.ts';
import type { EventPayload, EventType } from '#shared/domain/events.ts';
import { EXPORT_KINDS, EXPORT_TITLES, type ExportRights } from '#shared/domain/exportRights.ts';
import { ROLE_TITLES } from '#shared/domain/person.ts';
import { RECORD_TITLES } from '#shared/domain/privacyEvents.ts';
import { DECISION_TITLES } from '#shared/domain/review.ts';
import { BATCH_SENTENCES, CASE_SENTENCES } from '../cases/history.ts';

type OnCase = keyof typeof CASE_SENTENCES | keyof typeof BATCH_SENTENCES;
type Sentences = { [T in Exclude<EventType, OnCase>]: (payload: EventPayload<T>) => string };

const PREFERENCES: Record<string, string> = {
  appearance: '颜色',
  textSize: '文字大小',
  shortcuts: '快捷键',
  splitPercent: '文档与审核表的宽度',
  filesCollapsed: '附件栏',
  queueViews: '案卷视图',
  sideBySide: '并排查看',
  wideSplitPercent: '并排查看时文档与审核表的宽度',
  panesPercent: '并排查看时两份文件的宽度',
  advance: '判定后自动到下一项',
};

const short = (hash: string): string => hash.slice(0, 8);
const refused = (code: string, details: Record<string, string | number>): string =>
  Object.hasOwn(ERROR_MESSAGES, code) ? errorMessage(code as ErrorCode, details) : '原因不明';

const rightsSentence = (rights: ExportRights): string =>
  EXPORT_KINDS.map((kind) => {
    const roles = rights[kind].map((role) => ROLE_TITLES[role]);
    return `${EXPORT_TITLES[kind]}——${roles.length === 0 ? '都不可以' : roles.join('、')}`;
  }).join('；');

/** Acts that belong to no single case. */
const WORKSPACE_SENTENCES: Sentences = {
  'workspace.created': (p) => `建立工作区“${p.name}”（${p.unit}）${p.demo ? '，演示用' : ''}`,
  'workspace.restored': (p) => `启用备份副本，从原记录第 ${p.fromSeq} 条之后继续`,
  'workspace.backedUp': (p) => `备份工作区到“${p.file}”`,
  'session.opened': (p) => `解锁工作区${p.unclosed ? '（上一次没有正常锁定）' : ''}`,
  'session.closed': () => '锁定工作区，并签名确认此前的全部记录',
  'clock.behind': (p) => `本机时间早于已知时间（本机 ${p.now.slice(0, 10)}，已知 ${p.floor.slice(0, 10)}）`,
  'person.added': (p) => `登记人员${p.name}（${p.unit}）`,
  'person.recovered': () => '由中心协助恢复口令，启用新的密钥',
  'passphrase.changed': () => '修改口令',
  'certificate.installed': (p) => `装入证书，身份为${ROLE_TITLES[p.role]}`,
  'root.pinned': (p) => `核对并信任中心根证书（${short(p.fingerprint)}）`,
  'crl.accepted': (p) => `接受第 ${p.number} 号吊销名单`,
  'preference.set': (p) => `修改个人设置：${PREFERENCES[p.key] ?? '其他'}`,
  'bundle.imported': (p) => `导入${BUNDLE_KIND_TITLES[p.kind]}包“${p.file}”（${p.issuerName}签发）`,
  'bundle.parked': (p) => `暂存交换包“${p.file}”，等待此前的包`,
  'bundle.refused': (p) => `拒绝交换包“${p.file}”：${refused(p.code, p.details)}`,
  'bundle.exported': (p) => `导出${BUNDLE_KIND_TITLES[p.kind]}包“${p.file}”，${p.cases.length} 件案卷`,
  'bundle.withdrawn': (p) => `声明审核包“${p.file}”遗失，原因：${p.reason}`,
  'bundle.acknowledged': (p) => `中心确认收到 ${p.bundleIds.length} 个审核包`,
  'policy.received': (p) => `收到第 ${p.number} 号政策目录“${p.title}”`,
  'policy.activated': (p) => `决定自 ${p.from} 起启用第 ${p.number} 号政策目录`,
  'policy.rolledBack': (p) => `自 ${p.from} 起退回第 ${p.number} 号政策目录，原因：${p.reason}`,
  'policy.applied': (p) => `按第 ${p.number} 号政策目录重新预检 ${p.cases} 件案卷，${p.changed} 件结果有变`,
  'list.made': (p) =>
    `${p.format === 'print' ? '打印' : '保存'}${p.title}，${p.cases} 件案卷${p.masked ? '' : `（含个人信息，用途：${p.reason}）`}`,
  'publicity.opened': (p) => `发布公示“${p.title}”，${p.entries.length} 件，${p.startsOn} 至 ${p.endsOn}`,
  'publicity.extended': (p) => `公示延长至 ${p.endsOn}，原因：${p.reason}`,
  'documents.configured': () => '修改文号和补正期限的设置',
  'document.numbered': (p) => `编发文号 ${numberText(p)}（${DOCUMENT_TITLES[p.kind]}）`,
  'publicity.ended': (p) => (p.state === 'closed' ? '公示期满，结束公示' : `撤回公示，原因：${p.note}`),
  'sample.drawn': (p) => `随机抽取 ${p.drawn.length} 件复核（抽查号 ${p.seed}）`,
  'cases.concluded': (p) => `批量保存结论：${DECISION_TITLES[p.decision]}，${p.cases.length} 件`,
  'retention.defaultSet': (p) => `案卷保存期限定为中心确认后 ${p.years} 年`,
  'retention.set': (p) =>
    p.until ? `一批案卷保存至 ${p.until}，原因：${p.reason}` : `一批案卷恢复默认保存期限，原因：${p.reason}`,
  'journal.checked': (p) => `核验全部审核记录，${p.entries} 条首尾相接，${p.signatures} 次签名成立`,
  'records.saved': (p) => `保存${RECORD_TITLES[p.what]}到“${p.file}”，${p.rows} 条`,
  'export.rightsSet': (p) => `改定导出权限：${rightsSentence(p.rights)}，原因：${p.reason}`,
  'export.refused': (p) =>
    `${p.role === null ? '没有证书的人员' : ROLE_TITLES[p.role]}请求${EXPORT_TITLES[p.kind]}，未获准`,
  'batch.erased': (p) => `清除一批案卷：${p.cases} 件，${p.events} 条记录的内容，原因：${p.reason}`,
};

const ALL = { ...CASE_SENTENCES, ...BATCH_SENTENCES, ...WORKSPACE_SENTENCES };

/** An act in a plain sentence. `item` names a checklist item or a fact of the case it is about. */
export function sentenceOf(type: EventType, payload: unknown, item: (id: string) => string): string {
  const say = ALL[type] as (payload: unknown, item: (id: string) => string) => string;
  return say(payload, item);
}
