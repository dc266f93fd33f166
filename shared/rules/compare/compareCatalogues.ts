import type { Catalogue, CatalogueParts } from '../catalogue.ts';
import type { CompiledProgramme } from '../compileProgramme.ts';
import { type Line, linesOf, sayLine } from '../render/model.ts';
import { renderProgramme } from '../render/renderProgramme.ts';
import { differingLeaves, type Leaf, leafWords, meaningOf } from './leaves.ts';
import {
  type CatalogueComparison,
  type ComparisonGroup,
  type Detail,
  GROUP_WORDS,
  type GroupKind,
  type NodeChange,
} from './model.ts';
import { type Node, partNodes, programmeNodes } from './nodes.ts';

/** What a node says as people read it; null where nothing is said of it. */
type Say = (key: string) => string | null;

interface Side {
  nodes: readonly Node[];
  say: Say;
  /** Place of a clause in its document. */
  clause: (id: string) => string;
  titles: ReadonlyMap<string, string>;
}

/** The line with the lines below it that stand for no part of their own: the steps of a calculation. */
function sayWhole(line: Line): string {
  const steps = line.children.filter((child) => child.keys.length === 0);
  return [sayLine(line), ...steps.map(sayWhole)].join('；');
}

function sideOf(nodes: Node[], catalogue: Catalogue, lines: readonly Line[]): Side {
  const byKey = new Map(lines.flatMap((line) => line.keys.map((key) => [key, line] as const)));
  return {
    nodes,
    say: (key) => {
      const line = byKey.get(key);
      return line === undefined ? null : sayWhole(line);
    },
    clause: (id) => catalogue.clauses.get(id)?.cite ?? id,
    titles: new Map(nodes.map((node) => [node.key, node.title])),
  };
}

const without = (all: unknown, less: unknown, side: Side): string | null => {
  const others = new Set(Array.isArray(less) ? less : []);
  const left = (Array.isArray(all) ? all : []).filter((one) => !others.has(one)).map((one) => side.clause(String(one)));
  return left.length === 0 ? null : left.join('、');
};

function detailOf(leaf: Leaf, before: Side, after: Side): Detail | null {
  const key = leaf.path.at(-1);
  if (key === 'cite' && Array.isArray(leaf.before ?? leaf.after))
    return {
      what: '引用条款',
      before: without(leaf.before, leaf.after, before),
      after: without(leaf.after, leaf.before, after),
    };
  if (key === 'parent') {
    const place = (side: Side, id: unknown) =>
      side.titles.get(`condition:${id}`) ?? side.titles.get(`track:${id}`) ?? '各类别共同条件';
    return { what: '位置', before: place(before, leaf.before), after: place(after, leaf.after) };
  }
  return meaningOf(leaf) === 'figure' ? leafWords(leaf) : null;
}

/** Tracks or steps that both sides have, in another order; null while they keep theirs. */
function reordered(was: Node, is: Node, before: Side, after: Side): NodeChange | null {
  const [old, now] = [was, is].map((node) => (node.own as { order: string[] }).order) as [string[], string[]];
  const shared = (ids: string[], others: string[]) => ids.filter((id) => others.includes(id));
  const [first, second] = [shared(old, now), shared(now, old)];
  if (first.join() === second.join()) return null;
  const what = is.key === 'order:tracks' ? 'track' : 'step';
  const names = (ids: string[], side: Side) => ids.map((id) => side.titles.get(`${what}:${id}`) ?? id).join('、');
  const { key, section, title } = is;
  return {
    key,
    section,
    title,
    change: 'rule',
    before: names(first, before),
    after: names(second, after),
    details: [],
  };
}

const STRENGTH = ['rule', 'figure', 'citation', 'wording'] as const;

function changedNode(was: Node, is: Node, before: Side, after: Side): NodeChange | null {
  if (is.key.startsWith('order:')) return reordered(was, is, before, after);
  const leaves = differingLeaves(was.own, is.own);
  if (leaves.length === 0) return null;
  const meanings = new Set(leaves.map(meaningOf));
  const say = { before: before.say(was.key), after: after.say(is.key) };
  // Codes of policy classes are no words for people.
  const silent = say.before === null && say.after === null && is.key !== 'benefitClasses';
  const details = leaves.map((leaf) => detailOf(leaf, before, after) ?? (silent ? leafWords(leaf) : null));
  return {
    key: is.key,
    section: is.section,
    title: is.title,
    change: STRENGTH.find((one) => meanings.has(one))!,
    ...say,
    details: details.filter((one) => one !== null && (one.before !== null || one.after !== null)) as Detail[],
  };
}

