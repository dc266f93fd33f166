import { formatMoney, formatShare } from '../money.ts';
import { dayWords } from '../render/words.ts';
import type { Change } from './model.ts';

/** Two JSON values side by side, down to the leaves that differ. */

export interface Leaf {
  /** Keys from the top, array places as numbers. */
  path: (string | number)[];
  before: unknown;
  after: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists of different length are one leaf: which member became which cannot be told. */
export function differingLeaves(before: unknown, after: unknown, path: (string | number)[] = []): Leaf[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differingLeaves(before[key], after[key], [...path, key]));
  }
  const lists = Array.isArray(before) && Array.isArray(after) && before.length === after.length;
  if (lists && path.at(-1) !== 'cite') {
    return before.flatMap((one, index) => differingLeaves(one, (after as unknown[])[index], [...path, index]));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

const WORDING = new Set(
  'title wording name label note reason ask by what place sealed office concerns use uncapped caseByCase source'.split(
    ' ',
  ),
);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const keyOf = ({ path }: Leaf): string => String(path.findLast((one) => typeof one === 'string') ?? '');

/** What a differing leaf means for the rule. */
export function meaningOf(leaf: Leaf): Exclude<Change, 'added' | 'removed'> {
  const key = keyOf(leaf);
  const { before, after } = leaf;
  // Of a clause it is the place in its document, a text.
  if (key === 'cite') return Array.isArray(before ?? after) ? 'citation' : 'wording';
  if (typeof before === 'number' && typeof after === 'number') return 'figure';
  if (typeof before === 'string' && typeof after === 'string' && DAY.test(before) && DAY.test(after)) return 'figure';
  if (WORDING.has(key)) return 'wording';
  return 'rule';
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  fen: '金额',
  percent: '比例',
  permille: '比例',
  value: '数值',
  n: '数量',
  date: '日期',
  years: '年数',
  months: '月数',
  days: '天数',
  count: '数量',
  times: '次数',
  most: '最多',
  least: '最少',
  monthsAfter: '月数',
  managementMonths: '管理期月数',
  barredYears: '限制年数',
  month: '月份',
  day: '日期',
  per: '折算基数',
  countFrom: '余数起点',
  copies: '份数',
  passMark: '合格线',
  from: '起',
  to: '止',
  min: '下限',
  max: '上限',
  places: '小数位',
  unit: '单位',
  type: '类型',
  declaredBy: '填报人',
  evidencedBy: '证明材料',
  label: '名称',
  title: '名称',
  name: '名称',
  number: '编号',
  note: '说明',
  wording: '文字',
  cite: '引用条款',
  kind: '种类',
  year: '年份',
  source: '来源',
  off: '放假',
  work: '上班',
  by: '期限',
  issuedOn: '印发日期',
  issuer: '印发机关',
  ranked: '分高低',
  past: '不晚于申报日',
  sensitive: '敏感信息',
  list: '名录',
  trial: '试行',
  leadUnits: '牵头单位',
  responsibleUnits: '责任单位',
  ceiling: '含上限',
};

const VALUE_WORDS: Readonly<Record<string, string>> = {
  applicant: '申请人',
  employer: '用人单位',
  bank: '银行',
  authority: '主管部门',
  notice: '申报通知',
  decision: '认定结论',
  boolean: '是否',
  integer: '整数',
  decimal: '小数',
  money: '金额',
  date: '日期',
  enum: '单选',
  set: '多选',
  text: '文本',
  records: '明细',
};

export const fieldWords = (leaf: Leaf): string => FIELD_WORDS[keyOf(leaf)] ?? '内容';

/** A leaf's value in words; null where it is absent or no plain value. */
export function valueWords(key: string, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') {
    if (key === 'fen') return formatMoney(value);
    if (key === 'percent') return formatShare({ percent: value });
    return key === 'permille' ? formatShare({ permille: value }) : String(value);
  }
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return DAY.test(value) ? dayWords(value) : (VALUE_WORDS[value] ?? value);
  if (Array.isArray(value)) return value.map((one) => valueWords(key, one) ?? '…').join('、');
  return null;
}

export const leafWords = (leaf: Leaf) => ({
  what: fieldWords(leaf),
  before: valueWords(keyOf(leaf), leaf.before),
  after: valueWords(keyOf(leaf), leaf.after),
});
