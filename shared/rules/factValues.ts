import { type ErrorCode, Refusal } from '../domain/errors.ts';
import { type IsoDate, parseDate } from './dates.ts';
import { compare, decimal, integer, multiply, type Rational } from './rational.ts';
import type { FactKind, Vocabulary } from './vocabulary.ts';

/** Numbers are integers scaled by the fact's places (money: 分); dates and codes are text; sets are arrays of codes. */
export type ScalarValue = boolean | number | string;
export type Row = ReadonlyMap<string, ScalarValue>;
export type FactValue = ScalarValue | readonly string[] | readonly Row[];
/** Checked facts. What is not in the map is not recorded. */
export type Facts = ReadonlyMap<string, FactValue>;

export interface FactProblem {
  code: Extract<ErrorCode, 'FACT_UNKNOWN' | 'FACT_TYPE'>;
  key: string;
  reason: string;
}

const MAX_ROWS = 200;
const MAX_TEXT = 2000;
/** 1 万亿元: beyond it an amount is a slip of the keyboard. */
const MAX_MONEY_FEN = 100_000_000_000_000;
const MAX_NUMBER = 1_000_000_000_000;

const MONEY_UNITS: Record<string, number> = { 分: 1, 元: 100, 万元: 1_000_000, 亿元: 10_000_000_000 };

class Bad extends Error {}
const bad = (reason: string): never => {
  throw new Bad(reason);
};

function plainNumber(value: unknown): Rational {
  if (typeof value === 'number' && !Number.isFinite(value)) bad('不是有效的数');
  if (typeof value !== 'number' && typeof value !== 'string') bad('应当填写数字');
  const text = String(value);
  if (text.length > 30 || !/^-?\d+(\.\d+)?$/.test(text)) bad(`“${text.slice(0, 30)}”不是有效的数字`);
  return decimal(text);
}

/** Value in the fact's own unit, scaled: 元 → 分 and so on; a unit that does not belong is refused. */
function scaledNumber(kind: FactKind, raw: unknown): Rational {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    const value = plainNumber(raw);
    return kind.type === 'money' ? value : multiply(value, integer(10 ** kind.scale));
  }
  const { value, unit, ...rest } = raw as Record<string, unknown>;
  if (Object.keys(rest).length > 0 || typeof unit !== 'string') bad('应当是数字，或 {value, unit}');
  if (kind.type === 'money') {
    const factor = Object.hasOwn(MONEY_UNITS, unit as string) ? MONEY_UNITS[unit as string] : undefined;
    if (factor === undefined) bad(`单位“${String(unit)}”不对，金额单位应为分、元、万元或亿元`);
    return multiply(plainNumber(value), integer(factor!));
  }
  if (unit !== kind.unit) bad(`单位“${String(unit)}”不对，应为“${kind.unit ?? '无'}”`);
  return multiply(plainNumber(value), integer(10 ** kind.scale));
}

function readNumber(kind: FactKind, raw: unknown): number {
  const value = scaledNumber(kind, raw);
  if (value.d !== 1n) {
    bad(kind.type === 'money' ? '金额应为整数分' : kind.scale === 0 ? '应当是整数' : `最多 ${kind.scale} 位小数`);
  }
  const unit = kind.type === 'money' ? '元' : (kind.unit ?? '');
  const bound = (limit: number) => multiply(decimal(limit), integer(10 ** kind.scale));
  if (kind.min !== null && compare(value, bound(kind.min)) < 0) bad(`不应小于 ${kind.min} ${unit}`.trim());
  if (kind.max !== null && compare(value, bound(kind.max)) > 0) bad(`不应大于 ${kind.max} ${unit}`.trim());
  if (kind.min === null && value.n < 0n) bad('不应为负数');
  const most = kind.type === 'money' ? integer(MAX_MONEY_FEN) : integer(MAX_NUMBER);
  if (compare(value, most) > 0 || compare(value, multiply(most, integer(-1))) < 0) bad('数值过大，请核对单位');
  return Number(value.n);
}

function readDate(kind: FactKind, raw: unknown, on: IsoDate | null): string {
  if (typeof raw !== 'string') bad('日期应当按 2023-05-10 的格式填写');
  const date = parseDate(raw as string);
  if (date === null) bad(`“${String(raw).slice(0, 30)}”不是有效日期，应当按 2023-05-10 的格式填写`);
  if (kind.past && on !== null && date! > on) bad(`日期 ${date} 晚于申报日期 ${on}`);
  return date!;
}

