import { formatBytes } from '../domain/bytes.ts';
import type { CaseFacts, Issuer, SummaryRow } from './caseFacts.ts';
import { type Block, type Cell, type Column, DOCUMENT_TITLES, type DocumentModel } from './model.ts';
import { caseDocument, field, note, programmeOf } from './parts.ts';
import { capitalYuan, longDate } from './words.ts';

const left = (title: string, share: number): Column => ({ title, share, align: 'left' });
const centre = (title: string, share: number): Column => ({ title, share, align: 'center' });
const right = (title: string, share: number): Column => ({ title, share, align: 'right' });
const below = (column: Column): Column => ({ ...column, below: true });

/** 案卷目录: every file of a case as it was handed in. */
export function caseIndex(facts: CaseFacts, issuer: Issuer): DocumentModel {
  return caseDocument('index', facts, issuer, [
    {
      kind: 'fields',
      rows: [
        field('申报项目', programmeOf(facts), true),
        field(facts.person ? '申报人' : '申报单位', facts.name),
        field('状态', facts.stateTitle),
        field('文件', `共 ${facts.files.length} 个。校验码为文件内容 SHA-256 的前 16 位`, true),
      ],
    },
    {
      kind: 'table',
      columns: [centre('序号', 8), left('文件名称', 33), left('材料', 22), right('大小', 12), centre('校验码', 25)],
      rows: facts.files.map((file, i) => [
        { count: i + 1 },
        file.name,
        file.material ?? '未归类',
        formatBytes(file.bytes),
        (file.sha256.slice(0, 16).match(/.{4}/g) ?? []).join(' '),
      ]),
      total: null,
    },
  ]);
}

/** On A4 lying on its side 18 digits, a date and a hundred million yuan keep their lines. */
const SUMMARY_COLUMNS: Column[] = [
  centre('序号', 10),
  left('案卷编号', 28),
  left('申报人', 15),
  left('证件号码', 33),
  below(left('联系电话', 22)),
  left('用人单位', 24),
  left('项目', 33),
  below(left('类别', 24)),
  left('区县', 13),
  centre('申报日期', 19),
  centre('结论', 16),
  below(centre('状态', 16)),
  right('金额（元）', 26),
  right('市级（元）', 26),
  below(right('区县（元）', 26)),
];

const amount = (fen: number | null): Cell => (fen === null ? null : { fen });
const sum = (rows: readonly SummaryRow[], key: 'totalFen' | 'cityFen' | 'districtFen'): number =>
  rows.reduce((total, row) => total + (row[key] ?? 0), 0);

interface SummaryInput {
  rows: readonly SummaryRow[];
  /** What the cases were chosen by, in words. */
  scope: string;
  masked: boolean;
  fictional: boolean;
}

/** 审核结果汇总表: one line a case, sums below. */
export function caseSummary({ rows, scope, masked, fictional }: SummaryInput, issuer: Issuer): DocumentModel {
  const totalFen = sum(rows, 'totalFen');
  const recommended = rows.filter((row) => row.totalFen !== null).length;
  const blocks: Block[] = [
    {
      kind: 'table',
      columns: SUMMARY_COLUMNS,
      rows: rows.map((row, i) => [
        { count: i + 1 },
        row.number,
        row.name,
        row.idNumber,
        row.phone,
        row.employer,
        row.programmeName,
        row.trackName,
        row.districtName,
        row.appliedOn,
        row.decisionTitle,
        row.stateTitle,
        amount(row.totalFen),
        amount(row.cityFen),
        amount(row.districtFen),
      ]),
      total: [
        null,
        '合计',
        `${rows.length} 件`,
        ...Array<Cell>(9).fill(null),
        { fen: totalFen },
        { fen: sum(rows, 'cityFen') },
        { fen: sum(rows, 'districtFen') },
      ],
    },
    note(`有核定金额的 ${recommended} 件，合计人民币${capitalYuan(totalFen)}。金额取自已签署的审核结果。`),
    { kind: 'signatures', lines: ['制表人（签字）：', '审核人（签字）：'], unit: issuer.unit },
  ];
  return {
    profile: 'qp-document/1',
    kind: 'summary',
    title: DOCUMENT_TITLES.summary,
    subtitle: `${scope}，${longDate(issuer.madeOn)}`,
    orientation: 'landscape',
    madeOn: issuer.madeOn,
    masked,
    fictional,
    blocks,
    basis: null,
  };
}

export interface PublicityInput {
  title: string;
  /** First and last day of the period. */
  startsOn: string;
  endsOn: string;
  /** e.g. 5 个工作日 */
  period: string;
  /** How to object: place, telephone, mail. */
  contact: string;
  rows: readonly { number: string; name: string; employer: string; programmeName: string; trackName: string }[];
  masked: boolean;
  fictional: boolean;
}

/** 公示名单: who is to be supported, until when objections are taken, and where. */
export function publicityList(input: PublicityInput, issuer: Issuer): DocumentModel {
  const { startsOn, endsOn, period, contact, rows } = input;
  return {
    profile: 'qp-document/1',
    kind: 'publicity',
    title: input.title,
    subtitle: issuer.number,
    orientation: 'portrait',
    madeOn: issuer.madeOn,
    masked: input.masked,
    fictional: input.fictional,
    blocks: [
      {
        kind: 'paragraph',
        style: 'body',
        text: `经审核，现将 ${rows.length} 名拟推荐对象予以公示。公示时间自 ${longDate(startsOn)} 至 ${longDate(endsOn)}（${period}）。对公示对象有异议的，请在公示期内以书面、电话等方式实名反映，并提供必要的证据材料。`,
      },
      { kind: 'paragraph', style: 'body', text: `受理异议：${contact}` },
      {
        kind: 'table',
        columns: [
          centre('序号', 8),
          left('编号', 20),
          left('姓名或单位', 16),
          left('用人单位', 28),
          left('项目', 28),
          below(left('类别', 20)),
        ],
        rows: rows.map((row, i) => [
          { count: i + 1 },
          row.number,
          row.name,
          row.employer || '—',
          row.programmeName,
          row.trackName,
        ]),
        total: null,
      },
      { kind: 'signatures', lines: [], unit: `${issuer.unit}\n${longDate(startsOn)}` },
    ],
    basis: null,
  };
}
