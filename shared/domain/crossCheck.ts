import { z } from 'zod';
import { requiredText, sha256, text, uuid } from './primitives.ts';

/** What can be found between two cases, the gravest first: only an open `exclusion` keeps a case from being signed. */
export const CROSS_KINDS = ['exclusion', 'deduction', 'person', 'file', 'page'] as const;
export const crossKind = z.enum(CROSS_KINDS);
export type CrossKind = z.infer<typeof crossKind>;
export const CROSS_KIND_TITLES: Record<CrossKind, string> = {
  exclusion: '互斥享受',
  deduction: '就高或扣减',
  person: '同一主体',
  file: '相同文件',
  page: '相同页面',
};

/** `changed`: decided, but what it rested on is other now; it counts as open. */
export const CROSS_STATES = ['open', 'changed', 'confirmed', 'dismissed'] as const;
export const crossState = z.enum(CROSS_STATES);
export type CrossState = z.infer<typeof crossState>;
export const CROSS_STATE_TITLES: Record<CrossState, string> = {
  open: '待核查',
  changed: '情况有变',
  confirmed: '已确认',
  dismissed: '已排除',
};
export const isOpenHit = (state: CrossState): boolean => state === 'open' || state === 'changed';

export const crossDecision = z.enum(['confirmed', 'dismissed']);
export type CrossDecision = z.infer<typeof crossDecision>;

/** Coded reasons, each for one of the decisions. */
export const CROSS_REASONS = {
  'same-subject': { decision: 'confirmed', title: '确为同一人或同一单位' },
  'double-benefit': { decision: 'confirmed', title: '确属重复或互斥享受' },
  'to-deduct': { decision: 'confirmed', title: '须就高或扣减' },
  'file-reused': { decision: 'confirmed', title: '文件确被重复使用' },
  'confirmed-other': { decision: 'confirmed', title: '其他（须写明）' },
  'other-subject': { decision: 'dismissed', title: '不是同一人或同一单位' },
  'shared-contact': { decision: 'dismissed', title: '共用联系方式或账户，属正常' },
  'not-enjoyed': { decision: 'dismissed', title: '对方未享受、已放弃或已撤回' },
  'no-conflict': { decision: 'dismissed', title: '事项不同，不构成互斥' },
  'file-common': { decision: 'dismissed', title: '文件通用，属正常' },
  'dismissed-other': { decision: 'dismissed', title: '其他（须写明）' },
} as const satisfies Record<string, { decision: CrossDecision; title: string }>;
export type CrossReason = keyof typeof CROSS_REASONS;
export const crossReason = z.enum(Object.keys(CROSS_REASONS) as [CrossReason, ...CrossReason[]]);

const NEEDS_NOTE: readonly CrossReason[] = ['confirmed-other', 'dismissed-other'];

/** What is wrong with a decision, in a phrase; `null` when it can stand. */
export function crossDecisionProblem(decision: CrossDecision, reason: CrossReason, note: string): string | null {
  if (CROSS_REASONS[reason].decision !== decision) return '所选原因与决定不符，请重新选择';
  if (NEEDS_NOTE.includes(reason) && note.trim() === '') return '原因为“其他”时须写明情况';
  return null;
}

const decided = {
  hitId: sha256,
  kind: crossKind,
  /** Both cases, or the one a file came up twice in. */
  cases: z.array(uuid).min(1).max(2),
  evidence: sha256,
};

export const crossCheckEvents = {
  /** A hit was confirmed or dismissed and stays so while its evidence is the same; `taken: false` takes the decision back. */
  'crossCheck.decided': z.discriminatedUnion('taken', [
    z.strictObject({
      ...decided,
      taken: z.literal(true),
      decision: crossDecision,
      reason: crossReason,
      note: text(500),
      /** The hit in a sentence without personal data. */
      summary: requiredText(600),
    }),
    z.strictObject({ ...decided, taken: z.literal(false) }),
  ]),
};

/** A decided hit as it is signed and handed back with the review. */
export const pinnedHit = z.strictObject({
  kind: crossKind,
  /** Number of the other case; the case's own where the hit lies within it. */
  other: text(60),
  summary: text(600),
  decision: crossDecision,
  reason: crossReason,
  note: text(500),
});
export type PinnedHit = z.infer<typeof pinnedHit>;

/** `互斥享受已确认（确属重复或互斥享受）：…`, as opinions and reports say it. */
export function pinnedSentence({ kind, summary, decision, reason, note }: PinnedHit): string {
  const why = [CROSS_REASONS[reason].title, note].filter((part) => part !== '').join('：');
  return `${CROSS_KIND_TITLES[kind]}${CROSS_STATE_TITLES[decision]}（${why}）：${summary}`;
}