function nodeChanges(before: Side, after: Side): NodeChange[] {
  const old = new Map(before.nodes.map((node) => [node.key, node]));
  const changes: NodeChange[] = [];
  for (const node of after.nodes) {
    const was = old.get(node.key);
    old.delete(node.key);
    const { key, section, title } = node;
    if (was === undefined)
      changes.push({ key, section, title, change: 'added', before: null, after: after.say(key), details: [] });
    else changes.push(...[changedNode(was, node, before, after)].filter((one) => one !== null));
  }
  const removed = [...old.values()].map(({ key, section, title }): NodeChange => {
    return { key, section, title, change: 'removed', before: before.say(key), after: null, details: [] };
  });
  return [...changes, ...removed];
}

interface Entry<T> {
  id: string;
  title: string;
  value: T;
}

interface Compared<T> {
  kind: GroupKind;
  before: readonly Entry<T>[];
  after: readonly Entry<T>[];
  changes(was: T, is: T): NodeChange[];
}

function groupsOf<T>({ kind, before, after, changes }: Compared<T>): ComparisonGroup[] {
  const old = new Map(before.map((entry) => [entry.id, entry]));
  const groups: ComparisonGroup[] = [];
  for (const { id, title, value } of after) {
    const was = old.get(id);
    old.delete(id);
    if (was === undefined) groups.push({ kind, id, title, change: 'added', changes: [] });
    else {
      const found = changes(was.value, value);
      if (found.length > 0) groups.push({ kind, id, title, change: 'changed', changes: found });
    }
  }
  const removed = [...old.values()].map(({ id, title }): ComparisonGroup => {
    return { kind, id, title, change: 'removed', changes: [] };
  });
  return [...groups, ...removed];
}

/** Versions of a programme are told apart by the day they come into force; where each side has one, that day may have moved. */
function programmeEntries(catalogue: Catalogue, other: Catalogue): Entry<CompiledProgramme>[] {
  const count = (one: Catalogue, id: string) => one.programmes.filter(({ definition }) => definition.id === id).length;
  return catalogue.programmes.map((value) => {
    const { id, name, inForce } = value.definition;
    const single = count(catalogue, id) === 1 && count(other, id) <= 1;
    return single
      ? { id, title: `${id} ${name}`, value }
      : { id: `${id}@${inForce.from}`, title: `${id} ${name}（${inForce.from} 起）`, value };
  });
}

function programmeGroups(before: Catalogue, after: Catalogue): ComparisonGroup[] {
  const side = (one: CompiledProgramme, catalogue: Catalogue, silent: boolean) =>
    sideOf(programmeNodes(one.definition), catalogue, silent ? [] : linesOf(renderProgramme(one, catalogue)));
  return groupsOf({
    kind: 'programme',
    before: programmeEntries(before, after),
    after: programmeEntries(after, before),
    changes(was, is) {
      // Most programmes are the same: their sentences are not written.
      if (differingLeaves(was.definition, is.definition).length === 0) return [];
      return nodeChanges(side(was, before, false), side(is, after, false));
    },
  });
}

const PARTS: readonly [Exclude<GroupKind, 'programme'>, (parts: CatalogueParts) => Entry<object>[]][] = [
  [
    'document',
    (parts) => parts.documents.map((value) => ({ id: value.id, title: value.number ?? value.title, value })),
  ],
  ['ledger', (parts) => parts.ledgers.map((value) => ({ id: value.document, title: value.name, value }))],
  ['fact', (parts) => parts.facts.map((value) => ({ id: value.key, title: value.label, value }))],
  ['list', (parts) => parts.lists.map((value) => ({ id: value.id, title: value.label, value }))],
  ['material', (parts) => parts.materialKinds.map((value) => ({ id: value.id, title: value.label, value }))],
  [
    'calendar',
    (parts) => parts.calendars.map((value) => ({ id: String(value.year), title: `${value.year} 年`, value })),
  ],
  ['clause', (parts) => parts.clauses.map((value) => ({ id: value.id, title: value.cite, value }))],
];

/** Everything that differs between two catalogues, programmes first, part by part. */
export function compareCatalogues(before: Catalogue, after: Catalogue): CatalogueComparison {
  const same = before.hash === after.hash;
  if (same) return { before: before.hash, after: after.hash, same, groups: [] };
  const others = PARTS.flatMap(([kind, entries]) =>
    groupsOf({
      kind,
      before: entries(before.parts),
      after: entries(after.parts),
      changes: (was, is) =>
        nodeChanges(
          sideOf(partNodes(was, GROUP_WORDS[kind]), before, []),
          sideOf(partNodes(is, GROUP_WORDS[kind]), after, []),
        ),
    }),
  );
  return { before: before.hash, after: after.hash, same, groups: [...programmeGroups(before, after), ...others] };
}
