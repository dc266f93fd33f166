import { z } from 'zod';
import { pinnedHit } from './crossCheck.ts';
import { fen, isoDate, isoTime, requiredText, sha256, text, uuid } from './primitives.ts';

/** What an official decides on one item. An item without one is 未审. */
export const VERDICTS = ['pass', 'fail', 'doubt', 'supplement'] as const;
export const verdictValue = z.enum(VERDICTS);
export type Verdict = z.infer<typeof verdictValue>;
export const VERDICT_TITLES: Record<Verdict, string> = {
  pass: '符合',
  fail: '不符合',
  doubt: '存疑',
  supplement: '待补正',
};

/** Coded reasons; `material-missing` is the one that stands without an evidence anchor. */
export const REASONS = {
  'condition-not-met': '条件不满足',
  contradiction: '材料与申报内容不一致',
  'material-missing': '材料缺失',
  'material-illegible': '材料无法辨认',
  'material-invalid': '材料无效或已过期',
  'identity-mismatch': '人员或单位信息不符',
  'outside-period': '不在政策有效期或申报期内',
  duplicate: '重复享受或互斥享受',
  other: '其他（须在备注中说明）',
} as const;
export type ReasonCode = keyof typeof REASONS;
export const REASON_CODES = Object.keys(REASONS) as [ReasonCode, ...ReasonCode[]];
export const reasonCode = z.enum(REASON_CODES);

/** Item ids name what they are: `material:<id>`, `condition:<id>`, `cross:<id>`. */
export const itemId = z.string().regex(/^(material|condition|cross):[a-z0-9][a-z0-9.-]{0,209}$/);
export const attachmentId = z.string().regex(/^[0-9a-f-]{36}\.[0-9]{1,3}$/);

/**
 * [left, bottom, right, top] in hundredths of a PDF point of the unrotated page, origin at the lower left: integers, so that
 * the canonical JSON that gets signed has one spelling.
 */
const coordinate = z.int().min(-2_000_000).max(2_000_000);
export const pdfRect = z.tuple([coordinate, coordinate, coordinate, coordinate]);
export type PdfRect = z.infer<typeof pdfRect>;

/** Where on which page of which file a decision rests. Rectangles resolve while the file's hash is the same; the quote finds the place again in another version. */
export const evidenceAnchor = z.strictObject({
  attachmentId,
  fileSha256: sha256,
  pageIndex: z.int().min(0).max(20_000),
  pageLabel: text(40),
  rects: z.array(pdfRect).min(1).max(200),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  /** Selected text; empty for a drawn rectangle. */
  quote: text(2000),
  /** The whole page stands for itself: its one rectangle is the page. */
  wholePage: z.literal(true).optional(),
  /** Up to 32 characters before and after the quote. */
  prefix: text(64),
  suffix: text(64),
  /** PNG of the marked region as the official saw it. */
  cropSha256: sha256,
});
export type EvidenceAnchor = z.infer<typeof evidenceAnchor>;

/** How a place was marked, in words. */
export const markedAs = ({ quote, wholePage }: Pick<EvidenceAnchor, 'quote' | 'wholePage'>): string =>
  quote !== '' ? `“${quote}”` : wholePage ? '整页' : '框选';

export const evidenceView = evidenceAnchor.extend({
  id: uuid,
  itemId,
  author: z.string(),
  createdAt: isoTime,
  /** The file was replaced and the page shows the same in the newer one: rectangles hold there. `null` while the anchor says where. */
  place: evidenceAnchor.pick({ attachmentId: true, fileSha256: true, pageIndex: true }).nullable(),
});
export type EvidenceView = z.infer<typeof evidenceView>;

/** Outcome of a case. */
export const DECISIONS = ['recommend', 'supplement', 'reject'] as const;
export const decision = z.enum(DECISIONS);
export type Decision = z.infer<typeof decision>;
export const DECISION_TITLES: Record<Decision, string> = {
  recommend: '推荐',
  supplement: '退回补正',
  reject: '不予推荐',
};

export const supportAmount = z.strictObject({
  totalFen: fen,
  instalments: z.array(z.strictObject({ label: text(80), fen })).max(20),
  cityFen: fen,
  districtFen: fen,
  /** What the clauses give to nobody to pay: 付款方未明确. City, district and this make up the total. */
  unassignedFen: fen.default(0),
  explanation: text(2000),
  /** What the rules leave open was fixed by a person. */
  fixed: z.strictObject({ reason: requiredText(500) }).optional(),
});
export type SupportAmount = z.infer<typeof supportAmount>;

