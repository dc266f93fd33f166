import type { z } from 'zod';
import type { ReadableDb, WritableDb } from '#db/database.ts';
import { defineProjection, type Projection } from '#db/projections.ts';
import { personNames } from '#db/queries/review.ts';
import { caseEvents } from '#db/schema/review.ts';
import type { historyEntry } from '#shared/api/cases.ts';
import { CROSS_KIND_TITLES, pinnedSentence } from '#shared/domain/crossCheck.ts';
import type { EventPayload, EventType } from '#shared/domain/events.ts';
import { countChanged } from '#shared/domain/filePages.ts';
import type { StoredEvent } from '#shared/domain/journal.ts';
import { OBJECTION_CHANNELS, OBJECTION_OUTCOMES } from '#shared/domain/publicity.ts';
import { DECISION_TITLES, REASONS, REOPEN_REASONS, VERDICT_TITLES } from '#shared/domain/review.ts';
import { hiddenAuthors } from '../second/ownSide.ts';

type HistoryEntry = z.infer<typeof historyEntry>;
/** Events that name a case. */
type CaseEvent = { [T in EventType]: EventPayload<T> extends { caseId: string } ? T : never }[EventType];
type Sentences = { [T in CaseEvent]: (payload: EventPayload<T>, item: (itemId: string) => string) => string };

