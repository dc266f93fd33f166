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
export const BLOCKING: Record<Exclusion['kind'], boolean> = {
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

/** Does one received benefit, which the exclusion concerns, make it apply? */
function rowHit(row: Row, index: number, exclusion: CompiledExclusion, on: IsoDate): Hit {
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
    case 'deduct':
    case 'topUp':
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
    .map((row, index) => ({
      row: index + 1,
      hit: concerns(row, exclusion, own) ? rowHit(row, index, exclusion, on) : NO,
    }))
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

/** What a result rests on, for the sentence. */
function details(
  trace: Trace | null,
  found: Found | null,
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

/** Does an exclusion apply to this case, given the benefits on record? */
export function evaluateExclusion(
  exclusion: CompiledExclusion,
  own: string,
  scope: Scope,
  on: IsoDate,
  vocabulary: Vocabulary,
): ExclusionResult {
  const { id, kind, title, cite, since } = exclusion.definition;
  const trace = exclusion.when === null ? null : evaluate(exclusion.when, scope);
  const recorded = () =>
    since === undefined
      ? fromBenefits(exclusion, own, scope.facts, on)
      : fromDay(exclusion.definition, scope.facts, on);
  const found = kind === 'blacklist' ? null : recorded();
  const parts: Truth[] = [...(trace === null ? [] : [trace.truth]), ...(found === null ? [] : [found.truth])];
  const applies = parts.length === 0 ? 'needsHuman' : conjunction(parts);
  const undecided = !isDecided(applies);
  const judged = trace === null || trace.truth !== 'needsHuman' ? [`${title}：是否存在`] : openJudgements(trace);
  const result: ExclusionResult = {
    id,
    kind,
    title,
    cite,
    applies,
    blocking: BLOCKING[kind],
    hits: applies === 'false' ? [] : (found?.hits ?? []),
    missing: undecided ? [...(trace === null ? [] : missingFacts(trace)), ...(found?.missing ?? [])] : [],
    judgements: applies === 'needsHuman' ? judged : [],
    sentence: '',
  };
  return {
    ...result,
    sentence: sentence(exclusion.definition, applies, details(trace, found, result, scope, vocabulary)),
  };
}

/** Is the application ruled out by any of them? */
export const blocked = (results: readonly ExclusionResult[]): Truth =>
  disjunction(results.filter((one) => one.blocking).map((one) => one.applies));
