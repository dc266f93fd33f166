import { type Condition, type Force, type Operator, operatorOf, type Term } from '../conditionSchema.ts';
import { DATE_WORDS } from '../literalSchema.ts';
import { formatMoney, formatShare } from '../money.ts';
import type { FactKind } from '../vocabulary.ts';
import type { Line, Note } from './model.ts';
import { rowsWords, termWords } from './terms.ts';
import { dateWords, dayWords, NUMBER_WORDS } from './words.ts';
import { citedWithin, makeLine, note, type Writer, writerFact } from './writer.ts';

/** Conditions in words: every operator has its sentence; groups become lines with the parts below them. */

const FORCE_WORDS: Record<Force, string> = { must: '须', mayRelax: '可放宽', priority: '优先' };

const JUDGES = { reviewer: '审核人员', expert: '专家', inspector: '核查人员', authority: '主管部门' } as const;

const term = (one: Term, at: Writer): string => termWords(one, at, sentence);

function literalWords(kind: FactKind, value: NonNullable<Condition['compare']>['value']): string {
  if (typeof value === 'object') return formatMoney(value.fen);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number')
    return kind.unit === null ? String(value) : kind.unit === '%' ? `${value}%` : `${value} ${kind.unit}`;
  if (kind.type === 'date') return dayWords(value!);
  return `“${kind.labels.get(value!) ?? value}”`;
}

const SPAN_UNITS = { years: ' 年', months: ' 个月', days: ' 天' } as const;

/** A literal beside a calculation, in the unit the calculation comes out in. */
function figureWords(beside: Term, value: NonNullable<NonNullable<Condition['compare']>['value']>): string {
  if (typeof value === 'object') return formatMoney(value.fen);
  if (beside.between !== undefined) return `${value}${SPAN_UNITS[beside.between.unit]}`;
  return beside.age === undefined ? String(value) : `${value} 周岁`;
}

function compareWords({ fact, term: left, op, value, than, thanDate }: NonNullable<Condition['compare']>, at: Writer) {
  const kind = fact === undefined ? null : writerFact(at, fact);
  const subject = kind === null ? term(left!, at) : kind.label;
  if (thanDate !== undefined) return `${subject}${DATE_WORDS[op]}${dateWords(thanDate, at)}`;
  if (than !== undefined) {
    const words = kind?.type === 'date' ? DATE_WORDS : NUMBER_WORDS;
    return `${subject}${words[op]}${term(than, at)}`;
  }
  if (kind === null) return `${subject}${NUMBER_WORDS[op]} ${figureWords(left!, value!)}`;
  if (kind.type === 'boolean') return `“${subject}”为“${(value === true) === (op === 'eq') ? '是' : '否'}”`;
  const words = kind.type === 'date' ? DATE_WORDS : NUMBER_WORDS;
  const gap = typeof value === 'number' || typeof value === 'object' ? ' ' : '';
  return `${subject}${words[op]}${gap}${literalWords(kind, value)}`;
}

function inWords({ fact, values, list }: NonNullable<Condition['in']>, at: Writer): string {
  const kind = writerFact(at, fact);
  const verb = kind.type === 'set' ? '含有' : '属于';
  if (list !== undefined) {
    const known = at.vocabulary.lists.get(list);
    return `${kind.label}${verb}“${known?.label ?? list}”所列${known === undefined ? '' : ` ${known.values.length} 项`}`;
  }
  const labels = values!.map((one) => kind.labels.get(one) ?? one);
  return `${kind.label}${verb}${labels.join('、')}${labels.length > 1 ? '之一' : ''}`;
}

const group = (nodes: readonly Condition[], word: string, at: Writer): string =>
  nodes.length === 1
    ? sentence(nodes[0]!, at)
    : nodes
        .map((one) => ((one.all ?? one.any ?? one.atLeast) ? `（${sentence(one, at)}）` : sentence(one, at)))
        .join(word);