export const FIELD_NAMES: Record<string, string> = {
  name: '姓名',
  idNumber: '证件号码',
  phone: '联系电话',
  employer: '用人单位',
  employerCode: '单位信用代码',
  bankAccount: '收款账号',
  spouseIdNumber: '配偶证件号码',
  'objection.name': '异议人',
  'objection.contact': '异议人联系方式',
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** What the journal says of a case, in plain sentences. */
export const CASE_SENTENCES: Sentences = {
  'case.imported': (p) => {
    if (p.change === 'new') return `导入案卷 ${p.number}`;
    const opened = (p.touched?.items.length ?? 0) + (p.touched?.facts.length ?? 0);
    const pages = (p.touched?.files ?? []).map(({ pages }) => countChanged(pages)).filter((count) => count !== null);
    const compared = pages.length > 0 ? `，逐页比对 ${pages.length} 个文件，${sum(pages)} 页有变化` : '';
    return `案卷 ${p.number} 被新的案卷包更新${compared}${opened > 0 ? `，${opened} 项判定或核实值须重新核对` : ''}`;
  },
  'verdict.set': (p, item) =>
    `“${item(p.itemId)}”判为${VERDICT_TITLES[p.verdict]}${p.reason ? `（${REASONS[p.reason]}）` : ''}`,
  'verdict.cleared': (p, item) => `清除“${item(p.itemId)}”的判定`,
  'note.set': (p, item) => `修改“${item(p.itemId)}”的备注`,
  'fact.observed': (p, item) =>
    p.value === null ? `取消“${item(p.key)}”的核实值` : `记录“${item(p.key)}”的核实值${p.note ? `（${p.note}）` : ''}`,
  'evidence.added': (p, item) => `为“${item(p.itemId)}”添加依据（第 ${p.anchor.pageLabel} 页）`,
  'evidence.removed': (p, item) => `移除“${item(p.itemId)}”的一条依据`,
  'result.set': (p) => (p.result ? `保存结论：${DECISION_TITLES[p.result.decision]}` : '取消结论'),
  'case.signed': (p) => `签署第 ${p.version} 版审核结果`,
  'case.reopened': (p) => `重新开启（${REOPEN_REASONS[p.reason]}${p.note ? `：${p.note}` : ''}）`,
  'field.revealed': (p) => `查看${FIELD_NAMES[p.field] ?? '敏感信息'}，原因：${p.reason}`,
  'document.made': (p) =>
    `${p.format === 'print' ? '打印' : '保存'}${p.title}${p.masked && !p.crops ? '' : `（含${p.masked ? '材料截图' : '个人信息'}，用途：${p.reason}）`}`,
  'publicity.objected': (p) => `公示期内收到异议（${OBJECTION_CHANNELS[p.channel]}）`,
  'publicity.removed': (p) => `从公示名单中移出，原因：${p.reason}`,
  'publicity.settled': (p) => `处理公示异议：${OBJECTION_OUTCOMES[p.outcome]}`,
  'second.asked': (p) => `第 ${p.version} 版提请${p.blind ? '盲审' : ''}复核${p.sampleId ? '（抽查）' : ''}`,
  'second.taken': () => '领取复核',
  'second.released': (p) => `${p.to ? `把复核转给${p.to.name}` : '交回复核，待他人领取'}，原因：${p.reason}`,
  'second.received': (p) => `收到${p.firstName}转交复核的第 ${p.version} 版审核结果`,
  'second.answered': (p) =>
    p.outcome === 'approved' ? `${p.byName}复核通过（另一台工作站）` : `${p.byName}复核后退回部分项目（另一台工作站）`,
  'second.handed': (p) => `转交${p.toName}复核`,
  'second.adjudicated': (p) => {
    const returned = p.choices.filter(({ choice }) => choice === 'return').length;
    if (p.outcome === 'returned') return `复核裁定 ${p.choices.length} 项，其中退回 ${returned} 项重新审核`;
    return p.choices.length > 0 ? `复核裁定 ${p.choices.length} 项并通过` : '复核通过';
  },
  'page.viewed': (p) => `查看附件 ${p.pages.length} 页`,
  'attachment.openedOutside': () => '在其他程序中打开附件',
  undo: () => '撤销上一步操作',
  redo: () => '恢复撤销的操作',
  'case.erased': (p) => `清除案卷 ${p.number} 的全部内容`,
};

type BatchEvent = 'cases.assigned' | 'cases.flagged' | 'cases.takenBack' | 'crossCheck.decided';
export const BATCH_SENTENCES: { [T in BatchEvent]: (payload: EventPayload<T>) => string } = {
  'cases.assigned': (p) =>
    p.assignee ? `分派给${p.assignee.name}（共 ${p.cases.length} 件）` : `撤回分派（共 ${p.cases.length} 件）`,
  'cases.flagged': (p) => (p.flagged ? '加标记' : '取消标记'),
  'cases.takenBack': (p) => `撤销批量操作（共 ${p.cases.length} 件）`,
  'crossCheck.decided': (p) =>
    p.taken
      ? `交叉核查：${pinnedSentence({ ...p, other: '' })}`
      : `交叉核查：撤回“${CROSS_KIND_TITLES[p.kind]}”的核查结论`,
};

interface Row {
  seq: number;
  at: string;
  personId: string;
  type: CaseEvent | BatchEvent;
  payload: string;
}

const PUT_EVENT = 'INSERT INTO case_events VALUES (?, ?, ?)';
const HISTORY = `SELECT j.seq, j.at, j.person_id personId, j.type, CAST(j.payload AS TEXT) payload
  FROM case_events e CROSS JOIN journal j ON j.stream = e.stream AND j.seq = e.seq WHERE e.case_id = ?`;

function putEvent(tx: WritableDb, { stream, seq, payload }: StoredEvent<CaseEvent>): void {
  tx.writes(PUT_EVENT).run(payload.caseId, stream, seq);
}

function putEvents(tx: WritableDb, { stream, seq, payload }: StoredEvent<BatchEvent>): void {
  for (const caseId of payload.cases) tx.writes(PUT_EVENT).run(caseId, stream, seq);
}

/** What is left of an erased case is that it was erased. */
function eraseEvents(tx: WritableDb, event: StoredEvent<'case.erased'>): void {
  const { caseId, seconds } = event.payload;
  for (const id of [caseId, ...seconds]) tx.writes('DELETE FROM case_events WHERE case_id = ?').run(id);
  // An act on many cases that lost its words is told of none of them.
  for (const { stream, seqs } of event.payload.blanked) {
    for (const seq of seqs) tx.writes('DELETE FROM case_events WHERE stream = ? AND seq = ?').run(stream, seq);
  }
  putEvent(tx, event);
}

/** Where each case's events are, so that its history is found without reading the whole journal. */
export const historyProjection: Projection = defineProjection([caseEvents], {
  ...Object.fromEntries(Object.keys(CASE_SENTENCES).map((type) => [type, putEvent])),
  ...Object.fromEntries(Object.keys(BATCH_SENTENCES).map((type) => [type, putEvents])),
  'case.erased': eraseEvents,
});

/** Every recorded act on a case, newest first. `item` names a checklist item. */
export function historyOf(db: ReadableDb, caseId: string, item: (itemId: string) => string): HistoryEntry[] {
  const names = personNames(db);
  const hidden = hiddenAuthors(db, caseId);
  const rows = db
    .reads<Row>(HISTORY)
    .all(caseId)
    .filter(({ type, personId }) => type === 'case.imported' || !hidden?.(personId));
  const entries = rows.map(({ seq, at, personId, type, payload }): HistoryEntry => {
    const say = { ...CASE_SENTENCES, ...BATCH_SENTENCES }[type] as (
      payload: unknown,
      item: (itemId: string) => string,
    ) => string;
    const sentence = say(JSON.parse(payload), item);
    return { seq, time: at, actor: names.get(personId) ?? '未知人员', type, sentence };
  });
  return entries.sort((a, b) => (a.time === b.time ? b.seq - a.seq : a.time < b.time ? 1 : -1));
}
