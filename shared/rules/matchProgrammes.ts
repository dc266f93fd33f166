import type { Target } from '../domain/targets.ts';
import { type Catalogue, programmesInForce } from './catalogue.ts';
import type { CompiledProgramme } from './compileProgramme.ts';
import type { IsoDate } from './dates.ts';
import { type Decision, decideProgramme, type Outline, outlineOf, validityOf } from './evaluateProgramme.ts';
import type { SupportResult } from './evaluateSupport.ts';
import { factLabel } from './explain.ts';
import type { Facts } from './factValues.ts';
import { isDecided, type Truth } from './kleene.ts';
import { type Combined, combineDue } from './matchBest.ts';
import { factOfName, pivotalFacts } from './matchPivots.ts';
import { type Worth, worthOf } from './matchWorth.ts';

export interface MatchOptions {
  /** Day of application: which programmes are in force, and `case.applicationDate`. */
  on: IsoDate;
  /** Whose programmes; absent: all. */
  target?: Target | null;
  /** Also name the programmes that are not in force on the day. */
  outside?: boolean;
}

/** A condition, exclusion or judgement a result rests on. */
export interface Reason {
  id: string;
  title: string;
  sentence: string;
  cites: { id: string; label: string }[];
}

export interface Matched {
  id: string;
  name: string;
  document: string;
  rule: string;
  leadDepartment: string;
  target: Target;
  groups: string[];
  verdict: 'qualifies' | 'may' | 'not';
  eligibility: Truth;
  track: string | null;
  /** Not: what rules it out. May: what is open. Empty where it qualifies. */
  reasons: Reason[];
  /** Facts to be recorded first. */
  missing: { key: string; label: string }[];
  judgements: string[];
  support: Pick<SupportResult, 'id' | 'name' | 'kind' | 'state' | 'amountFen' | 'sentence'>[];
  worth: Worth;
}

/**
 * A missing fact and what recording it does. `settles`: undecided programmes this one fact could decide, whatever else is missing
 * (see matchPivots); `narrows`: undecided programmes that wait for it, alone or among others; `amounts`: qualifying programmes
 * whose sum waits for it. Programme ids in the catalogue's order.
 */
export interface Question {
  key: string;
  label: string;
  settles: string[];
  narrows: string[];
  amounts: string[];
}

export interface MatchResult {
  on: IsoDate;
  catalogueHash: string;
  programmes: Matched[];
  /** The most useful first: by `settles`, `narrows`, `amounts`, then the vocabulary's order. */
  questions: Question[];
  best: Combined;
  notInForce: { id: string; name: string; sentence: string }[];
}

const MOST_REASONS = 8;

/** Results of conditions that bear out this eligibility: the failed ones, the open ones; none where it is given. */
const decides =
  (eligibility: Truth) =>
  (truth: Truth): boolean =>
    eligibility === 'false' ? truth === 'false' : eligibility !== 'true' && !isDecided(truth);

function reasonsOf(catalogue: Catalogue, eligibility: Truth, outline: Outline): Reason[] {
  if (eligibility === 'true') return [];
  const stops = (truth: Truth) => (eligibility === 'false' ? truth === 'true' : !isDecided(truth));
  const found = [
    ...outline.items.filter((one) => one.force !== 'priority'),
    ...outline.exclusions.filter((one) => one.blocking && stops(one.applies)),
  ];
  return found.slice(0, MOST_REASONS).map(({ id, title, sentence, cite }) => ({
    id,
    title,
    sentence,
    cites: cite.map((clause) => ({ id: clause, label: catalogue.clauses.get(clause)?.cite ?? clause })),
  }));
}

const VERDICTS = { true: 'qualifies', false: 'not', unknown: 'may', needsHuman: 'may' } as const;

