import { type IsoDate, moveDate } from './dates.ts';
import { factLabels, sentenceOf } from './explain.ts';
import type { Facts, Row } from './factValues.ts';
import { conjunction, disjunction, isDecided, type Truth, threshold } from './kleene.ts';
import type { Exclusion } from './programmeParts.ts';
import { type CompiledNode, evaluate, missingFacts, openJudgements, type Scope, type Trace } from './trace.ts';
import type { Vocabulary } from './vocabulary.ts';

const BENEFITS = 'case.otherBenefits';

export interface CompiledExclusion {
  definition: Exclusion;
  when: CompiledNode | null;
  /** Ids of every programme it concerns, classes resolved. */
  programmes: ReadonlySet<string>;
}

/** What an exclusion does when it applies: stops the application, or only changes the amount or the choice. */
const BLOCKING: Record<Exclusion['kind'], boolean> = {
  notTogether: true,
  notAfter: true,
  timesLimit: true,
  coolingOff: true,
  blacklist: true,
  sameProject: true,
  higherOf: false,
  topUp: false,
  deduct: false,
};

export const isBlocking = (kind: Exclusion['kind']): boolean => BLOCKING[kind];

export interface ExclusionResult {
  id: string;
  kind: Exclusion['kind'];
  title: string;
  cite: string[];
  /** `true`: it applies. */
  applies: Truth;
  /** True where applying rules the application out. */
  blocking: boolean;
  /** Rows of case.otherBenefits that make it apply, from 1. */
  hits: number[];
  missing: string[];
  judgements: string[];
  sentence: string;
}

interface Hit {
  truth: Truth;
  missing: string[];
}

const YES: Hit = { truth: 'true', missing: [] };
const NO: Hit = { truth: 'false', missing: [] };
const PERSON: Hit = { truth: 'needsHuman', missing: [] };
const lacks = (index: number, field: string): Hit => ({
  truth: 'unknown',
  missing: [`${BENEFITS}[${index + 1}].${field}`],
});

function concerns(row: Row, exclusion: CompiledExclusion, own: string): boolean {
  const programme = row.get('programme');
  const { kind, classes } = exclusion.definition;
  if (kind === 'timesLimit' || kind === 'coolingOff') {
    const ownOrNamed =
      exclusion.programmes.size === 0 ? programme === own : exclusion.programmes.has(String(programme));
    return ownOrNamed || classes.includes(String(row.get('class')));
  }
  return exclusion.programmes.has(String(programme)) || classes.includes(String(row.get('class')));
}

const ACTIVE = new Set(['enjoying', 'enjoyed', 'ended']);

/** Does one received benefit make the exclusion apply? */
function rowHit(row: Row, index: number, exclusion: CompiledExclusion, own: string, on: IsoDate): Hit {
  if (row.get('programme') === undefined && row.get('class') === undefined) return lacks(index, 'programme');
  if (!concerns(row, exclusion, own)) return NO;
  const holder = row.get('holder');
  if (holder === undefined) return lacks(index, 'holder');
  if (!(exclusion.definition.holders as string[]).includes(String(holder))) return NO;
  const status = row.get('status');
  if (status === undefined) return lacks(index, 'status');
  const to = row.get('to');
  switch (exclusion.definition.kind) {
    case 'notTogether':
      if (status === 'applied') return PERSON;
      return status === 'enjoying' && (to === undefined || String(to) >= on) ? YES : NO;
    case 'sameProject':
      return status === 'ended' ? NO : YES;
    case 'coolingOff':
      if (!ACTIVE.has(String(status))) return NO;
      if (to === undefined) return status === 'enjoying' ? YES : lacks(index, 'to');
      return on < moveDate(String(to), { years: exclusion.definition.years ?? 0 }) ? YES : NO;
    case 'higherOf':
      return status === 'enjoying' || status === 'enjoyed' ? YES : NO;
    default:
      return ACTIVE.has(String(status)) ? YES : NO;
  }
}

interface Found {
  truth: Truth;
  /** Rows it rests on, from 1. */
  hits: number[];
  missing: string[];
}