function readCode(kind: FactKind, raw: unknown): string {
  if (typeof raw !== 'string') bad('应当填写选项代码');
  if (!kind.labels.has(raw as string)) {
    const allowed = [...kind.labels.keys()];
    const shown = allowed.slice(0, 12).join('、') + (allowed.length > 12 ? ' 等' : '');
    bad(`没有选项“${String(raw).slice(0, 40)}”，可选 ${shown}`);
  }
  return raw as string;
}

function readScalar(kind: FactKind, raw: unknown, on: IsoDate | null): ScalarValue {
  switch (kind.type) {
    case 'boolean':
      return typeof raw === 'boolean' ? raw : bad('应当填写是（true）或否（false）');
    case 'integer':
    case 'decimal':
    case 'money':
      return readNumber(kind, raw);
    case 'date':
      return readDate(kind, raw, on);
    case 'enum':
      return readCode(kind, raw);
    default:
      if (typeof raw !== 'string' || raw.length > MAX_TEXT) return bad(`应当填写不超过 ${MAX_TEXT} 字的文字`);
      return raw;
  }
}

function readRow(kind: FactKind, raw: unknown, index: number, on: IsoDate | null): Row {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) bad(`第 ${index + 1} 行应当是一组字段`);
  const row = new Map<string, ScalarValue>();
  for (const [name, value] of Object.entries(raw as object)) {
    const field = kind.fields.get(name);
    if (field === undefined) return bad(`第 ${index + 1} 行没有名为“${name.slice(0, 40)}”的字段`);
    if (value === null) continue;
    try {
      row.set(name, readScalar(field, value, on));
    } catch (error) {
      if (error instanceof Bad) bad(`第 ${index + 1} 行“${field.label}”${error.message}`);
      throw error;
    }
  }
  return row;
}

function readValue(kind: FactKind, raw: unknown, on: IsoDate | null): FactValue {
  if (kind.type !== 'set' && kind.type !== 'records') return readScalar(kind, raw, on);
  if (!Array.isArray(raw)) return bad('应当是列表');
  if (raw.length > MAX_ROWS) return bad(`最多 ${MAX_ROWS} 行`);
  if (kind.type === 'records') return raw.map((one, index) => readRow(kind, one, index, on));
  const codes = raw.map((one) => readCode(kind, one));
  if (new Set(codes).size !== codes.length) bad('同一选项重复');
  return codes;
}

/**
 * Facts from JSON, checked against the vocabulary: every problem with its key and reason, and what could be read. A value of
 * `null` means “not recorded”. `on` (day of application) lets future dates be refused where they make no sense.
 */
export function readFacts(
  vocabulary: Vocabulary,
  input: unknown,
  on: IsoDate | null = null,
): { facts: Facts; problems: FactProblem[] } {
  const facts = new Map<string, FactValue>();
  const problems: FactProblem[] = [];
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { facts, problems: [{ code: 'FACT_TYPE', key: '(全部)', reason: '应当是一个 JSON 对象' }] };
  }
  for (const [key, raw] of Object.entries(input)) {
    const kind = vocabulary.facts.get(key);
    if (kind === undefined) {
      problems.push({ code: 'FACT_UNKNOWN', key: key.slice(0, 80), reason: '词汇表中没有这一项' });
      continue;
    }
    if (raw === null) continue;
    try {
      facts.set(key, readValue(kind, raw, on));
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      problems.push({ code: 'FACT_TYPE', key, reason: error.message });
    }
  }
  const filed = facts.get('case.applicationDate');
  if (on !== null && filed !== undefined && filed !== on) {
    problems.push({ code: 'FACT_TYPE', key: 'case.applicationDate', reason: `与申报日期 ${on} 不一致` });
  }
  return { facts, problems };
}

/** Checked facts; the first problem is refused with its key and reason (FACT_UNKNOWN, FACT_TYPE). */
export function parseFacts(vocabulary: Vocabulary, input: unknown, on: IsoDate | null = null): Facts {
  const { facts, problems } = readFacts(vocabulary, input, on);
  const first = problems[0];
  if (first !== undefined) throw new Refusal(first.code, { key: first.key, reason: first.reason });
  return facts;
}
