import { Refusal } from '../domain/errors.ts';
import { type ItemResult, itemResults, itemTraces, type NodeResult, nodeResult } from './checklist.ts';
import type { CompiledProgramme } from './compileProgramme.ts';
import { type IsoDate, parseDate } from './dates.ts';
import {
  blocked,
  decideExclusion,
  describeExclusion,
  type ExclusionDecision,
  type ExclusionResult,
} from './evaluateExclusions.ts';
import { evaluateSupport, type SupportResult } from './evaluateSupport.ts';
import { factLabels, TRUTH_WORDS } from './explain.ts';
import type { Facts } from './factValues.ts';
import { conjunction, disjunction, isDecided, negate, type Truth } from './kleene.ts';
import { formatYuan } from './money.ts';
import { type MaterialResult, materialResults, type StepResult, stepResults } from './procedure.ts';
import { decidingLeaves, evaluate, missingFacts, openJudgements, type Scope, type Trace } from './trace.ts';
import type { WorkCalendar } from './workCalendar.ts';

export interface EvaluationOptions {
  /** Day of application: decides validity and is `case.applicationDate`. */
  on: IsoDate;
  calendar: WorkCalendar;
  /** The track applied for; absent: the best that holds. */
  track?: string | null;
  /** What has happened when, by step id or event, for deadlines and instalments. */
  dates?: Readonly<Record<string, IsoDate>>;
  /** Decisions of officials by condition id; they replace the computed result. */
  decided?: ReadonlyMap<string, boolean>;
}

export interface Validity {
  inForce: boolean;
  from: IsoDate;
  to: IsoDate | null;
  sentence: string;
}

export interface TrackResult {
  id: string;
  name: string;
  /** Together with the common conditions. */
  truth: Truth;
  missing: string[];
  judgements: string[];
  /** Ids of the leaves it rests on. */
  deciding: string[];
}

/** What one programme says about one case. Everything is JSON. */
export interface Evaluation {
  programme: { id: string; name: string; document: string; rule: string };
  on: IsoDate;
  validity: Validity;
  /** In force, conditions (with the track) fulfilled, no blocking exclusion. */
  eligibility: Truth;
  conditions: Truth;
  exclusionsApply: Truth;
  /** The track the rest of the result is about. */
  track: string | null;
  tracks: TrackResult[];
  items: ItemResult[];
  trees: { track: string | null; root: NodeResult }[];
  materials: MaterialResult[];
  exclusions: ExclusionResult[];
  support: SupportResult[];
  /** Sum of all settled amounts of an eligible case; null while something is open or the case is not eligible. */
  payableFen: number | null;
  steps: StepResult[];
  /** Facts that must be recorded before eligibility is decided. */
  missing: string[];
  /** Every fact the programme reads that is not recorded. */
  notRecorded: string[];
  judgements: string[];
  /** Ids of the conditions and exclusions that decide. */
  deciding: string[];
  sentence: string;
}

/** The quick part: traces of the trees and the exclusions, without sentences. Matching runs on this. */
export interface Decision {
  scope: Scope;
  validity: Validity;
  common: Trace | null;
  tracks: { id: string; trace: Trace; truth: Truth }[];
  chosen: string | null;
  conditions: Truth;
  exclusions: ExclusionDecision[];
  eligibility: Truth;
}

/** Is the programme in force on the day, and what took its place if it no longer is? */
export function validityOf(programme: CompiledProgramme, on: IsoDate): Validity {
  const { inForce, name, replacedBy } = programme.definition;
  const { from, to } = inForce;
  const period = to === null ? `${from} 起，文件未写截止日期` : `${from} 至 ${to}`;
  const said = (inside: boolean, sentence: string): Validity => ({ inForce: inside, from, to, sentence });
  if (on < from) return said(false, `申报日期 ${on} 早于“${name}”施行日期，有效期为 ${period}`);
  if (to === null || on <= to) return said(true, `申报日期 ${on} 在有效期内（${period}）`);
  const successors = replacedBy.length === 0 ? '' : `，已由${replacedBy.map((one) => one.what).join('、')}替代`;
  return said(false, `申报日期 ${on} 晚于“${name}”有效期（${period}）${successors}`);
}

function checkedDay(on: string): IsoDate {
  const day = parseDate(on);
  if (day === null) throw new Refusal('DATE_INVALID', { value: on.slice(0, 40) });
  return day;
}

/** By what the tracks themselves ask: a failed common condition does not hide which track the case belongs to. */
function chooseTrack(tracks: Decision['tracks'], asked: string | null): string | null {
  if (asked !== null) return asked;
  const best = tracks.find((one) => one.trace.truth === 'true') ?? tracks.find((one) => !isDecided(one.trace.truth));
  return best?.id ?? null;
}

