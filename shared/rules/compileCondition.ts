import { exactly, settled } from './amount.ts';
import { compareAmounts, compareLeaf, dateLeaf, holdsFor, type Leaf, relation, SIGNS } from './compileCompare.ts';
import { countRows, matchRows, rowsOf } from './compileRows.ts';
import { compileTerm } from './compileTerm.ts';
import { type Condition, type Operator, operatorOf } from './conditionSchema.ts';
import { ageOn } from './dates.ts';
import type { Row } from './factValues.ts';
import { formatShare, shareOf } from './money.ts';
import { divide, integer, multiply, toDecimalText } from './rational.ts';
import { type Compiler, dateReference, factReference, inside, problem, withinBounds } from './references.ts';
import { type CompiledNode, lacking, NO, type Outcome, open, outcomeOf, type Scope, toJudge, YES } from './trace.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Trees of conditions against the vocabulary; everything that does not fit becomes a problem of the catalogue. */

const JUDGES = { reviewer: '审核人员', expert: '专家', inspector: '核查人员', authority: '主管部门' } as const;

function inLeaf(spec: NonNullable<Condition['in']>, at: Compiler): Leaf {
  const fact = factReference(spec.fact, at);
  const { kind } = fact;
  if (kind.type !== 'enum' && kind.type !== 'set') problem(at, `\`${spec.fact}\` is neither enum nor set`);
  if ((spec.values === undefined) === (spec.list === undefined)) problem(at, 'in: one of `values` | `list`');
  const list = spec.list === undefined ? undefined : at.vocabulary.lists.get(spec.list);
  if (spec.list !== undefined && list === undefined) problem(at, `no list \`${spec.list}\``);
  const wanted = new Set(spec.values ?? list?.values.map((one) => one.value) ?? []);
  for (const value of spec.list === undefined ? wanted : []) {
    if (!kind.labels.has(value)) problem(at, `\`${spec.fact}\` has no value \`${value}\``);
  }
  const label = (value: string) => kind.labels.get(value) ?? value;
  const names = [...wanted].slice(0, 6).map(label).join('、') + (wanted.size > 6 ? `等 ${wanted.size} 项` : '');
  const told = list === undefined ? names : `“${list.label}”`;
  return {
    test(scope) {
      const value = fact.read(scope);
      if (value === undefined) return lacking([fact.name(scope)]);
      return outcomeOf(
        Array.isArray(value) ? value.some((one) => wanted.has(one as string)) : wanted.has(value as string),
      );
    },
    say(scope, holds) {
      const value = fact.read(scope);
      const values = value === undefined ? null : Array.isArray(value) ? (value as string[]) : [value as string];
      const shown = values === null ? '未登记' : values.length === 0 ? '无' : values.map(label).join('、');
      return `${kind.label}：${shown}，${holds ? '' : '要求'}${kind.type === 'set' ? '含有' : '属于'}${told}`;
    },
  };
}

function ageLeaf(spec: NonNullable<Condition['ageAt']>, at: Compiler): Leaf {
  const birth = dateReference({ fact: spec.birth }, at);
  const day = dateReference(spec.asOf, at);
  return {
    test(scope) {
      const born = birth.read(scope);
      const on = day.read(scope);
      if (born !== null && on !== null) return outcomeOf(holdsFor(spec.op, ageOn(born, on) - spec.value));
      return lacking([...(born === null ? [birth.missing(scope)] : []), ...(on === null ? [day.missing(scope)] : [])]);
    },
    say(scope, holds) {
      const born = birth.read(scope);
      const on = day.read(scope);
      if (born === null || on === null)
        return `${birth.say(scope)}，基准日（${day.say(scope)}），要求 ${SIGNS[spec.op]} ${spec.value} 周岁`;
      return `出生 ${born}，基准日 ${on}，${relation(`${ageOn(born, on)} 周岁`, SIGNS[spec.op], String(spec.value), holds)}`;
    },
  };
}

function ratioLeaf(spec: NonNullable<Condition['ratio']>, at: Compiler): Leaf {
  const part = compileTerm(spec.part, inside(at, 'part'));
  const whole = compileTerm(spec.whole, inside(at, 'whole'));
  if (part.measure.money !== whole.measure.money) problem(at, 'ratio: money against a plain number');
  const limit = shareOf(spec.share);
  return {
    test(scope) {
      const above = part.evaluate(scope);
      const below = whole.evaluate(scope);
      const base = settled(below);
      if (base !== null && base.n <= 0n) return toJudge('占比的基数为零，需人工核定');
      const scaled =
        base === null ? { ...below, low: null, high: null } : { ...below, ...exactly(multiply(base, limit)) };
      return compareAmounts(above, spec.op, scaled);
    },
    say(scope, holds) {
      const above = settled(part.evaluate(scope));
      const base = settled(whole.evaluate(scope));
      const shown =
        above === null || base === null || base.n <= 0n
          ? ''
          : ` = ${toDecimalText(multiply(divide(above, base), integer(100)), 2)}%`;
      return relation(
        `${part.say(scope)} ÷ ${whole.say(scope)}${shown}`,
        SIGNS[spec.op],
        formatShare(spec.share),
        holds,
      );
    },
  };
}

function existsLeaf(key: string, at: Compiler): Leaf {
  const fact = factReference(key, at);
  const recorded = (scope: Scope) => fact.read(scope) !== undefined;
  return {
    test: (scope) => outcomeOf(recorded(scope)),
    say: (scope) => `${fact.kind.label}${recorded(scope) ? '已登记' : '没有登记'}`,
  };
}

