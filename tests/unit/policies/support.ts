import { findPolicies, loadCatalogue } from '#main/catalogue/load.ts';
import { rulesInForce } from '#shared/rules/catalogue.ts';
import { type Evaluation, evaluateProgramme } from '#shared/rules/evaluateProgramme.ts';
import { type Facts, readFacts } from '#shared/rules/factValues.ts';

/** The shipped catalogue, read once. */
export const catalogue = loadCatalogue(findPolicies(import.meta.dirname));

export type FactInput = Record<string, unknown>;

export interface Question {
  on: string;
  track?: string;
  dates?: Record<string, string>;
}

/** Facts as the shipped vocabulary reads them; what does not fit fails the test. */
export function known(facts: FactInput, on: string): Facts {
  const { facts: read, problems } = readFacts(catalogue.vocabulary, facts, on);
  if (problems.length > 0) throw new Error(problems.map(({ key, reason }) => `${key}: ${reason}`).join('; '));
  return read;
}

/** A master with a three-year contract, newly employed in Jinan. */
export const GRADUATE: FactInput = {
  'talent.class': 'E',
  'education.degree': 'master',
  'education.fullTime': true,
  'education.graduatedOn': '2021-06-30',
  'employment.newlyIntroduced': true,
  'employment.contractKind': 'fixed-term',
  'employment.contractFrom': '2022-07-01',
  'employment.contractTo': '2025-06-30',
  'social.insuredInJinan': true,
};

/** What a programme says about these facts. */
export function ask(programmeId: string, facts: FactInput, { on, track, dates }: Question): Evaluation {
  const { programme } = rulesInForce(catalogue, programmeId, on);
  return evaluateProgramme(programme, known(facts, on), {
    on,
    track: track ?? null,
    dates,
    calendar: catalogue.calendar,
  });
}

export function without(facts: FactInput, ...keys: string[]): FactInput {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => !keys.includes(key)));
}

export function itemOf(result: Evaluation, id: string) {
  const item = result.items.find((one) => one.id === id);
  if (!item) throw new Error(`no item ${id}`);
  return item;
}

export function neededMaterials(result: Evaluation): string[] {
  return result.materials.filter((one) => one.needed === 'true' && !one.optional).map((one) => one.id);
}

/** The only support that yields money. */
export function money(result: Evaluation) {
  const [one, ...more] = result.support.filter(({ kind, state }) => kind === 'money' && state !== 'none');
  if (!one || more.length > 0) throw new Error('exactly one benefit in money expected');
  return {
    fen: one.amountFen,
    state: one.state,
    parts: one.instalments.map(({ amountFen }) => amountFen),
    due: one.instalments.map(({ dueOn }) => dueOn),
    split: one.split.map(({ payer, amountFen }) => [payer, amountFen]),
  };
}

export const YUAN = 100;
export const WAN = 1_000_000;