/** Evaluates conditions and exclusions of a programme for checked facts. */
export function decideProgramme(programme: CompiledProgramme, facts: Facts, options: EvaluationOptions): Decision {
  const on = checkedDay(options.on);
  const known = new Map(facts).set('case.applicationDate', on);
  const scope: Scope = { facts: known, row: null, decided: options.decided ?? null };
  const asked = options.track ?? null;
  if (asked !== null && !programme.tracks.some((one) => one.id === asked)) {
    throw new Refusal('INPUT_INVALID', { reason: `项目 ${programme.definition.id} 没有类别“${asked.slice(0, 40)}”` });
  }
  const common = programme.conditions === null ? null : evaluate(programme.conditions, scope);
  const tracks = programme.tracks.map((one) => {
    const trace = evaluate(one.conditions, scope);
    return { id: one.id, trace, truth: common === null ? trace.truth : conjunction([common.truth, trace.truth]) };
  });
  const considered = asked === null ? tracks : tracks.filter((one) => one.id === asked);
  const conditions = tracks.length === 0 ? common!.truth : disjunction(considered.map((one) => one.truth));
  const chosen = chooseTrack(tracks, asked);
  const exclusions = programme.exclusions
    .filter((one) => one.definition.tracks === undefined || chosen === null || one.definition.tracks.includes(chosen))
    .map((one) => decideExclusion(one, programme.definition.id, scope, on));
  const validity = validityOf(programme, on);
  const eligibility = conjunction([validity.inForce ? 'true' : 'false', conditions, negate(blocked(exclusions))]);
  return { scope, validity, common, tracks, chosen, conditions, exclusions, eligibility };
}

const distinct = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];

/** Traces that belong to the result: the common conditions and the chosen track, or every track while none is chosen. */
function relevant(decision: Decision): Trace[] {
  const tracks = decision.tracks.filter((one) => decision.chosen === null || one.id === decision.chosen);
  return [...(decision.common === null ? [] : [decision.common]), ...tracks.map((one) => one.trace)];
}

/** What the eligibility rests on: the failing part where it is ruled out, the open parts while it is open, else all leaves that hold. */
function decidingIds(decision: Decision, exclusions: readonly ExclusionResult[]): string[] {
  const { eligibility, conditions, validity } = decision;
  if (!validity.inForce) return ['validity'];
  const wanted = (truth: Truth) => (isDecided(eligibility) ? truth === eligibility : !isDecided(truth));
  const traces = relevant(decision).filter((trace) => wanted(trace.truth));
  const leaves = conditions === eligibility || !isDecided(eligibility) ? traces.flatMap(decidingLeaves) : [];
  const stops = exclusions.filter(
    (one) => one.blocking && (isDecided(eligibility) ? one.applies === 'true' : !isDecided(one.applies)),
  );
  return [...new Set([...leaves.map((leaf) => leaf.node.id), ...stops.map((one) => one.id)])];
}

function payable(support: readonly SupportResult[], eligibility: Truth): number | null {
  const money = support.filter((one) => one.kind === 'money' && one.state !== 'none');
  if (eligibility !== 'true' || money.length === 0 || money.some((one) => one.state !== 'amount')) return null;
  return money.reduce((sum, one) => sum + one.amountFen!, 0);
}

function overview(evaluation: Omit<Evaluation, 'sentence'>, programme: CompiledProgramme): string {
  if (!evaluation.validity.inForce) return evaluation.validity.sentence;
  const track = evaluation.tracks.find((one) => one.id === evaluation.track);
  const head = `${TRUTH_WORDS[evaluation.eligibility]}${track === undefined ? '' : `（${track.name}）`}`;
  const stops = evaluation.exclusions
    .filter((one) => one.blocking && one.applies === 'true')
    .map((one) => one.sentence);
  const failed = evaluation.items
    .filter((one) => one.force !== 'priority' && one.truth === 'false')
    .map((one) => `${one.title}：${one.sentence}`);
  const details = evaluation.eligibility === 'false' ? [...failed, ...stops] : [];
  if (evaluation.eligibility === 'unknown')
    details.push(`尚缺：${factLabels(programme.vocabulary, evaluation.missing)}`);
  if (evaluation.eligibility === 'needsHuman') details.push(`待判断：${evaluation.judgements.join('、')}`);
  if (evaluation.payableFen !== null) details.push(`核算金额 ${formatYuan(evaluation.payableFen)}`);
  return details.length === 0 ? head : `${head}：${details.slice(0, 6).join('；')}`;
}