/** 补正清单: what the applicant is asked for, until when. */
export const supplementList = z.strictObject({
  /** The day it was asked. */
  askedOn: isoDate,
  /** Working days given, where the day was counted by the calendar. */
  workingDays: z.int().min(1).max(250).nullable(),
  /** Last day; `null`: 需人工核定, neither the programme nor a person has fixed one. */
  dueOn: isoDate.nullable(),
  items: z.array(z.strictObject({ itemId, title: text(400), ask: text(2000) })).max(400),
});
export type SupplementList = z.infer<typeof supplementList>;

export const caseResult = z.strictObject({
  decision,
  amount: supportAmount.nullable(),
  opinion: requiredText(8000),
  /** Only with 退回补正. */
  supplement: supplementList.nullable().default(null),
});
export type CaseResult = z.infer<typeof caseResult>;

/** What keeps a case from being signed: a closed list, so that batches and other screens can tell them apart. */
export const BLOCKERS = [
  'ITEMS_OPEN',
  'ITEMS_DOUBT',
  'EVIDENCE_MISSING',
  'OUTCOME_MISSING',
  'AMOUNT_STALE',
  'SUPPLEMENT_STALE',
  'RECOMMEND_WITH_FAIL',
  'RECOMMEND_WITH_SUPPLEMENT',
  'REJECT_WITHOUT_FAIL',
  'SUPPLEMENT_WITHOUT_ITEM',
  'EXCLUSION_OPEN',
] as const;
export const blockerCode = z.enum(BLOCKERS);
export type BlockerCode = z.infer<typeof blockerCode>;

/** How a value read in the documents stands to the declared one; `added`: nothing was declared. */
export const FINDINGS = ['confirmed', 'differs', 'added'] as const;
export const finding = z.enum(FINDINGS);
export type Finding = z.infer<typeof finding>;
export const FINDING_TITLES: Record<Finding, string> = {
  confirmed: '核实一致',
  differs: '核实不一致',
  added: '申报未填，核实补充',
};

/** A declared value and what was read in the documents, both as people read them, personal ones masked. */
export const observation = z.strictObject({
  key: text(80),
  label: text(200),
  finding,
  declared: text(4000).nullable(),
  observed: text(4000),
  note: text(500),
});
export type Observation = z.infer<typeof observation>;

/** Reasons for opening a signed case again. */
export const REOPEN_REASONS = {
  correction: '申请人补正了材料',
  'new-evidence': '发现新的情况',
  mistake: '审核有误',
  'returned-by-centre': '中心退回',
  'second-review': '复核退回或裁定',
} as const;
export type ReopenReason = keyof typeof REOPEN_REASONS;
export const reopenReason = z.enum(Object.keys(REOPEN_REASONS) as [ReopenReason, ...ReopenReason[]]);

/**
 * What an official signs: the whole outcome of one case, in one canonical JSON document (`data/reviews/<caseId>.<version>.json`).
 * `rulesHash` and `rulesOn` fix which catalogue and which day's rules the pre-checks used.
 */
export const reviewRecord = z.strictObject({
  profile: z.literal('qp-review/1'),
  caseId: uuid,
  caseNumber: requiredText(60),
  programme: z.string(),
  track: z.string().nullable(),
  version: z.int().min(1),
  rulesHash: sha256,
  rulesOn: isoDate,
  items: z
    .array(
      z.strictObject({
        itemId,
        title: text(400),
        precheck: z.enum(['true', 'false', 'unknown', 'needsHuman', 'none']),
        verdict: verdictValue.nullable(),
        reason: reasonCode.nullable(),
        note: text(2000),
        evidence: z.array(evidenceAnchor.extend({ id: uuid })).max(100),
      }),
    )
    .max(400),
  /** Values the pre-checks were computed with in place of the declared ones. */
  observed: z.array(observation).max(600).default([]),
  /** Hits of cross-checks that were confirmed or dismissed. */
  crossChecks: z.array(pinnedHit).max(2000).default([]),
  result: caseResult,
  unopened: z.array(text(160)).max(200),
  signedBy: z.strictObject({ keyId: sha256, name: text(80), role: z.string() }),
  signedAt: isoTime,
});
export type ReviewRecord = z.infer<typeof reviewRecord>;

/** States of a case on this workstation. */
export const CASE_STATES = ['new', 'reviewing', 'signed', 'exported', 'acknowledged'] as const;
export const caseState = z.enum(CASE_STATES);
export type CaseState = z.infer<typeof caseState>;
export const CASE_STATE_TITLES: Record<CaseState, string> = {
  new: '未审',
  reviewing: '审核中',
  signed: '已签署',
  exported: '已导出待确认',
  acknowledged: '中心已确认',
};

/** A SHA-256 as people compare it: 16 groups of 4 hex digits. */
export const sha256Groups = z.array(z.string().regex(/^[0-9a-f]{4}$/)).length(16);

export function toGroups(sha256Hex: string): string[] {
  return Array.from({ length: 16 }, (_, i) => sha256Hex.slice(i * 4, i * 4 + 4));
}
