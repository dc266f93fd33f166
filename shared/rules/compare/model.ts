import { z } from 'zod';

/** What differs between two catalogues, for editors and for officials who put a new one in force. Texts are Chinese. */

export const CHANGES = ['added', 'removed', 'rule', 'figure', 'citation', 'wording'] as const;
export type Change = (typeof CHANGES)[number];

export const CHANGE_WORDS: Record<Change, string> = {
  added: '新增',
  removed: '删除',
  rule: '规则有变',
  figure: '数值有变',
  citation: '引用条款有变',
  wording: '仅文字有变',
};

const detail = z.strictObject({
  /** 金额, 比例, 引用条款 … */
  what: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type Detail = z.infer<typeof detail>;

const nodeChange = z.strictObject({
  /** The same as the key of its line in the rendered programme. */
  key: z.string(),
  /** 申报条件, 支持内容 … */
  section: z.string(),
  title: z.string(),
  change: z.enum(CHANGES),
  /** The whole part as people read it, before and after; null where it is not there or has no sentence. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  details: z.array(detail),
});
export type NodeChange = z.infer<typeof nodeChange>;

export const GROUP_WORDS = {
  programme: '项目',
  document: '文件',
  ledger: '任务台账',
  fact: '情况项',
  list: '名录',
  material: '材料种类',
  calendar: '工作日安排',
  clause: '条款',
} as const;
export type GroupKind = keyof typeof GROUP_WORDS;

export const catalogueComparison = z.strictObject({
  before: z.string(),
  after: z.string(),
  same: z.boolean(),
  groups: z.array(
    z.strictObject({
      kind: z.enum(Object.keys(GROUP_WORDS) as [GroupKind, ...GroupKind[]]),
      id: z.string(),
      title: z.string(),
      change: z.enum(['added', 'removed', 'changed']),
      changes: z.array(nodeChange),
    }),
  ),
});
export type CatalogueComparison = z.infer<typeof catalogueComparison>;
export type ComparisonGroup = CatalogueComparison['groups'][number];

/** One change on one line. */
export function describeChange({ section, title, change, before, after, details }: NodeChange): string {
  const head = `${section}“${title}”${CHANGE_WORDS[change]}`;
  if (change === 'added' || change === 'removed') {
    const text = change === 'added' ? after : before;
    return text === null || text === title ? head : `${head}：${text}`;
  }
  const told = details.map((one) => `${one.what} ${one.before ?? '（无）'} → ${one.after ?? '（无）'}`);
  if (change === 'figure' || change === 'citation' || before === null || before === after)
    return told.length === 0 ? head : `${head}：${told.join('；')}`;
  return `${head}：原为“${before}”，现为“${after}”`;
}
