import type { CompiledProgramme } from './compileProgramme.ts';
import type { Force } from './conditionSchema.ts';
import { sentenceOf } from './explain.ts';
import { isDecided, type Truth } from './kleene.ts';
import { type CompiledNode, decidingLeaves, missingFacts, openJudgements, type Scope, type Trace } from './trace.ts';

/** One line of the checklist: a condition with its computed pre-check. */
export interface ItemResult {
  id: string;
  /** Null: asked of every track. */
  track: string | null;
  title: string;
  wording: string | null;
  cite: string[];
  force: Force;
  truth: Truth;
  /** True where a `mayRelax` condition holds only by its relaxation. */
  relaxed: boolean;
  sentence: string;
  missing: string[];
  judgements: string[];
  /** Materials that prove it. */
  evidence: string[];
}

/** A node of the evaluated tree with everything a screen may show. */
export interface NodeResult {
  id: string;
  operator: string;
  title: string | null;
  cite: string[];
  force: Force;
  truth: Truth;
  computed: Truth;
  sentence: string;
  missing: string[];
  /** Ids of the leaves the result rests on. */
  deciding: string[];
  children: NodeResult[];
}

/** An `all` opens into its children unless it is kept together or can be relaxed as a whole; any other node is an item. */
export function isItem(node: CompiledNode): boolean {
  if (node.definition.item !== undefined) return node.definition.item;
  return node.operator !== 'all' || node.force !== 'must';
}

/** The traces of a tree's items, in order. */
export function itemTraces(trace: Trace): Trace[] {
  if (isItem(trace.node) || trace.children.length === 0) return [trace];
  return trace.children.flatMap(itemTraces);
}

/** A title for nodes without one: the first words of the wording, or the id. */
function titleOf(node: CompiledNode): string {
  const { title, wording } = node.definition;
  if (title !== undefined) return title;
  if (wording === undefined) return node.id;
  return wording.length <= 24 ? wording : `${wording.slice(0, 24)}…`;
}

function evidenceFor(programme: CompiledProgramme, trace: Trace): string[] {
  const ids = new Set<string>();
  const walk = (one: Trace) => {
    ids.add(one.node.id);
    one.children.forEach(walk);
  };
  walk(trace);
  return programme.definition.materials.filter((one) => one.evidences.some((id) => ids.has(id))).map((one) => one.id);
}

/** `wanted`: only items with such a result; sentences cost more than decisions. */
export function itemResults(
  programme: CompiledProgramme,
  trace: Trace,
  track: string | null,
  scope: Scope,
  wanted: (truth: Truth) => boolean = () => true,
): ItemResult[] {
  const traces = itemTraces(trace).filter((one) => wanted(one.truth));
  return traces.map((one) => ({
    id: one.node.id,
    track,
    title: titleOf(one.node),
    wording: one.node.definition.wording ?? null,
    cite: one.node.definition.cite ?? [],
    force: one.node.force,
    truth: one.truth,
    relaxed: !one.byPerson && one.computed === 'false' && one.truth === 'true',
    sentence: sentenceOf(one, scope, programme.vocabulary),
    missing: missingFacts(one),
    judgements: openJudgements(one),
    evidence: evidenceFor(programme, one),
  }));
}

export function nodeResult(programme: CompiledProgramme, trace: Trace, scope: Scope): NodeResult {
  const { node } = trace;
  return {
    id: node.id,
    operator: node.operator,
    title: node.definition.title ?? null,
    cite: node.definition.cite ?? [],
    force: node.force,
    truth: trace.truth,
    computed: trace.computed,
    sentence: sentenceOf(trace, scope, programme.vocabulary),
    missing: isDecided(trace.truth) ? [] : missingFacts(trace),
    deciding: decidingLeaves(trace).map((leaf) => leaf.node.id),
    children: trace.children.map((child) => nodeResult(programme, child, scope)),
  };
}