function judgementLeaf(spec: NonNullable<Condition['judgement']>): Leaf {
  const outcome = toJudge(spec.ask);
  return { test: () => outcome, say: () => `由${JUDGES[spec.by]}判断：${spec.ask}` };
}

function countLeaf(spec: NonNullable<Condition['count']>, at: Compiler): Leaf {
  const { fact, where } = rowsOf(spec, at);
  const limit = exactly(integer(spec.value));
  return {
    test: (scope) => compareAmounts(countRows(fact, where, scope), spec.op, limit),
    say(scope, holds) {
      const counted = countRows(fact, where, scope);
      const exact = settled(counted);
      const range = counted.low === null ? '未登记' : `${counted.low.n} 至 ${counted.high!.n} 项`;
      const shown = `${fact.kind.label}${where === null ? '' : '中符合条件的'} ${exact === null ? range : `${exact.n} 项`}`;
      return relation(shown, SIGNS[spec.op], `${spec.value} 项`, holds);
    },
  };
}

function everyLeaf(spec: NonNullable<Condition['every']>, at: Compiler): Leaf {
  const { fact, where } = rowsOf(spec, at);
  const matched = (scope: Scope) => {
    const rows = fact.read(scope);
    return Array.isArray(rows)
      ? { ...matchRows(rows as readonly Row[], fact.kind.key, where, scope), all: rows.length }
      : null;
  };
  return {
    test(scope): Outcome {
      const rows = matched(scope);
      if (rows === null) return lacking([fact.name(scope)]);
      if (rows.sure.length === rows.all) return YES;
      return rows.sure.length + rows.perhaps.length < rows.all ? NO : open(rows.missing, rows.human);
    },
    say(scope, holds) {
      const rows = matched(scope);
      if (rows === null) return `${fact.kind.label}未登记`;
      return holds
        ? `${fact.kind.label} ${rows.all} 项均满足`
        : `${fact.kind.label}共 ${rows.all} 项，其中 ${rows.sure.length} 项满足`;
    },
  };
}

const LEAVES: Partial<Record<Operator, (node: Condition, at: Compiler) => Leaf>> = {
  compare: (node, at) => compareLeaf(node.compare!, at),
  in: (node, at) => inLeaf(node.in!, at),
  dateOnOrBefore: (node, at) => dateLeaf(node.dateOnOrBefore!.date, 'le', node.dateOnOrBefore!.limit, at),
  dateOnOrAfter: (node, at) => dateLeaf(node.dateOnOrAfter!.date, 'ge', node.dateOnOrAfter!.limit, at),
  ageAt: (node, at) => ageLeaf(node.ageAt!, at),
  ratio: (node, at) => ratioLeaf(node.ratio!, at),
  exists: (node, at) => existsLeaf(node.exists!, at),
  judgement: (node) => judgementLeaf(node.judgement!),
  count: (node, at) => countLeaf(node.count!, at),
  every: (node, at) => everyLeaf(node.every!, at),
};

function childrenOf(node: Condition): readonly Condition[] {
  return node.all ?? node.any ?? node.atLeast?.of ?? (node.not === undefined ? [] : [node.not]);
}

function checkForce(node: Condition, operator: Operator, at: Compiler): void {
  if (node.relaxedBy !== undefined && node.force !== 'mayRelax')
    problem(at, '`relaxedBy` belongs to `force: mayRelax`');
  if (operator === 'all') return;
  for (const child of childrenOf(node)) {
    if (child.force === 'priority') problem(at, `\`priority\` has no meaning below \`${operator}\``);
    if (child.force === 'mayRelax' && operator === 'not') problem(at, '`mayRelax` has no meaning below `not`');
  }
}

const EMPTY: Leaf = { test: () => NO, say: () => '' };

/** A condition against the vocabulary. Problems are added to `at.problems`; the node is then not to be evaluated. */
export function compileCondition(definition: Condition, at: Compiler): CompiledNode {
  const operator = operatorOf(definition);
  const here: Compiler = { ...at, reads: new Set() };
  const id = definition.id ?? at.path;
  const fits = withinBounds(here);
  checkForce(definition, operator, here);
  const children = !fits
    ? []
    : childrenOf(definition).map((child, index) =>
        compileCondition(child, inside(here, child.id ?? `${operator}.${index}`)),
      );
  if (definition.atLeast !== undefined && definition.atLeast.n > definition.atLeast.of.length) {
    problem(here, `atLeast: ${definition.atLeast.n} of ${definition.atLeast.of.length} can never hold`);
  }
  const build = LEAVES[operator];
  const leaf = build === undefined ? null : fits ? build(definition, here) : EMPTY;
  const relief =
    definition.relaxedBy === undefined || !fits
      ? null
      : compileCondition(definition.relaxedBy, inside(here, 'relaxedBy'));
  for (const key of here.reads) at.reads.add(key);
  return {
    id,
    operator,
    definition,
    force: definition.force ?? 'must',
    children,
    n: definition.atLeast?.n ?? 0,
    relief,
    test: leaf === null ? null : leaf.test,
    say: leaf === null ? () => '' : leaf.say,
    facts: [...here.reads],
  };
}

export function makeCompiler(vocabulary: Vocabulary, path: string): Compiler {
  return {
    vocabulary,
    problems: [],
    reads: new Set(),
    nodes: { count: 0 },
    depth: 0,
    path,
    rows: null,
    test: compileCondition,
  };
}
