import { DECISION_TITLES, type SupportAmount } from '../domain/review.ts';
import type { CaseFacts, Issuer, ItemFacts } from './caseFacts.ts';
import type { Block, DocumentModel } from './model.ts';
import {
  caseDocument,
  field,
  heading,
  note,
  plain,
  programmeOf,
  signedOf,
  verdictTitle,
  whereOf,
  whyOf,
} from './parts.ts';
import { capitalYuan, longDate, yuanDecimals } from './words.ts';

const GROUP_TITLES: Record<ItemFacts['group'], string> = {
  material: '一、材料审核',
  condition: '二、条件审核',
  cross: '三、交叉核对',
};

function groupBlocks(items: readonly ItemFacts[], group: ItemFacts['group']): Block[] {
  const rows = items.filter((item) => item.group === group);
  if (rows.length === 0) return [];
  return [
    heading(GROUP_TITLES[group]),
    {
      kind: 'table',
      columns: [
        { title: '序号', share: 9, align: 'center' },
        { title: group === 'material' ? '材料' : '审核项', share: 33, align: 'left' },
        { title: '判定', share: 12, align: 'center' },
        { title: '原因和备注', share: 25, align: 'left' },
        { title: '依据所在', share: 21, align: 'left' },
      ],
      rows: rows.map((item, i) => [
        { count: i + 1 },
        item.title,
        verdictTitle(item),
        whyOf(item) || null,
        whereOf(item) || null,
      ]),
      total: null,
    },
  ];
}

function amountBlocks(amount: SupportAmount): Block[] {
  const { totalFen, cityFen, districtFen, unassignedFen, instalments, explanation, fixed } = amount;
  return [
    {
      kind: 'fields',
      rows: [
        field('小写金额', `${yuanDecimals(totalFen)} 元`),
        field('大写金额', capitalYuan(totalFen)),
        field('市级承担', `${yuanDecimals(cityFen)} 元`),
        field('区县承担', `${yuanDecimals(districtFen)} 元`),
        ...(unassignedFen > 0 ? [field('付款方未明确', `${yuanDecimals(unassignedFen)} 元`)] : []),
        field('核算说明', explanation, true),
        ...(fixed ? [field('人工核定', fixed.reason, true)] : []),
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: '序号', share: 10, align: 'center' },
        { title: '拨付批次', share: 55, align: 'left' },
        { title: '金额（元）', share: 35, align: 'right' },
      ],
      rows: instalments.map(({ label, fen }, i) => [{ count: i + 1 }, label, { fen }]),
      total: [null, '合计', { fen: instalments.reduce((sum, { fen }) => sum + fen, 0) }],
    },
  ];
}

function cropsOf(items: readonly ItemFacts[]): Block[] {
  const figures = items.flatMap((item) =>
    item.evidence.map(({ cropSha256, file, pageLabel }) => ({
      sha256: cropSha256,
      caption: `${item.title}：${file} 第${pageLabel}页`.slice(0, 400),
    })),
  );
  if (figures.length === 0) return [];
  return [heading('附：依据截图'), { kind: 'figures', items: figures.slice(0, 400) }];
}

/** 审核意见表: the whole signed review of a case. `crops`: with the pictures of the evidence. */
export function opinionForm(facts: CaseFacts, issuer: Issuer, { crops }: { crops: boolean }): DocumentModel {
  const signed = signedOf(facts);
  const { amount, items } = signed;
  return caseDocument('opinion', facts, issuer, [
    {
      kind: 'fields',
      rows: [
        field('申报项目', programmeOf(facts), true),
        field(facts.person ? '申报人' : '申报单位', facts.name),
        field(facts.person ? '证件号码' : '信用代码', facts.idNumber),
        field('联系电话', facts.phone),
        field('所在区县', facts.districtName),
        ...(facts.employer === null ? [] : [field('用人单位', facts.employer, true)]),
        field('申报日期', longDate(facts.appliedOn)),
        field('受理日期', longDate(facts.receivedOn)),
      ],
    },
    ...groupBlocks(items, 'material'),
    ...groupBlocks(items, 'condition'),
    ...groupBlocks(items, 'cross'),
    heading('四、审核结论'),
    { kind: 'fields', rows: [field('结论', DECISION_TITLES[signed.decision], true)] },
    ...(amount ? amountBlocks(amount) : []),
    heading('五、审核意见'),
    ...signed.opinion.split('\n').map(plain),
    note(`本表依据 ${longDate(signed.signedOn)} 由${signed.signedBy}电子签署的第 ${signed.version} 版审核结果生成。`),
    { kind: 'signatures', lines: ['审核人（签字）：', '复核人（签字）：', '负责人（签字）：'], unit: issuer.unit },
    ...(crops ? cropsOf(items) : []),
  ]);
}