function fromBenefits(exclusion: CompiledExclusion, own: string, facts: Facts, on: IsoDate): Found {
  const rows = facts.get(BENEFITS);
  if (!Array.isArray(rows)) return { truth: 'unknown', hits: [], missing: [BENEFITS] };
  const found = (rows as readonly Row[])
    .map((row, index) => ({ row: index + 1, hit: rowHit(row, index, exclusion, own, on) }))
    .filter(({ hit }) => hit.truth !== 'false');
  const needed = exclusion.definition.kind === 'timesLimit' ? (exclusion.definition.times ?? 1) : 1;
  const truth = threshold(
    needed,
    found.map(({ hit }) => hit.truth),
  );
  const deciding = truth === 'true' ? found.filter(({ hit }) => hit.truth === 'true') : truth === 'false' ? [] : found;
  return {
    truth,
    hits: deciding.map(({ row }) => row),
    missing: truth === 'true' ? [] : deciding.flatMap(({ hit }) => hit.missing),
  };
}

/** coolingOff counted from a recorded day (end of a penalty, last selection). */
function fromDay(exclusion: Exclusion, facts: Facts, on: IsoDate): Found {
  const since = facts.get(exclusion.since!);
  if (typeof since !== 'string') return { truth: 'unknown', hits: [], missing: [exclusion.since!] };
  const applies = on < moveDate(since, { years: exclusion.years ?? 0 });
  return { truth: applies ? 'true' : 'false', hits: [], missing: [] };
}

function sentence(definition: Exclusion, applies: Truth, detail: string): string {
  const words: Record<Truth, string> = {
    true: '存在',
    false: '未发现',
    unknown: '尚不能确定',
    needsHuman: '需人工核定',
  };
  return `${definition.title}：${words[applies]}${detail === '' ? '' : `（${detail}）`}`;
}

/** An exclusion decided, without the sentence. */
export interface ExclusionDecision {
  exclusion: CompiledExclusion;
  applies: Truth;
  /** Its own condition and the benefits on record; null where it has none. */
  trace: Trace | null;
  found: Found | null;
}

/** Does an exclusion apply to this case, given the benefits on record? */
export function decideExclusion(
  exclusion: CompiledExclusion,
  own: string,
  scope: Scope,
  on: IsoDate,
): ExclusionDecision {
  const { definition } = exclusion;
  const trace = exclusion.when === null ? null : evaluate(exclusion.when, scope);
  const { facts } = scope;
  const recorded = () =>
    definition.since === undefined ? fromBenefits(exclusion, own, facts, on) : fromDay(definition, facts, on);
  const found = definition.kind === 'blacklist' ? null : recorded();
  const parts: Truth[] = [...(trace === null ? [] : [trace.truth]), ...(found === null ? [] : [found.truth])];
  return { exclusion, applies: parts.length === 0 ? 'needsHuman' : conjunction(parts), trace, found };
}

function details(
  { trace, found }: ExclusionDecision,
  result: ExclusionResult,
  scope: Scope,
  vocabulary: Vocabulary,
): string {
  const parts = [
    trace === null || !isDecided(trace.truth) ? '' : sentenceOf(trace, scope, vocabulary),
    result.hits.length > 0 ? `见已享受政策第 ${result.hits.join('、')} 行` : '',
    result.missing.length > 0 ? `尚缺：${factLabels(vocabulary, result.missing)}` : '',
    result.missing.length === 0 && trace !== null && !isDecided(trace.truth) ? result.judgements.join('、') : '',
  ];
  return found === null && trace === null ? '' : parts.filter((text) => text !== '').join('；');
}

export function describeExclusion(decision: ExclusionDecision, scope: Scope, vocabulary: Vocabulary): ExclusionResult {
  const { applies, trace, found } = decision;
  const { id, kind, title, cite } = decision.exclusion.definition;
  const judged = trace === null || trace.truth !== 'needsHuman' ? [`${title}：是否存在`] : openJudgements(trace);
  const missing = isDecided(applies) ? [] : [...(trace === null ? [] : missingFacts(trace)), ...(found?.missing ?? [])];
  const result: ExclusionResult = {
    id,
    kind,
    title,
    cite,
    applies,
    blocking: BLOCKING[kind],
    hits: applies === 'false' ? [] : (found?.hits ?? []),
    missing,
    judgements: applies === 'needsHuman' ? judged : [],
    sentence: '',
  };
  return {
    ...result,
    sentence: sentence(decision.exclusion.definition, applies, details(decision, result, scope, vocabulary)),
  };
}

/** Is the application ruled out by any of them? */
export function blocked(decisions: readonly ExclusionDecision[]): Truth {
  return disjunction(decisions.filter((one) => BLOCKING[one.exclusion.definition.kind]).map((one) => one.applies));
}
