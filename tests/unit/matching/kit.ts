import { type Matched, type MatchOptions, type MatchResult, matchProgrammes } from '#shared/rules/matchProgrammes.ts';
import { catalogue, type FactInput, known } from '../policies/support.ts';

/** Matches against the shipped catalogue. */
export const match = (facts: FactInput, options: MatchOptions): MatchResult =>
  matchProgrammes(catalogue, known(facts, options.on), options);

export function programmeOf(result: MatchResult, id: string): Matched {
  const found = result.programmes.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no programme ${id}`);
  return found;
}

/** A class-D talent of a Jinan enterprise who bought the family's only flat for 1,860,000 yuan. */
export const BUYER: FactInput = {
  'talent.class': 'D',
  'person.married': false,
  'employer.kind': 'enterprise',
  'employer.registeredInJinan': true,
  'house.inJinan': true,
  'house.boughtFromLinealRelative': false,
  'house.ownedBy': 'applicant',
  'house.netSignedOn': '2022-10-01',
  'house.price': { value: '186', unit: '万元' },
  'household.otherHomesInJinan': 0,
  'household.otherHomeRecordWithin3Years': false,
  'subsidy.rentReceived': 0,
  'spouse.receivesHomePurchaseSubsidy': false,
  'case.otherBenefits': [],
};
