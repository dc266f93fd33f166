import type { Condition } from './conditionSchema.ts';
import { type IsoDate, moveDate } from './dates.ts';
import type { FactValue } from './factValues.ts';
import type { DateTerm } from './literalSchema.ts';
import type { CompiledNode, Scope } from './trace.ts';
import { type FactKind, unknownFact, type Vocabulary } from './vocabulary.ts';

/** Bounds of one programme's trees: enough for 66 entries of the talent catalogue many times over, too little for a bomb. */
export const MAX_NODES = 1500;
export const MAX_DEPTH = 24;

/** Compilation of one programme: where we are, what has been found wrong. */
export interface Compiler {
  vocabulary: Vocabulary;
  problems: string[];
  /** Facts read so far by the part being compiled. */
  reads: Set<string>;
  /** Counts nodes and terms of the whole programme. */
  nodes: { count: number };
  depth: number;
  path: string;
  /** The records fact whose rows `item.…` means, inside `where`. */
  rows: FactKind | null;
  /** Compiles a test inside a term or a `where` (set by compileCondition; avoids an import cycle). */
  test(node: Condition, at: Compiler): CompiledNode;
}

export function problem(at: Compiler, message: string): void {
  at.problems.push(`${at.path}: ${message}`);
}

export const inside = (at: Compiler, name: string, rows: FactKind | null = at.rows): Compiler => ({
  ...at,
  depth: at.depth + 1,
  path: `${at.path}/${name}`,
  rows,
});

/** True when the tree may grow here; says so once when it may not. */
export function withinBounds(at: Compiler): boolean {
  at.nodes.count += 1;
  if (at.nodes.count === MAX_NODES + 1) problem(at, `more than ${MAX_NODES} nodes`);
  if (at.depth > MAX_DEPTH) problem(at, `deeper than ${MAX_DEPTH} levels`);
  return at.nodes.count <= MAX_NODES && at.depth <= MAX_DEPTH;
}

/** A fact, or a field of the row at hand. */
export interface FactReference {
  kind: FactKind;
  read(scope: Scope): FactValue | undefined;
  /** What to list as missing: the key, or `awards[2].rank`. */
  name(scope: Scope): string;
}

const NOTHING = unknownFact('?');

export function factReference(key: string, at: Compiler): FactReference {
  if (key.startsWith('item.')) return fieldReference(key.slice(5), at);
  const kind = at.vocabulary.facts.get(key);
  if (kind === undefined) problem(at, `no fact \`${key}\` in the vocabulary`);
  at.reads.add(key);
  return { kind: kind ?? NOTHING, read: (scope) => scope.facts.get(key), name: () => key };
}

function fieldReference(field: string, at: Compiler): FactReference {
  const kind = at.rows?.fields.get(field);
  if (at.rows === null) problem(at, `\`item.${field}\` outside of \`where\``);
  else if (kind === undefined) problem(at, `records \`${at.rows.key}\` have no field \`${field}\``);
  return {
    kind: kind ?? NOTHING,
    read: (scope) => scope.row?.values.get(field),
    name: (scope) => `${scope.row?.name ?? '?'}.${field}`,
  };
}

/** A date of a clause made ready. */
export interface DateReference {
  /** The day, or null while the fact is not recorded. */
  read(scope: Scope): IsoDate | null;
  missing(scope: Scope): string;
  /** `毕业日期 2019-06-30 起 5 年` or the day itself. */
  say(scope: Scope): string;
}

function offsetWords(offset: NonNullable<DateTerm['plus']>): string {
  const parts: string[] = [];
  for (const [value, unit] of [
    [offset.years, '年'],
    [offset.months, '个月'],
    [offset.days, '日'],
  ] as const) {
    if (value !== undefined && value !== 0) parts.push(`${Math.abs(value)} ${unit}${value < 0 ? '前' : '后'}`);
  }
  return parts.join('');
}

export function dateReference(term: DateTerm, at: Compiler): DateReference {
  const { plus } = term;
  const moved = (date: IsoDate) => (plus === undefined ? date : moveDate(date, plus));
  if ('date' in term) {
    const day = moved(term.date);
    return { read: () => day, missing: () => '', say: () => day };
  }
  const fact = factReference(term.fact, at);
  if (fact.kind.type !== 'date') problem(at, `\`${term.fact}\` is no date`);
  const read = (scope: Scope) => {
    const value = fact.read(scope);
    return typeof value === 'string' ? moved(value) : null;
  };
  return {
    read,
    missing: (scope) => fact.name(scope),
    say(scope) {
      const value = fact.read(scope);
      if (typeof value !== 'string') return `${fact.kind.label}未登记`;
      if (plus === undefined) return `${fact.kind.label} ${value}`;
      return `${fact.kind.label} ${value} ${offsetWords(plus)}（${moved(value)}）`;
    },
  };
}
