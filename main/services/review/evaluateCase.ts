import type { BundleCase, FactRecord } from '#shared/domain/caseRecord.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { maskApplicant } from '#shared/domain/mask.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import type { CompiledProgramme } from '#shared/rules/compileProgramme.ts';
import { type Evaluation, evaluateProgramme } from '#shared/rules/evaluateProgramme.ts';
import { type Facts, parseFacts, readFacts } from '#shared/rules/factValues.ts';
import type { CaseSummary } from '../transfer/caseContent.ts';
import { draftItems } from './items.ts';

export interface EvaluatedCase {
  programme: CompiledProgramme;
  /** As declared. */
  declared: Facts;
  /** What was evaluated: observed values in place of declared ones. */
  facts: Facts;
  evaluation: Evaluation;
}

/** Days the engine counts from: everything before the step the case stands at was done by the day it was received. */
function datesOf(record: BundleCase, programme: CompiledProgramme): Record<string, string> {
  const dates: Record<string, string> = { submitted: record.appliedOn, accepted: record.receivedOn };
  for (const step of programme.definition.procedure) {
    if (step.id === record.step) break;
    dates[step.id] = record.receivedOn;
  }
  return dates;
}

/**
 * What the rules in force on the application date say of a case. `decided`: verdicts by condition id, which replace the computed
 * result. `observed`: values read in the documents, which replace the declared ones. Throws PROGRAMME_UNKNOWN, FACT_UNKNOWN, FACT_TYPE, INPUT_INVALID (a track the programme does not have).
 */
export function evaluateCase(
  catalogue: Catalogue,
  record: BundleCase,
  decided?: ReadonlyMap<string, boolean>,
  observed: FactRecord = {},
): EvaluatedCase {
  const { programme } = rulesInForce(catalogue, record.programme, record.appliedOn);
  const declared = parseFacts(programme.vocabulary, record.facts, record.appliedOn);
  // Checked when they were recorded; one that a later catalogue does not know any more counts as not recorded.
  const read = readFacts(programme.vocabulary, observed, record.appliedOn).facts;
  const facts = new Map([...declared, ...read]);
  const evaluation = evaluateProgramme(programme, facts, {
    on: record.appliedOn,
    calendar: catalogue.calendar,
    track: record.track,
    dates: datesOf(record, programme),
    ...(decided && { decided }),
  });
  return { programme, declared, facts, evaluation };
}

/** The due date of the step the case stands at: the centre's where it fixed one, else the programme's. */
function dueOf(record: BundleCase, evaluation: Evaluation): { dueOn: string | null; dueManual: boolean } {
  if (record.dueOn !== null) return { dueOn: record.dueOn, dueManual: false };
  const due = evaluation.steps.find((step) => step.id === record.step)?.due ?? null;
  return { dueOn: due?.state === 'due' ? due.date : null, dueManual: due?.state === 'needsHuman' };
}

/** Items that come out otherwise than for an earlier version of the case, or rest on other declared values. */
function answeredOtherwise(catalogue: Catalogue, record: BundleCase, before: BundleCase): string[] {
  const fingerprints = (one: BundleCase): Map<string, string> => {
    const items = draftItems(catalogue, one, evaluateCase(catalogue, one), []);
    return new Map(
      items
        .filter(({ group }) => group !== 'material')
        .map(({ itemId, precheck, declared }) => {
          const values = declared.map(({ key }) => one.facts[key] ?? null);
          return [itemId, JSON.stringify([precheck.result, precheck.sentence, values])];
        }),
    );
  };
  const now = fingerprints(record);
  try {
    const then = fingerprints(before);
    return [...now].filter(([itemId, print]) => then.get(itemId) !== print).map(([itemId]) => itemId);
  } catch (error) {
    // The rules in force cannot judge the earlier version any more.
    if (error instanceof Refusal) return [...now.keys()];
    throw error;
  }
}

/** What the queue shows of a case before anyone opened it. */
export function summariseCase(catalogue: Catalogue, record: BundleCase, observed: FactRecord = {}): CaseSummary {
  const evaluated = evaluateCase(catalogue, record, undefined, observed);
  const { evaluation, programme } = evaluated;
  const items = draftItems(catalogue, record, evaluated, []);
  const count = (...results: string[]) => items.filter((item) => results.includes(item.precheck.result)).length;
  const remarks = evaluation.validity.inForce
    ? []
    : [`${maskApplicant(record.applicant)}，${evaluation.validity.sentence}`];
  return {
    programmeName: programme.definition.name,
    pass: count('true'),
    fail: count('false'),
    open: count('unknown', 'needsHuman', 'none'),
    items: items.length,
    ...dueOf(record, evaluation),
    remarks,
    otherwise: (before) => answeredOtherwise(catalogue, record, before),
    observing: (values) => summariseCase(catalogue, record, values),
  };
}
