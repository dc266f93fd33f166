import { z } from 'zod';
import { isoDate, sha256, text, uuid } from '../domain/primitives.ts';

/** What the workstation writes for people outside it. */
export const DOCUMENT_KINDS = ['opinion', 'supplement', 'rejection', 'index', 'summary', 'publicity'] as const;
export const documentKind = z.enum(DOCUMENT_KINDS);
export type DocumentKind = z.infer<typeof documentKind>;
/** Those that are about one case. */
export const CASE_KINDS = ['opinion', 'supplement', 'rejection', 'index'] as const;
export const DOCUMENT_TITLES: Record<DocumentKind, string> = {
  opinion: '审核意见表',
  supplement: '补正通知书',
  rejection: '不予推荐告知书',
  index: '案卷目录',
  summary: '审核结果汇总表',
  publicity: '公示名单',
};

export const DOCUMENT_FORMATS = ['docx', 'xlsx'] as const;
export const documentFormat = z.enum(DOCUMENT_FORMATS);
export type DocumentFormat = z.infer<typeof documentFormat>;
/** Lists are wanted as sheets too; forms are read and signed on paper. */
export const FORMATS_OF: Record<DocumentKind, readonly DocumentFormat[]> = {
  opinion: ['docx'],
  supplement: ['docx'],
  rejection: ['docx'],
  index: ['docx', 'xlsx'],
  summary: ['docx', 'xlsx'],
  publicity: ['docx', 'xlsx'],
};

/** Text, an amount in 分, a count, or nothing. Renderers decide how each is written; text is never taken for a number or a formula. */
export const cell = z.union([
  text(4000),
  z.strictObject({ fen: z.int() }),
  z.strictObject({ count: z.int() }),
  z.null(),
]);
export type Cell = z.infer<typeof cell>;

export const column = z.strictObject({
  title: text(40),
  /** Width relative to the other columns. */
  share: z.int().min(1).max(200),
  align: z.enum(['left', 'center', 'right']),
  /** On paper it stands below the column before it, in the same cell; a sheet has room for both. */
  below: z.literal(true).optional(),
});
export type Column = z.infer<typeof column>;

const figure = z.strictObject({
  /** Names the PNG, whose bytes travel beside the document. */
  sha256,
  caption: text(400),
});
export type Figure = z.infer<typeof figure>;

export const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: text(200) }),
  z.strictObject({
    kind: z.literal('paragraph'),
    text: text(8000),
    /** `body` begins two characters in; `note` is small print. */
    style: z.enum(['body', 'plain', 'note']),
  }),
  /** Labels with their values, two pairs a line; a pair whose value is `wide` has the line for itself. */
  z.strictObject({
    kind: z.literal('fields'),
    rows: z.array(z.strictObject({ label: text(40), value: text(4000), wide: z.boolean() })).max(60),
  }),
  z.strictObject({
    kind: z.literal('table'),
    columns: z.array(column).min(1).max(20),
    rows: z.array(z.array(cell)).max(20_000),
    /** The line of sums below. */
    total: z.array(cell).nullable(),
  }),
  z.strictObject({ kind: z.literal('figures'), items: z.array(figure).max(400) }),
  /** Where people sign, and an empty place for the seal with its date line. */
  z.strictObject({ kind: z.literal('signatures'), lines: z.array(text(120)).max(8), unit: text(200) }),
]);
export type Block = z.infer<typeof block>;

export const documentModel = z.strictObject({
  profile: z.literal('qp-document/1'),
  kind: documentKind,
  title: text(200),
  subtitle: text(300).nullable(),
  orientation: z.enum(['portrait', 'landscape']),
  madeOn: isoDate,
  /** Personal data is masked in every text. */
  masked: z.boolean(),
  /** Invented people: says so on every page. */
  fictional: z.boolean(),
  blocks: z.array(block).max(400),
  /** The signed outcome the document rests on, where it is about one case. */
  basis: z.strictObject({ caseId: uuid, version: z.int().min(1), sha256 }).nullable(),
});
export type DocumentModel = z.infer<typeof documentModel>;

/** Lists of many lines are set smaller than forms. */
export const isList = ({ kind }: Pick<DocumentModel, 'kind'>): boolean => kind === 'publicity' || kind === 'index';

/** The line every page of invented cases carries. */
export const FICTIONAL_LINE = '演示数据，人员和材料均为虚构，不作任何依据';
const UNMASKED_LINE = '含个人信息，注意保管';

/** What the head of every page says: invented people, or people's data. Pictures of papers cannot be masked. */
export function headLines({ fictional, masked, blocks }: DocumentModel): string[] {
  const personal = !masked || blocks.some((one) => one.kind === 'figures' && one.items.length > 0);
  return [...(fictional ? [FICTIONAL_LINE] : []), ...(personal ? [UNMASKED_LINE] : [])];
}

const groups = (hex: string): string => (hex.match(/.{4}/g) ?? []).join(' ');

/** The foot of every page, above its number: what the document can be checked by. */
export function footLines(document: DocumentModel, documentSha256: string): string[] {
  const lines = [`文书校验码 ${groups(documentSha256)}`];
  if (document.basis) lines.push(`审核结果校验码 ${groups(document.basis.sha256)}（第 ${document.basis.version} 版）`);
  return lines;
}
