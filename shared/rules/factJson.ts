import type { FactJson } from '../domain/caseRecord.ts';
import type { FactValue, Row, ScalarValue } from './factValues.ts';
import type { FactKind } from './vocabulary.ts';

function scalarJson(kind: FactKind, value: ScalarValue): boolean | number | string {
  if (typeof value !== 'number' || kind.type === 'money' || kind.scale === 0) return value;
  return (value / 10 ** kind.scale).toFixed(kind.scale);
}

const rowJson = (kind: FactKind, row: Row): Record<string, boolean | number | string> =>
  Object.fromEntries([...row].map(([name, value]) => [name, scalarJson(kind.fields.get(name)!, value)]));

/** A checked value as a case record spells it: money in 分, decimals as text with their places. `readFacts` gives the same value back. */
export function factJson(kind: FactKind, value: FactValue): FactJson {
  if (!Array.isArray(value)) return scalarJson(kind, value as ScalarValue);
  if (kind.type === 'records') return (value as readonly Row[]).map((row) => rowJson(kind, row));
  return [...(value as readonly string[])];
}
