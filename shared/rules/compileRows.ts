import { type Amount, exactly, formatAmount, lacks, type Measure, notApplicable } from './amount.ts';
import type { CompiledTerm } from './compileTerm.ts';
import type { Condition } from './conditionSchema.ts';
import type { Row } from './factValues.ts';
import { isDecided } from './kleene.ts';
import { add, divide, fraction, integer, type Rational, ZERO } from './rational.ts';
import { type Compiler, type FactReference, factReference, inside, problem } from './references.ts';
import { type CompiledNode, evaluate, missingFacts, openJudgements, type Scope } from './trace.ts';
import type { FactKind } from './vocabulary.ts';

/** Counting and adding over the rows of a records fact. */

export interface MatchedRows {
  sure: Row[];
  /** Rows whose test is not decided. */
  perhaps: Row[];
  missing: string[];
  human: string[];
}

export function matchRows(rows: readonly Row[], name: string, where: CompiledNode | null, scope: Scope): MatchedRows {
  const result: MatchedRows = { sure: [], perhaps: [], missing: [], human: [] };
  for (const [index, values] of rows.entries()) {
    const trace = where === null ? null : evaluate(where, { ...scope, row: { values, name: `${name}[${index + 1}]` } });
    if (trace === null || trace.truth === 'true') result.sure.push(values);
    else if (!isDecided(trace.truth)) {
      result.perhaps.push(values);
      result.missing.push(...missingFacts(trace));
      result.human.push(...openJudgements(trace));
    }
  }
  return result;
}

/** How many rows (or values of a set) there are, as far as it is decided. */
export function countRows(fact: FactReference, where: CompiledNode | null, scope: Scope): Amount {
  const rows = fact.read(scope);
  if (!Array.isArray(rows)) return lacks(fact.name(scope));
  if (fact.kind.type === 'set') return exactly(integer(rows.length));
  const { sure, perhaps, missing, human } = matchRows(rows as readonly Row[], fact.kind.key, where, scope);
  return { low: integer(sure.length), high: integer(sure.length + perhaps.length), missing, human, absent: null };
}

const total = (values: readonly number[], scale: bigint): Rational =>
  values.map((value) => fraction(BigInt(value), scale)).reduce(add, ZERO);

/** Values of one field in the rows that count; an Amount where they are not all known. */
function cells(fact: FactReference, field: FactKind, where: CompiledNode | null, scope: Scope): number[] | Amount {
  const rows = fact.read(scope);
  if (!Array.isArray(rows)) return lacks(fact.name(scope));
  const { sure, perhaps, missing, human } = matchRows(rows as readonly Row[], fact.kind.key, where, scope);
  const values = sure.map((row) => row.get(field.key)).filter((value) => typeof value === 'number');
  if (perhaps.length > 0) return { low: null, high: null, missing, human, absent: null };
  return values.length === sure.length ? values : lacks(`${fact.kind.key}.${field.key}`);
}

interface RowSpec {
  of: string;
  field?: string;
  where?: Condition;
}

export function rowsOf(
  spec: { of: string; where?: Condition },
  at: Compiler,
): { fact: FactReference; where: CompiledNode | null } {
  const fact = factReference(spec.of, at);
  if (fact.kind.type !== 'records' && fact.kind.type !== 'set') problem(at, `\`${spec.of}\` has no rows`);
  if (fact.kind.type === 'set' && spec.where !== undefined) problem(at, '`where` needs records');
  return { fact, where: spec.where === undefined ? null : at.test(spec.where, inside(at, 'where', fact.kind)) };
}

export function countTerm(spec: RowSpec, at: Compiler): CompiledTerm {
  const { fact, where } = rowsOf(spec, at);
  const measure: Measure = { money: false, unit: '项' };
  const evaluateTerm = (scope: Scope) => countRows(fact, where, scope);
  return {
    measure,
    evaluate: evaluateTerm,
    say: (scope) => `${fact.kind.label}数 ${formatAmount(evaluateTerm(scope), measure)}`,
  };
}

/** `sum` and `average` of a field over the rows that satisfy `where`. */
export function fieldTerm(form: 'sum' | 'average', spec: RowSpec, at: Compiler): CompiledTerm {
  const { fact, where } = rowsOf(spec, at);
  const field = fact.kind.fields.get(spec.field ?? '');
  if (field === undefined || !['integer', 'decimal', 'money'].includes(field.type)) {
    problem(at, `\`${spec.of}\` has no number field \`${spec.field ?? ''}\``);
  }
  const money = field?.type === 'money';
  const measure: Measure = { money, unit: money ? '元' : (field?.unit ?? '') };
  const scale = money ? 1n : 10n ** BigInt(field?.scale ?? 0);
  const evaluateTerm = (scope: Scope): Amount => {
    const values = cells(fact, field!, where, scope);
    if (!Array.isArray(values)) return values;
    if (form === 'sum') return exactly(total(values, scale));
    if (values.length === 0) return notApplicable(`${fact.kind.label}为空，无法求平均`);
    return exactly(divide(total(values, scale), integer(values.length)));
  };
  const word = form === 'sum' ? `${field?.label ?? ''}合计` : `平均${field?.label ?? ''}`;
  const say = (scope: Scope) => `${fact.kind.label}的${word} ${formatAmount(evaluateTerm(scope), measure)}`;
  return { measure, evaluate: evaluateTerm, say };
}
