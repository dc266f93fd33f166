/**
 * Conditions of ten programmes as somebody would write them by hand: the same three-valued answers (`undefined`: not known, or for a
 * person to judge), every condition looked at, the missing facts collected. No trace, no sentences, no clause. A change of the
 * catalogue shows up here, because the bench compares the answers first.
 */
import { ageOn, monthsBetween, moveDate, yearsBetween } from '#shared/rules/dates.ts';
import type { Facts, FactValue, Row } from '#shared/rules/factValues.ts';

type Answer = boolean | undefined;
export type Chain = (facts: Facts, on: string, missing: Set<string>) => Answer;

function all(...parts: Answer[]): Answer {
  let open = false;
  for (const part of parts) {
    if (part === false) return false;
    if (part === undefined) open = true;
  }
  return open ? undefined : true;
}

function any(...parts: Answer[]): Answer {
  let open = false;
  for (const part of parts) {
    if (part === true) return true;
    if (part === undefined) open = true;
  }
  return open ? undefined : false;
}

function read(facts: Facts, key: string, missing: Set<string>): FactValue | undefined {
  const value = facts.get(key);
  if (value === undefined) missing.add(key);
  return value;
}

function is(facts: Facts, key: string, wanted: FactValue, missing: Set<string>): Answer {
  const value = read(facts, key, missing);
  return value === undefined ? undefined : value === wanted;
}

function oneOf(facts: Facts, key: string, wanted: readonly string[], missing: Set<string>): Answer {
  const value = read(facts, key, missing);
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.some((one) => wanted.includes(one as string)) : wanted.includes(value as string);
}

function atLeast(facts: Facts, key: string, least: number, missing: Set<string>): Answer {
  const value = read(facts, key, missing);
  return value === undefined ? undefined : (value as number) >= least;
}

const day = (facts: Facts, key: string, missing: Set<string>): string | undefined =>
  read(facts, key, missing) as string | undefined;
const notBefore = (a: string | undefined, b: string | undefined): Answer =>
  a === undefined || b === undefined ? undefined : a >= b;

const COMPANIES = ['enterprise', 'new-research-institution', 'intermediary', 'social-organisation'];
const RESEARCH = ['university', 'research-institute'];

