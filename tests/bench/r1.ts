import { createHash } from 'node:crypto';
import { findPolicies, loadCatalogue } from '#main/catalogue/load.ts';
import { programmesInForce } from '#shared/rules/catalogue.ts';
import type { CompiledProgramme } from '#shared/rules/compileProgramme.ts';
import { decideProgramme } from '#shared/rules/evaluateProgramme.ts';
import { type Facts, type FactValue, parseFacts } from '#shared/rules/factValues.ts';
import type { CompiledNode } from '#shared/rules/trace.ts';
import type { Bench } from './bench.ts';
import { CHAINS } from './r1Chain.ts';

const ON = '2023-05-10';
const PEOPLE = 300;

/** Who meets the ten programmes as far as one can; each person has another part of it recorded. */
const WHOLE: Record<string, unknown> = {
  'person.birthDate': '1990-01-30',
  'talent.class': 'C',
  'talent.introducedFromOutside': true,
  'talent.keyProgrammeLevels': ['city'],
  'household.homesInJinan': 0,
  'household.rentsHome': true,
  'education.degree': 'doctor',
  'education.fullTime': true,
  'education.graduatedOn': '2022-06-30',
  'education.top200InLast3Years': true,
  'employment.newlyIntroduced': true,
  'employment.form': 'full-time',
  'employment.contractKind': 'fixed-term',
  'employment.contractFrom': '2022-07-01',
  'employment.contractTo': '2025-06-30',
  'employer.kind': 'enterprise',
  'employer.registeredInJinan': true,
  'employer.ledByTalent': true,
  'employer.serviceOrganisation': 'incubator',
  'social.insuredInJinan': true,
  'social.firstPaidInJinanOn': '2022-12-01',
  'social.pensionPaidByEmployer': true,
  'study.overseasSchool': true,
  'study.degree': 'doctor',
  'study.degreeOn': '2022-09-12',
  'study.rankingBasis': 'top200',
  'study.rankingYear': 2022,
  'study.majorInEsiField': true,
  'mentor.kind': 'expert',
  'mentor.knowsPolicy': true,
  'mentor.goodHealth': true,
  'mentor.activitiesIn2Years': 6,
  'mentor.honours': 1,
  'student.schoolKind': 'double-first-class',
  'student.schoolCampusInJinan': false,
  'student.level': 'undergraduate',
  'student.fullTime': true,
  'student.enrolled': true,
  'internship.from': '2023-01-01',
  'internship.to': '2023-03-01',
  'internship.listed': true,
  'internship.studentsListed': 20,
  'internship.conditionsProvided': true,
  'internship.allowancePaid': 250_000,
  'interview.on': '2022-10-01',
  'interview.employerEligible': true,
  'platform.kind': 'state-key-laboratory',
  'platform.approvedYear': 2022,
  'notice.year': 2023,
  'voucher.activityPool': true,
  'voucher.activities': [{ inJinan: true }, { inJinan: true }],
  'voucher.feesCharged': false,
  'voucher.serviceLowered': false,
  'voucher.extraDemands': false,
  'insurance.startupPolicy': true,
  'case.otherBenefits': [],
};

/** Every person lacks some facts; some are not what the programmes want. The same in every run. */
function peopleOf(whole: Facts): Facts[] {
  return Array.from({ length: PEOPLE }, (_, person) => {
    const facts = new Map<string, FactValue>();
    for (const [index, [key, value]] of [...whole].entries()) {
      const dice = (index * 7919 + person * 104_729) % 11;
      if (dice < 3) continue;
      facts.set(key, dice === 3 && typeof value === 'boolean' ? !value : value);
    }
    return facts;
  });
}

const testsIn = (node: CompiledNode): number =>
  (node.test === null ? 0 : 1) + node.children.reduce((sum, child) => sum + testsIn(child), 0);

function testsOf({ conditions, tracks }: CompiledProgramme): number {
  const trees = [...(conditions === null ? [] : [conditions]), ...tracks.map((track) => track.conditions)];
  return trees.reduce((sum, tree) => sum + testsIn(tree), 0);
}

const catalogue = loadCatalogue(findPolicies(import.meta.dirname));
const programmes = programmesInForce(catalogue, ON);
const options = { on: ON, calendar: catalogue.calendar };
const people = peopleOf(parseFacts(catalogue.vocabulary, WHOLE, ON));
const chained = programmes.filter(({ definition }) => Object.hasOwn(CHAINS, definition.id));
const sumOf = (list: readonly CompiledProgramme[]) => list.reduce((sum, one) => sum + testsOf(one), 0);

/** Both sides must say the same of every person, or the comparison means nothing. */
function compareAnswers(): void {
  if (chained.length < 10) throw new Error(`R1: only ${chained.length} of the chained programmes are in force`);
  const words = { true: true, false: false, unknown: undefined, needsHuman: undefined };
  for (const programme of chained) {
    for (const facts of people) {
      const ours = words[decideProgramme(programme, facts, options).conditions];
      const theirs = CHAINS[programme.definition.id]!(facts, ON, new Set());
      if (ours !== theirs) throw new Error(`R1: ${programme.definition.id} says ${ours}, by hand ${theirs}`);
    }
  }
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

export const benches: readonly Bench[] = [
  {
    id: 'R1',
    what: 'all programmes decided for one person, with trace',
    against: 'hand-written conditions of ten programmes, scaled by the number of tests',
    gate: 20,
    prepare: async (context) => {
      compareAnswers();
      context.log(
        `${programmes.length} programmes with ${sumOf(programmes)} tests, ${chained.length} by hand with ${sumOf(chained)}`,
      );
    },
    ours: async () => {
      let eligible = 0;
      const ms = timed(() => {
        for (const facts of people)
          for (const programme of programmes)
            if (decideProgramme(programme, facts, options).eligibility === 'true') eligible += 1;
      });
      return { value: ms, notes: { programmes: programmes.length, 'µs a person': (ms * 1000) / PEOPLE, eligible } };
    },
    reference: async () => {
      let holding = 0;
      const ms = timed(() => {
        for (const facts of people)
          for (const chain of Object.values(CHAINS)) if (chain(facts, ON, new Set()) === true) holding += 1;
      });
      return { value: (ms * sumOf(programmes)) / sumOf(chained), notes: { holding } };
    },
    limit: async () => {
      const block = Buffer.alloc(64 * 1024 * 1024, 7);
      return timed(() => void createHash('sha256').update(block).digest());
    },
  },
];
