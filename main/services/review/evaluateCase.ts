import type { BundleCase, FactRecord } from '#shared/domain/caseRecord.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { maskApplicant } from '#shared/domain/mask.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import type { CompiledProgramme } from '#shared/rules/compileProgramme.ts';
import {
  type Decision,
  decideProgramme,
  type Evaluation,
  type EvaluationOptions,
  evaluateProgramme,
} from '#shared/rules/evaluateProgramme.ts';
import { type Facts, parseFacts, readFacts } from '#shared/rules/factValues.ts';
import { stepResults } from '#shared/rules/procedure.ts';
import type { CaseSummary } from '../transfer/caseContent.ts';
import { draftItems, precheckResults } from './items.ts';

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

interface Inputs {
  programme: CompiledProgramme;
  declared: Facts;
  facts: Facts;
  options: EvaluationOptions;
}

/** What a case is evaluated with. Throws as {@link evaluateCase} does. */
function inputsOf(
  catalogue: Catalogue,
  record: BundleCase,
  decided: ReadonlyMap<string, boolean> | undefined,
  observed: FactRecord,
): Inputs {
  const { programme } = rulesInForce(catalogue, record.programme, record.appliedOn);
  const declared = parseFacts(programme.vocabulary, record.facts, record.appliedOn);
  // Checked when they were recorded; one that a later catalogue does not know any more counts as not recorded.
  const read = readFacts(programme.vocabulary, observed, record.appliedOn).facts;
  const facts = read.size === 0 ? declared : new Map([...declared, ...read]);
  const dates = datesOf(record, programme);
  const { appliedOn: on, track } = record;
  return {
    programme,
    declared,
    facts,
    options: { on, calendar: catalogue.calendar, track, dates, ...(decided && { decided }) },
  };
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
  const { programme, declared, facts, options } = inputsOf(catalogue, record, decided, observed);
  return { programme, declared, facts, evaluation: evaluateProgramme(programme, facts, options) };
}

/** The due date of the step the case stands at: the centre's where it fixed one, else the programme's. */
function dueOf(
  record: BundleCase,
  { programme, options }: Inputs,
  { chosen, scope }: Decision,
): { dueOn: string | null; dueManual: boolean } {
  if (record.dueOn !== null) return { dueOn: record.dueOn, dueManual: false };
  const steps = stepResults(programme, chosen, scope, options.dates ?? {}, options.on, options.calendar);
  const due = steps.find((step) => step.id === record.step)?.due ?? null;
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

/** What the queue shows of a case before anyone opened it: decided without a sentence, which is most of the work. Throws as {@link evaluateCase}. */
export function summariseCase(catalogue: Catalogue, record: BundleCase, observed: FactRecord = {}): CaseSummary {
  const inputs = inputsOf(catalogue, record, undefined, observed);
  const { programme, facts, options } = inputs;
  const decision = decideProgramme(programme, facts, options);
  const results = precheckResults(record, programme, decision);
  const count = (wanted: string) => results.filter((result) => result === wanted).length;
  const { inForce, sentence } = decision.validity;
  const [pass, fail] = [count('true'), count('false')];
  return {
    programmeName: programme.definition.name,
    pass,
    fail,
    open: results.length - pass - fail,
    items: results.length,
    ...dueOf(record, inputs, decision),
    remarks: inForce ? [] : [`${maskApplicant(record.applicant)}，${sentence}`],
    otherwise: (before) => answeredOtherwise(catalogue, record, before),
    observing: (values) => summariseCase(catalogue, record, values),
  };
}