export const CHAINS: Readonly<Record<string, Chain>> = {
  '03.2': (f, on, m) => {
    const talent = all(
      oneOf(f, 'talent.class', ['A', 'B', 'C', 'D'], m),
      is(f, 'talent.introducedFromOutside', true, m),
      is(f, 'household.homesInJinan', 0, m),
      is(f, 'household.rentsHome', true, m),
    );
    const graduated = day(f, 'education.graduatedOn', m);
    const from = day(f, 'employment.contractFrom', m);
    const to = day(f, 'employment.contractTo', m);
    const years =
      from === undefined || to === undefined ? undefined : yearsBetween(from, moveDate(to, { days: 1 })) >= 3;
    const graduate = all(
      oneOf(f, 'education.degree', ['doctor', 'master'], m),
      is(f, 'education.fullTime', true, m),
      is(f, 'employment.newlyIntroduced', true, m),
      is(f, 'employer.registeredInJinan', true, m),
      any(
        oneOf(f, 'employer.kind', COMPANIES, m),
        all(
          is(f, 'employer.kind', 'university', m),
          is(f, 'education.degree', 'doctor', m),
          is(f, 'education.top200InLast3Years', true, m),
        ),
        all(
          oneOf(f, 'employer.kind', ['research-institute', 'hospital', 'public-institution'], m),
          is(f, 'education.degree', 'doctor', m),
        ),
      ),
      graduated === undefined ? undefined : on <= moveDate(graduated, { years: 3 }),
      any(
        is(f, 'employment.contractKind', 'open-ended', m),
        all(oneOf(f, 'employment.contractKind', ['fixed-term', 'appointment-contract'], m), years),
      ),
      is(f, 'social.insuredInJinan', true, m),
    );
    return any(talent, graduate);
  },
  '26.2': (f, _, m) => {
    const paid = day(f, 'social.firstPaidInJinanOn', m);
    const degree = day(f, 'study.degreeOn', m);
    const within = (last: string, first: string) => all(notBefore(last, paid), notBefore(degree, first));
    return all(
      is(f, 'study.overseasSchool', true, m),
      oneOf(f, 'study.degree', ['doctor', 'master', 'bachelor'], m),
      any(
        all(is(f, 'study.rankingBasis', 'top200', m), atLeast(f, 'study.rankingYear', 2022, m)),
        all(
          is(f, 'study.rankingBasis', 'esi', m),
          atLeast(f, 'study.rankingYear', 2022, m),
          is(f, 'study.majorInEsiField', true, m),
        ),
      ),
      oneOf(f, 'employer.kind', COMPANIES.slice(0, 3), m),
      is(f, 'employer.registeredInJinan', true, m),
      oneOf(f, 'employment.form', ['full-time', 'founder'], m),
      notBefore(paid, '2022-01-01'),
      notBefore(paid, degree),
      oneOf(f, 'employment.contractKind', ['fixed-term', 'open-ended', 'task'], m),
      is(f, 'social.pensionPaidByEmployer', true, m),
      any(within('2022-12-31', '2017-01-01'), within('2023-12-31', '2018-01-01'), within('2024-12-31', '2019-01-01')),
    );
  },
  '27.3': (f, on, m) => {
    const birth = day(f, 'person.birthDate', m);
    // 一般不超过60周岁: who is older is left to people.
    const age = birth === undefined || ageOn(birth, on) > 60 ? undefined : true;
    return all(
      oneOf(f, 'mentor.kind', ['maker', 'entrepreneur', 'expert'], m),
      is(f, 'mentor.knowsPolicy', true, m),
      age,
      oneOf(f, 'education.degree', ['doctor', 'master', 'bachelor', 'junior-college'], m),
      is(f, 'mentor.goodHealth', true, m),
      atLeast(f, 'mentor.activitiesIn2Years', 6, m),
      atLeast(f, 'mentor.honours', 1, m),
    );
  },
  '28.3': (f, on, m) => {
    const from = day(f, 'internship.from', m);
    const to = day(f, 'internship.to', m);
    const places = read(f, 'internship.studentsListed', m) as number | undefined;
    return all(
      oneOf(f, 'employer.kind', [...COMPANIES, ...RESEARCH, 'hospital', 'public-institution'], m),
      is(f, 'employer.registeredInJinan', true, m),
      oneOf(f, 'student.schoolKind', ['double-first-class', 'overseas-top200'], m),
      oneOf(f, 'student.level', ['postgraduate', 'undergraduate'], m),
      is(f, 'student.fullTime', true, m),
      is(f, 'student.enrolled', true, m),
      is(f, 'internship.listed', true, m),
      places === undefined ? undefined : places < 50,
      is(f, 'internship.conditionsProvided', true, m),
      from === undefined || to === undefined ? undefined : monthsBetween(from, moveDate(to, { days: 1 })) >= 1,
      atLeast(f, 'internship.allowancePaid', 200_000, m),
      to === undefined ? undefined : on <= moveDate(to, { months: 6 }),
    );
  },
  '28.4': (f, _, m) => {
    const interview = day(f, 'interview.on', m);
    const graduated = day(f, 'education.graduatedOn', m);
    return all(
      any(
        all(is(f, 'student.schoolKind', 'double-first-class', m), is(f, 'student.schoolCampusInJinan', false, m)),
        is(f, 'student.schoolKind', 'overseas-top200', m),
      ),
      notBefore(interview, graduated),
      interview === undefined || graduated === undefined ? undefined : interview <= moveDate(graduated, { years: 1 }),
      is(f, 'interview.employerEligible', true, m),
    );
  },
  '42.1': (f, _, m) => platform(f, m, RESEARCH, NATIONAL_RESEARCH),
  '42.2': (f, _, m) => platform(f, m, RESEARCH, PROVINCIAL_RESEARCH),
  '47.1': (f, _, m) => platform(f, m, RESEARCH, ['national-transfer-institution']),
  '58.1': (f, _, m) => {
    const rows = read(f, 'voucher.activities', m) as readonly Row[] | undefined;
    const places = rows?.map((row) => row.get('inJinan') as Answer);
    return all(
      oneOf(f, 'employer.serviceOrganisation', ['incubator', 'makerspace', 'platform', 'intermediary', 'other'], m),
      is(f, 'voucher.activityPool', true, m),
      places === undefined ? undefined : all(...places),
      is(f, 'voucher.feesCharged', false, m),
      is(f, 'voucher.serviceLowered', false, m),
      is(f, 'voucher.extraDemands', false, m),
    );
  },
  '59.3': (f, _, m) =>
    all(
      is(f, 'employer.ledByTalent', true, m),
      is(f, 'employer.registeredInJinan', true, m),
      is(f, 'insurance.startupPolicy', true, m),
      any(
        oneOf(f, 'talent.keyProgrammeLevels', ['national', 'provincial'], m),
        oneOf(f, 'talent.keyProgrammeLevels', ['city'], m),
      ),
    ),
};

const NATIONAL_RESEARCH = [
  'state-key-laboratory',
  'national-technology-centre',
  'national-clinical-centre',
  'national-resource-platform',
  'national-engineering-centre',
];
const PROVINCIAL_RESEARCH = [
  'provincial-key-laboratory',
  'provincial-technology-centre',
  'provincial-clinical-centre',
  'provincial-resource-platform',
  'provincial-engineering-centre',
];

/** A platform approved the year before the call. */
function platform(f: Facts, m: Set<string>, units: readonly string[], kinds: readonly string[]): Answer {
  const year = read(f, 'notice.year', m) as number | undefined;
  const approved = read(f, 'platform.approvedYear', m) as number | undefined;
  return all(
    oneOf(f, 'employer.kind', units, m),
    is(f, 'employer.registeredInJinan', true, m),
    oneOf(f, 'platform.kind', kinds, m),
    year === undefined || approved === undefined ? undefined : year - approved === 1,
  );
}
