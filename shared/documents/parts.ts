import { REASONS, VERDICT_TITLES } from '../domain/review.ts';
import type { CaseFacts, Issuer, ItemFacts, SignedFacts } from './caseFacts.ts';
import { type Block, DOCUMENT_TITLES, type DocumentKind, type DocumentModel } from './model.ts';
import { longDate } from './words.ts';

type Fields = Extract<Block, { kind: 'fields' }>['rows'];

export const field = (label: string, value: string | null, wide = false): Fields[number] => ({
  label,
  value: value === null || value === '' ? '—' : value,
  wide,
});
export const heading = (text: string): Block => ({ kind: 'heading', text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text, style: 'body' });
export const plain = (text: string): Block => ({ kind: 'paragraph', text, style: 'plain' });
export const note = (text: string): Block => ({ kind: 'paragraph', text, style: 'note' });

/** A document about one case, on its signed outcome where there is one. */
export function caseDocument(
  kind: DocumentKind,
  facts: CaseFacts,
  { madeOn, number: ownNumber }: Issuer,
  blocks: (Block | null)[],
): DocumentModel {
  const { signed, caseId, masked, fictional, number } = facts;
  return {
    profile: 'qp-document/1',
    kind,
    title: DOCUMENT_TITLES[kind],
    subtitle: [ownNumber, `案卷编号：${number}`].filter((line) => line !== null).join('\n'),
    orientation: 'portrait',
    madeOn,
    masked,
    fictional,
    blocks: blocks.filter((one) => one !== null),
    basis: signed ? { caseId, version: signed.version, sha256: signed.sha256 } : null,
  };
}

export const programmeOf = ({ programmeName, trackName }: CaseFacts): string =>
  trackName === null ? programmeName : `${programmeName}·${trackName}`;

/** Reason and remark of an item in one line. */
export function whyOf({ reason, note: remark }: ItemFacts): string {
  return [reason ? REASONS[reason] : '', remark].filter((text) => text !== '').join('；');
}

/** Where the evidence of an item stands. */
export function whereOf({ evidence }: ItemFacts): string {
  return evidence.map(({ file, pageLabel }) => `${file} 第${pageLabel}页`).join('；');
}

/** Items of one verdict as numbered rows: what, why, by which clause. Without a remark the requirement says what is wanted. */
export function itemsTable(items: readonly ItemFacts[], what: string): Block {
  return {
    kind: 'table',
    columns: [
      { title: '序号', share: 9, align: 'center' },
      { title: '事项', share: 22, align: 'left' },
      { title: what, share: 41, align: 'left' },
      { title: '政策依据', share: 28, align: 'left' },
    ],
    rows: items.map((item, i) => [
      { count: i + 1 },
      item.title,
      whyOf(item) || item.requirement || '—',
      item.cites.join('；') || '—',
    ]),
    total: null,
  };
}

export const verdictTitle = ({ verdict }: ItemFacts): string => (verdict ? VERDICT_TITLES[verdict] : '未审');

/** The signed part, which every document but the index needs. */
export function signedOf({ signed }: CaseFacts): SignedFacts {
  if (!signed) throw new TypeError('an unsigned case has no outcome to write down');
  return signed;
}

export const issuedBy = ({ unit, madeOn }: Issuer): Block => ({
  kind: 'signatures',
  lines: [],
  unit: `${unit}\n${longDate(madeOn)}`,
});
