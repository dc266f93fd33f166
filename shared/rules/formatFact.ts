import type { FactValue, Row, ScalarValue } from './factValues.ts';
import { formatYuan } from './money.ts';
import type { FactKind } from './vocabulary.ts';

function formatScalar(kind: FactKind, value: ScalarValue): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return kind.labels.get(value) ?? value;
  if (kind.type === 'money') return formatYuan(value);
  const text = kind.scale === 0 ? String(value) : (value / 10 ** kind.scale).toFixed(kind.scale);
  return kind.unit === null ? text : `${text} ${kind.unit}`;
}

function formatRow(kind: FactKind, row: Row): string {
  return [...row]
    .map(([name, value]) => {
      const field = kind.fields.get(name);
      return field === undefined ? `${name} ${value}` : `${field.label} ${formatScalar(field, value)}`;
    })
    .join('，');
}

/** A recorded fact as people read it: `是`, `1,860,000 元`, `3 年`, `B 类…`; rows of records one after the other. */
export function formatFact(kind: FactKind, value: FactValue): string {
  if (!Array.isArray(value)) return formatScalar(kind, value as ScalarValue);
  if (value.length === 0) return '无';
  if (kind.type === 'records') return (value as readonly Row[]).map((row) => formatRow(kind, row)).join('；');
  return (value as readonly string[]).map((one) => formatScalar(kind, one)).join('、');
}
