import { isDecided, type Truth } from './kleene.ts';
import { missingFacts, openJudgements, type Scope, type Trace } from './trace.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Chinese sentences with the figures, for results that people read beside the clause. */

export const TRUTH_WORDS: Record<Truth, string> = {
  true: '符合',
  false: '不符合',
  unknown: '信息不全',
  needsHuman: '需人工核定',
};

const MAX_PARTS = 8;

/** `person.birthDate` → 出生日期; `awards[2].rank` → 获奖第 2 行的名次. */
export function factLabel(vocabulary: Vocabulary, name: string): string {
  const row = /^(.+)\[(\d+)\]\.(\w[\w-]*)$/.exec(name);
  if (row !== null) {
    const kind = vocabulary.facts.get(row[1]!);
    return `${kind?.label ?? row[1]}第 ${row[2]} 行的${kind?.fields.get(row[3]!)?.label ?? row[3]}`;
  }
  const kind = vocabulary.facts.get(name);
  if (kind !== undefined) return kind.label;
  const dot = name.lastIndexOf('.');
  const records = vocabulary.facts.get(name.slice(0, dot));
  return records === undefined ? name : `${records.label}的${records.fields.get(name.slice(dot + 1))?.label ?? name}`;
}

export const factLabels = (vocabulary: Vocabulary, names: readonly string[]): string =>
  names.map((name) => factLabel(vocabulary, name)).join('、');

function openPart(trace: Trace, vocabulary: Vocabulary): string {
  const missing = missingFacts(trace);
  if (missing.length > 0) return `尚缺：${factLabels(vocabulary, missing)}`;
  return `需人工核定：${openJudgements(trace).join('、')}`;
}

function leafSentence(trace: Trace, scope: Scope, vocabulary: Vocabulary): string {
  const text = trace.node.say(scope, trace.computed === 'true');
  if (trace.computed === 'true') return text;
  if (trace.computed === 'false') return `${text}，不满足`;
  const told = trace.node.operator === 'judgement' || (trace.computed === 'unknown' && text.includes('未登记'));
  return told ? text : `${text}；${openPart(trace, vocabulary)}`;
}

function listed(traces: readonly Trace[], scope: Scope, vocabulary: Vocabulary): string {
  const parts = traces.slice(0, MAX_PARTS).map((child) => sentenceOf(child, scope, vocabulary));
  const rest = traces.length - parts.length;
  return parts.join('；') + (rest > 0 ? `；等 ${traces.length} 项` : '');
}

const GROUP_WORDS: Record<'all' | 'any' | 'atLeast', Record<'true' | 'false' | 'open', string>> = {
  all: { true: '各项均满足', false: '有不满足项', open: '尚不能确定' },
  any: { true: '满足其一', false: '各项均不满足', open: '尚不能确定' },
  atLeast: { true: '达到规定项数', false: '未达到规定项数', open: '尚不能确定' },
};

function groupSentence(trace: Trace, scope: Scope, vocabulary: Vocabulary): string {
  const { operator } = trace.node;
  const children = trace.children.filter((child) => child.node.force !== 'priority');
  if (operator === 'not') {
    const child = children[0]!;
    const inner = child.node.test === null ? sentenceOf(child, scope, vocabulary) : child.node.say(scope, true);
    if (!isDecided(trace.computed)) return `须不成立：${inner}；${openPart(trace, vocabulary)}`;
    return `“${inner}”${trace.computed === 'true' ? '不成立，符合要求' : '成立，不满足'}`;
  }
  const words = GROUP_WORDS[operator as keyof typeof GROUP_WORDS];
  const state = isDecided(trace.computed) ? (trace.computed as 'true' | 'false') : 'open';
  const shown = children.filter((child) =>
    state === 'open' ? !isDecided(child.truth) : child.truth === trace.computed,
  );
  const head = operator === 'atLeast' ? `${words[state]}（${trace.node.n} 项）` : words[state];
  return `${head}：${listed(shown, scope, vocabulary)}`;
}

/** Why a node has its result. */
export function sentenceOf(trace: Trace, scope: Scope, vocabulary: Vocabulary): string {
  const isLeaf = trace.node.test !== null;
  const computed = isLeaf ? leafSentence(trace, scope, vocabulary) : groupSentence(trace, scope, vocabulary);
  if (trace.byPerson) return `人工认定${trace.truth === 'true' ? '符合' : '不符合'}（系统比对：${computed}）`;
  if (trace.node.force !== 'mayRelax' || trace.computed !== 'false') return computed;
  if (trace.relief === null) return `${computed}；条款允许放宽，需人工核定`;
  const relief = sentenceOf(trace.relief, scope, vocabulary);
  return trace.truth === 'true' ? `${computed}；按放宽条件符合：${relief}` : `${computed}；放宽条件：${relief}`;
}