function matched(
  catalogue: Catalogue,
  { definition }: CompiledProgramme,
  { eligibility, chosen }: Decision,
  outline: Outline,
): Matched {
  const { id, name, document, rule, leadDepartment, target, tracks } = definition;
  const support = eligibility === 'false' ? [] : outline.support.filter((one) => one.state !== 'none');
  const keys = [...new Set(outline.missing.map(factOfName))];
  return {
    ...{ id, name, rule, leadDepartment, eligibility },
    document: catalogue.documents.get(document)?.number ?? catalogue.documents.get(document)?.title ?? document,
    target: target.who,
    groups: target.groups,
    verdict: VERDICTS[eligibility],
    track: tracks.find((one) => one.id === chosen)?.name ?? null,
    reasons: reasonsOf(catalogue, eligibility, outline),
    missing: keys.map((key) => ({ key, label: factLabel(catalogue.vocabulary, key) })),
    judgements: outline.judgements,
    support: support.map((one) => ({
      id: one.id,
      name: one.name,
      kind: one.kind,
      state: one.state,
      amountFen: one.amountFen,
      sentence: one.sentence,
    })),
    worth: worthOf(support),
  };
}

interface Looked {
  programme: CompiledProgramme;
  decision: Decision;
  outline: Outline;
  result: Matched;
}

function questionsOf(catalogue: Catalogue, looked: readonly Looked[]): Question[] {
  const questions = new Map<string, Question>();
  const at = (key: string): Question => {
    const known = questions.get(key);
    if (known !== undefined) return known;
    const label = factLabel(catalogue.vocabulary, key);
    const fresh: Question = { key, label, settles: [], narrows: [], amounts: [] };
    questions.set(key, fresh);
    return fresh;
  };
  for (const { decision, outline, result } of looked) {
    const pivots = pivotalFacts(decision);
    for (const key of pivots) at(key).settles.push(result.id);
    for (const key of new Set([...pivots, ...result.missing.map((one) => one.key)])) at(key).narrows.push(result.id);
    if (result.verdict !== 'qualifies') continue;
    const waits = new Set(outline.support.flatMap((one) => one.missing).map(factOfName));
    for (const key of waits) at(key).amounts.push(result.id);
  }
  const order = new Map([...catalogue.vocabulary.facts.keys()].map((key, index) => [key, index]));
  return [...questions.values()].sort(
    (a, b) =>
      b.settles.length - a.settles.length ||
      b.narrows.length - a.narrows.length ||
      b.amounts.length - a.amounts.length ||
      (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0),
  );
}

/**
 * What the facts of one applicant say about every programme in force on the day: due, ruled out (and by which clause), or open; which
 * missing fact is worth asking first; and the best legal combination. Facts come from `parseFacts`; a missing fact stays unknown.
 */
export function matchProgrammes(catalogue: Catalogue, facts: Facts, options: MatchOptions): MatchResult {
  const { on, target } = options;
  const wanted = (one: CompiledProgramme) => target == null || one.definition.target.who === target;
  const evaluationOptions = { on, calendar: catalogue.calendar };
  const looked = programmesInForce(catalogue, on)
    .filter(wanted)
    .map((programme): Looked => {
      const decision = decideProgramme(programme, facts, evaluationOptions);
      const outline = outlineOf(programme, decision, {}, decides(decision.eligibility));
      return { programme, decision, outline, result: matched(catalogue, programme, decision, outline) };
    });
  const current = new Set(looked.map(({ result }) => result.id));
  const outside = options.outside === true ? catalogue.programmes.filter(wanted) : [];
  return {
    on,
    catalogueHash: catalogue.hash,
    programmes: looked.map(({ result }) => result),
    questions: questionsOf(catalogue, looked),
    best: combineDue(looked.filter(({ result }) => result.verdict === 'qualifies')),
    notInForce: outside
      .filter(({ definition }) => !current.has(definition.id))
      .map((one) => ({
        id: one.definition.id,
        name: one.definition.name,
        sentence: validityOf(one, on).sentence,
      })),
  };
}