const SENTENCES: Record<Operator, (node: Condition, at: Writer) => string> = {
  all: (node, at) => group(node.all!, '，且', at),
  any: (node, at) => group(node.any!, '，或', at),
  not: (node, at) => `不属于（${sentence(node.not!, at)}）的情形`,
  atLeast: ({ atLeast }, at) =>
    `下列 ${atLeast!.of.length} 项中至少满足 ${atLeast!.n} 项：${group(atLeast!.of, '；', at)}`,
  compare: (node, at) => compareWords(node.compare!, at),
  in: (node, at) => inWords(node.in!, at),
  dateOnOrBefore: ({ dateOnOrBefore: one }, at) => `${dateWords(one!.date, at)}不晚于${dateWords(one!.limit, at)}`,
  dateOnOrAfter: ({ dateOnOrAfter: one }, at) => `${dateWords(one!.date, at)}不早于${dateWords(one!.limit, at)}`,
  ageAt: ({ ageAt }, at) =>
    `按${writerFact(at, ageAt!.birth).label}计算，至${dateWords(ageAt!.asOf, at)}${NUMBER_WORDS[ageAt!.op]} ${ageAt!.value} 周岁`,
  ratio: ({ ratio }, at) =>
    `${term(ratio!.part, at)}占${term(ratio!.whole, at)}的比例${NUMBER_WORDS[ratio!.op]} ${formatShare(ratio!.share)}`,
  exists: ({ exists }, at) => `已登记${writerFact(at, exists!).label}`,
  judgement: ({ judgement }) => `由${JUDGES[judgement!.by]}判断：${judgement!.ask}`,
  count: ({ count }, at) => `${rowsWords(count!, at, sentence)}项数${NUMBER_WORDS[count!.op]} ${count!.value} 项`,
  every: ({ every }, at) => {
    const kind = writerFact(at, every!.of);
    return `${kind.label}的每一项均须：${sentence(every!.where, { ...at, rows: kind })}`;
  },
};

function relaxation(node: Condition, at: Writer): string | null {
  if (node.relaxedBy !== undefined) return sentence(node.relaxedBy, at);
  return node.force === 'mayRelax' ? '未达到的，由审核人员核定是否放宽' : null;
}

/** A condition as one sentence, whatever is below it. */
export function sentence(node: Condition, at: Writer): string {
  const said = SENTENCES[operatorOf(node)](node, at);
  const head = node.title ?? node.wording;
  const named = head === undefined ? said : `${head}（${said}）`;
  if (node.force === undefined || node.force === 'must') return named;
  const relaxed = relaxation(node, at);
  return `${named}（${FORCE_WORDS[node.force]}${relaxed === null ? '' : `：${relaxed}`}）`;
}

const GROUP_WORDS: Partial<Record<Operator, (node: Condition) => string>> = {
  all: () => '下列各项均须满足',
  any: () => '下列各项满足其一即可',
  not: () => '不得有下列情形',
  atLeast: ({ atLeast }) => `下列 ${atLeast!.of.length} 项中至少满足 ${atLeast!.n} 项`,
};

const childrenOf = (node: Condition): Condition[] =>
  node.all ?? node.any ?? node.atLeast?.of ?? (node.not === undefined ? [] : [node.not]);

const ownCites = (node: Condition): string[] => {
  const { all: _all, any: _any, not: _not, atLeast: _atLeast, ...own } = node;
  return citedWithin(own);
};

function notesOf(node: Condition, said: string, at: Writer): (Note | null)[] {
  const group = GROUP_WORDS[operatorOf(node)] !== undefined;
  return [
    note(null, node.title === undefined ? null : node.wording),
    note(group ? null : '判定', node.title === undefined && node.wording === undefined ? null : said),
    note('放宽情形', relaxation(node, at)),
  ];
}

/** A node of a tree that reviewers see, with what is below it. One of several ways (`choice`) is no 须 by itself. */
export function conditionLine(node: Condition, at: Writer, choice = false): Line {
  const said = GROUP_WORDS[operatorOf(node)]?.(node) ?? SENTENCES[operatorOf(node)](node, at);
  return makeLine(at, {
    key: `condition:${node.id ?? ''}`,
    tag: choice && (node.force ?? 'must') === 'must' ? null : FORCE_WORDS[node.force ?? 'must'],
    text: node.title ?? node.wording ?? said,
    notes: notesOf(node, said, at),
    cite: ownCites(node),
    children: childrenOf(node).map((one) => conditionLine(one, at, node.all === undefined)),
  });
}

/** A tree under a heading of its own (a track): a plain `all` at its top needs no line. */
export function conditionsUnder(
  root: Condition,
  at: Writer,
): Pick<Line, 'keys' | 'notes' | 'children'> & { cite: string[] } {
  const line = conditionLine(root, at);
  const plain = root.all !== undefined && (root.force ?? 'must') === 'must';
  if (!plain) return { keys: [], notes: [], children: [line], cite: [] };
  const heading = [root.title, root.wording, GROUP_WORDS.all!(root)].map((text) => note(null, text));
  return {
    keys: line.keys,
    notes: heading.filter((one) => one !== null),
    children: line.children,
    cite: ownCites(root),
  };
}

/** 适用情形 of a material, a step, a benefit; null where it always applies. */
export const whenNote = (label: string, when: Condition | undefined, at: Writer): Note | null =>
  note(label, when === undefined ? null : sentence(when, at));
