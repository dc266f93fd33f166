import type { FactRecord } from '#shared/domain/caseRecord.ts';
import type { DemoCase, Person, PlantedTruth, Unit } from '../model.ts';
import { pairs } from '../page/model.ts';
import * as common from '../papers/common.ts';
import * as learning from '../papers/learning.ts';
import { addDays, attach, type CaseContext, demoCase, type PaperChanges } from './context.ts';

/** One application for talent classification (01). */
export interface RecognitionScenario extends PaperChanges {
  appliedOn: string;
  district: string;
  person: { birthDate: string; sex: '男' | '女' };
  track: string;
  form?: 'full-time' | 'part-time';
  /** Codes of the titles declared, and how the certificate names them. */
  titles?: { codes: string[]; name: string; on: string };
  professionalTitle?: 'senior' | 'associate-senior';
  /** What the certificate says, where it differs. */
  professionalTitleOnPaper?: 'intermediate';
  degree: { level: 'doctor' | 'master' | 'bachelor'; on: string };
  ledProject?: boolean;
  equivalentClaim?: 'D';
  badCredit?: boolean;
  truths: PlantedTruth[];
}

const TITLE_WORDS = { senior: '正高级', 'associate-senior': '副高级', intermediate: '中级' } as const;
const LEVEL_WORDS = { doctor: '博士', master: '硕士', bachelor: '学士' } as const;

export function recognitionCase(context: CaseContext, scenario: RecognitionScenario): DemoCase {
  const { appliedOn, district, track } = scenario;
  const person = context.people.person(scenario.person.birthDate, scenario.person.sex);
  const unit = context.people.unit(district);
  const head = { programme: '01', prefix: '济认', track, step: 'first-review', appliedOn, district, person, unit };
  const attachments = attach(papersOf(scenario, { person, unit }), scenario);
  return demoCase(context, head, { facts: recognitionFacts(scenario, person), attachments, truths: scenario.truths });
}

function recognitionFacts(scenario: RecognitionScenario, person: Person): FactRecord {
  const { degree, titles } = scenario;
  return {
    'person.birthDate': person.birthDate,
    'person.professionalTitle': scenario.professionalTitle ?? 'none',
    'person.skillLevel': 'none',
    'person.socialWorkLevel': 'none',
    'person.ledProvincialProjectOrAward': scenario.ledProject ?? false,
    'person.cityAwardOrHigher': false,
    'talent.titles': titles?.codes ?? [],
    'talent.equivalentClaim': scenario.equivalentClaim ?? 'none',
    'education.degree': degree.level,
    'education.fullTime': true,
    'education.graduatedOn': degree.on,
    'education.overseas': false,
    'employer.registeredInJinan': true,
    'employer.headquarters': false,
    'employer.aboveScale': true,
    'employment.form': scenario.form ?? 'full-time',
    'employment.role': 'professional',
    'social.insuredInJinan': true,
    'integrity.academicFraud': false,
    'integrity.falseMaterials': false,
    'integrity.inDisciplinePeriod': false,
    'integrity.servingSentence': false,
    'integrity.badCredit': scenario.badCredit ?? false,
    'case.otherBenefits': [],
  };
}

type Papers = Parameters<typeof attach>[0];

function papersOf(scenario: RecognitionScenario, who: { person: Person; unit: Unit }): Papers {
  const { appliedOn, degree, titles, professionalTitle } = scenario;
  const { person } = who;
  const insured = { from: `${addDays(appliedOn, -500).slice(0, 7)}-01`, on: addDays(appliedOn, -3) };
  const papers: [string | null, Papers[number][1], Papers[number][2]?][] = [
    ['application', common.applicationForm('高层次人才分类认定申请表', who, formRows(scenario), appliedOn)],
    ['identity', common.identityCard(person), 'jpg'],
    ['degree', learning.degreeCertificate(person, degreeOf(degree))],
    ['achievements', learning.achievementList(person, achievements(scenario))],
    [null, common.insuranceRecord(who, insured)],
  ];
  if (titles) papers.push(['titles', learning.titleCertificate(person, titles.name, titles.on)]);
  if (professionalTitle) {
    const grade = TITLE_WORDS[scenario.professionalTitleOnPaper ?? professionalTitle];
    papers.push([
      'professional-title',
      learning.professionalTitleCertificate(person, '工程技术', grade, addDays(appliedOn, -900)),
    ]);
  }
  return papers;
}

function degreeOf({ level, on }: RecognitionScenario['degree']): learning.Degree {
  const years = { doctor: 4, master: 3, bachelor: 4 }[level];
  const from = `${Number(on.slice(0, 4)) - years}-09-01`;
  return { school: '泉城理工大学', level: LEVEL_WORDS[level], major: '机械工程', from, on };
}

function achievements(scenario: RecognitionScenario): [string, string, string][] {
  const project: [string, string, string][] = scenario.ledProject
    ? [['课题', '省级重点研发课题“柔性装配关键技术”（主持）', addDays(scenario.appliedOn, -700)]]
    : [];
  return [
    ...project,
    ['论文', '《传感阵列的在线标定方法》', addDays(scenario.appliedOn, -620)],
    ['专利', '一种多轴运动平台的误差补偿装置', addDays(scenario.appliedOn, -410)],
  ];
}

function formRows(scenario: RecognitionScenario): ReturnType<typeof pairs>[] {
  const { degree, titles, professionalTitle, form } = scenario;
  const title = professionalTitle ? TITLE_WORDS[professionalTitle] : '无';
  return [
    pairs(['最高学历学位', `全日制${LEVEL_WORDS[degree.level]}`], ['取得日期', degree.on]),
    pairs(['专业技术职务', title], ['就业方式', form === 'part-time' ? '兼职' : '全职']),
    pairs(['人才称号', titles?.name ?? '无']),
    pairs([
      '申请类别',
      scenario.equivalentClaim ? `按相当层次申请${scenario.equivalentClaim}类` : trackName(scenario.track),
    ]),
  ];
}

function trackName(track: string): string {
  return `${track.slice(-1).toUpperCase()}类`;
}
