import type { FactRecord } from '#shared/domain/caseRecord.ts';
import type { DemoCase, Person, PlantedTruth, Unit } from '../model.ts';
import { pairs } from '../page/model.ts';
import * as common from '../papers/common.ts';
import * as learning from '../papers/learning.ts';
import { addDays, attach, type CaseContext, demoCase, type PaperChanges } from './context.ts';

/** One application for the overseas tuition subsidy (26.2). */
export interface TuitionScenario extends PaperChanges {
  appliedOn: string;
  district: string;
  person: { birthDate: string; sex: '男' | '女'; name?: string };
  level: 'doctor' | 'master' | 'bachelor';
  /** What the authentication on paper says, where it differs. */
  levelOnPaper?: 'master';
  school: { name: string; country: string; major: string };
  studyFrom: string;
  degreeOn: string;
  monthsAbroad: number;
  basis: 'top200' | 'esi';
  employedFrom: string;
  truths: PlantedTruth[];
}

const BENEFIT = 'TOP200高校留学回国人员留学费用补贴';
export const LEVEL_WORDS = { doctor: '博士', master: '硕士', bachelor: '学士' } as const;
const RANKING_YEAR = 2022;

export function tuitionCase(context: CaseContext, scenario: TuitionScenario): DemoCase {
  const { appliedOn, district } = scenario;
  const person = context.people.person(scenario.person.birthDate, scenario.person.sex, scenario.person.name);
  const unit = context.people.unit(district);
  const head = {
    programme: '26.2',
    prefix: '济留补',
    track: null,
    step: 'district',
    appliedOn,
    district,
    person,
    unit,
  };
  const attachments = attach(papersOf(scenario, { person, unit }), scenario);
  return demoCase(context, head, { facts: tuitionFacts(scenario, person), attachments, truths: scenario.truths });
}

function tuitionFacts(scenario: TuitionScenario, person: Person): FactRecord {
  return {
    'person.birthDate': person.birthDate,
    'study.overseasSchool': true,
    'study.degree': scenario.level,
    'study.degreeOn': scenario.degreeOn,
    'study.rankingBasis': scenario.basis,
    'study.rankingYear': RANKING_YEAR,
    ...(scenario.basis === 'esi' ? { 'study.majorInEsiField': true } : {}),
    'study.monthsAbroad': scenario.monthsAbroad,
    'employer.kind': 'enterprise',
    'employer.registeredInJinan': true,
    'employment.form': 'full-time',
    'employment.contractKind': 'fixed-term',
    'social.firstPaidInJinanOn': scenario.employedFrom,
    'social.pensionPaidByEmployer': true,
    'case.otherBenefits': [],
  };
}

type Papers = Parameters<typeof attach>[0];

function papersOf(scenario: TuitionScenario, who: { person: Person; unit: Unit }): Papers {
  const { appliedOn, school, employedFrom } = scenario;
  const { person } = who;
  const degree = {
    school: school.name,
    level: LEVEL_WORDS[scenario.level],
    major: school.major,
    from: scenario.studyFrom,
    on: scenario.degreeOn,
  };
  const authenticated = { ...degree, level: LEVEL_WORDS[scenario.levelOnPaper ?? scenario.level] };
  const contract = { kind: '劳动合同书', from: employedFrom, to: addDays(employedFrom, 3 * 365), post: '研发' };
  const insured = { from: employedFrom, on: addDays(appliedOn, -3) };
  const stays: [string, string][] = [[scenario.studyFrom, addDays(scenario.degreeOn, 20)]];
  const papers: [string | null, Papers[number][1], Papers[number][2]?][] = [
    ['application', common.applicationForm(`${BENEFIT}申报表`, who, formRows(scenario), appliedOn)],
    ['authentication', learning.degreeAuthentication(person, authenticated, addDays(scenario.degreeOn, 90))],
    ['transcript', learning.transcript(person, degree)],
    ['entry-exit', learning.entryExitRecord(person, school.country, stays, addDays(appliedOn, -5))],
    ['others', common.labourContract(who, contract)],
    ['others', common.insuranceRecord(who, insured)],
  ];
  if (scenario.basis === 'esi')
    papers.push(['ranking', learning.rankingProof(school.name, school.major, RANKING_YEAR)]);
  return papers;
}

function formRows(scenario: TuitionScenario): ReturnType<typeof pairs>[] {
  const basis = scenario.basis === 'esi' ? 'ESI全球学科排名前1‰' : '全球TOP200高校';
  return [
    pairs(['毕业学校', scenario.school.name], ['专业', scenario.school.major]),
    pairs(['最高学位', LEVEL_WORDS[scenario.level]], ['授予日期', scenario.degreeOn]),
    pairs(
      ['海外学习起止', `${scenario.studyFrom} 至 ${scenario.degreeOn}`],
      ['学习月数', String(scenario.monthsAbroad)],
    ),
    pairs(['依据的排名', basis], ['首次在济参保', scenario.employedFrom]),
  ];
}