/** The trees that belong to the result with the track each is of. */
function trackedTraces(decision: Decision): { track: string | null; trace: Trace }[] {
  return [
    ...(decision.common === null ? [] : [{ track: null, trace: decision.common }]),
    ...decision.tracks
      .filter((one) => decision.chosen === null || one.id === decision.chosen)
      .map((one) => ({ track: one.id as string | null, trace: one.trace })),
  ];
}

/** Results of the checklist's items, in order, without a sentence: enough to count them. */
export const itemTruths = (decision: Decision): Truth[] =>
  trackedTraces(decision).flatMap(({ trace }) => itemTraces(trace).map(({ truth }) => truth));

export type Outline = Pick<Evaluation, 'items' | 'exclusions' | 'support' | 'missing' | 'judgements'>;

/**
 * What decides, what is missing and what is granted, in sentences; without trees, materials and steps. Enough for matching.
 * `wanted`: only items with such a result.
 */
export function outlineOf(
  programme: CompiledProgramme,
  decision: Decision,
  dates: Readonly<Record<string, IsoDate>> = {},
  wanted?: (truth: Truth) => boolean,
): Outline {
  const { vocabulary } = programme;
  const { scope, chosen, eligibility } = decision;
  const exclusions = decision.exclusions.map((one) => describeExclusion(one, scope, vocabulary));
  const undecided = !isDecided(eligibility);
  const open = relevant(decision).filter((trace) => !isDecided(trace.truth));
  const openExclusions = exclusions.filter((one) => one.blocking && !isDecided(one.applies));
  return {
    items: trackedTraces(decision).flatMap(({ track, trace }) => itemResults(programme, trace, track, scope, wanted)),
    exclusions,
    support: programme.support
      .filter(
        (one) => one.definition.tracks === undefined || (chosen !== null && one.definition.tracks.includes(chosen)),
      )
      .map((one) => evaluateSupport(one, { scope, vocabulary, dates })),
    missing: undecided ? distinct([...open.map(missingFacts), ...openExclusions.map((one) => one.missing)]) : [],
    judgements: undecided
      ? distinct([...open.map(openJudgements), ...openExclusions.map((one) => one.judgements)])
      : [],
  };
}

function trackResults(programme: CompiledProgramme, decision: Decision): TrackResult[] {
  const common = decision.common === null ? [] : [decision.common];
  return decision.tracks.map(({ id, trace, truth }) => ({
    id,
    name: programme.definition.tracks.find((one) => one.id === id)!.name,
    truth,
    missing: isDecided(truth) ? [] : distinct([...common, trace].map(missingFacts)),
    judgements: isDecided(truth) ? [] : distinct([...common, trace].map(openJudgements)),
    deciding: [...common, trace]
      .filter((one) => one.truth === truth)
      .flatMap((one) => decidingLeaves(one).map((leaf) => leaf.node.id)),
  }));
}

/**
 * Everything a programme says about a case: eligibility with the track it rests on, checklist items, materials, exclusions, amounts,
 * steps with due dates. Facts must come from `parseFacts`; `on` picks nothing by itself: choose the version with `ruleInForce`.
 */
export function evaluateProgramme(programme: CompiledProgramme, facts: Facts, options: EvaluationOptions): Evaluation {
  const decision = decideProgramme(programme, facts, options);
  const { definition } = programme;
  const { scope, chosen, eligibility } = decision;
  const on = scope.facts.get('case.applicationDate') as IsoDate;
  const dates = options.dates ?? {};
  const outline = outlineOf(programme, decision, dates);
  const result = {
    programme: { id: definition.id, name: definition.name, document: definition.document, rule: definition.rule },
    on,
    validity: decision.validity,
    eligibility,
    conditions: decision.conditions,
    exclusionsApply: blocked(decision.exclusions),
    track: chosen,
    tracks: trackResults(programme, decision),
    items: outline.items,
    trees: trackedTraces(decision).map(({ track, trace }) => ({ track, root: nodeResult(programme, trace, scope) })),
    materials: materialResults(programme, chosen, scope),
    exclusions: outline.exclusions,
    support: outline.support,
    payableFen: payable(outline.support, eligibility),
    steps: stepResults(programme, chosen, scope, dates, on, options.calendar),
    missing: outline.missing,
    notRecorded: programme.facts.filter((key) => !scope.facts.has(key)),
    judgements: outline.judgements,
    deciding: decidingIds(decision, outline.exclusions),
  };
  return { ...result, sentence: overview(result, programme) };
}
