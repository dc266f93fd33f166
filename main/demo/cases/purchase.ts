import type { FactRecord } from '#shared/domain/caseRecord.ts';
import type { DemoCase, Person, PlantedTruth, Unit } from '../model.ts';
import { pairs } from '../page/model.ts';
import * as common from '../papers/common.ts';
import * as house from '../papers/house.ts';
import { degreeCertificate } from '../papers/learning.ts';
import { monthsFrom, yuan } from '../words.ts';
import { addDays, attach, type CaseContext, demoCase, type PaperChanges } from './context.ts';

/** One application for the home-purchase subsidy (03.1). Money in yuan, because people think in yuan. */
export interface PurchaseScenario extends PaperChanges {
  appliedOn: string;
  district: string;
  person: { birthDate: string; sex: '男' | '女'; name?: string } | Person;
  hospital?: boolean;
  track: 'class-d-up' | 'graduate';
  /** Class of the certificate, for class-d-up. */
  grade?: 'A' | 'B' | 'C' | 'D';
  degree?: { level: 'doctor' | 'master'; graduatedOn: string };
  netSignedOn: string;
  price: number;
  /** Married: name of the spouse; the home is shared then. */
  spouse?: { name: string; subsidy?: number };
  /** Months of rent subsidy already paid, and how much a month. */
  rent?: { from: string; months: number; monthly: number };
  contract: { from: string; to: string | null };
  /** What the contract on paper says, where it differs from the declared one. */
  contractOnPaper?: { from: string; to: string };
  /** Facts left out of the record. */
  unrecorded?: string[];
  truths: PlantedTruth[];
}

const BENEFIT = '高层次人才购房补贴';
const LEVELS = { doctor: '博士', master: '硕士' };
const OWNERSHIP = { shared: '申请家庭成员共有', own: '申请人单独所有' };

export function purchaseCase(context: CaseContext, scenario: PurchaseScenario): DemoCase {
  const { person: wanted, district, appliedOn } = scenario;
  const person = 'idNumber' in wanted ? wanted : context.people.person(wanted.birthDate, wanted.sex, wanted.name);
  const unit = scenario.hospital ? context.people.hospital(district) : context.people.unit(district);
  const head = {
    programme: '03.1',
    prefix: '济购补',
    track: scenario.track,
    step: 'district',
    appliedOn,
    district,
    person,
    unit,
  };
  const facts = purchaseFacts(scenario, person);
  for (const key of scenario.unrecorded ?? []) delete facts[key];
  const attachments = attach(papersOf(scenario, { person, unit }, placeOf(context, scenario)), scenario);
  return demoCase(context, head, { facts, attachments, truths: scenario.truths });
}

function placeOf(context: CaseContext, scenario: PurchaseScenario): house.House {
  const { random } = context;
  const place = `济南市听泉${random.int(1, 9)}号院${random.int(1, 20)}号楼${random.int(101, 1802)}室（虚构）`;
  const ownership = scenario.spouse ? OWNERSHIP.shared : OWNERSHIP.own;
  const area = (random.int(680, 1450) / 10).toFixed(1);
  return { netSignedOn: scenario.netSignedOn, priceFen: scenario.price * 100, place, area, ownership };
}

function purchaseFacts(scenario: PurchaseScenario, person: Person): FactRecord {
  const { spouse, rent } = scenario;
  const graduate = scenario.track === 'graduate';
  const unmatched = [graduate ? 'education' : 'talent-class', 'insurance', 'net-signing'];
  return {
    'person.birthDate': person.birthDate,
    'person.married': spouse !== undefined,
    'employer.kind': scenario.hospital ? 'hospital' : 'enterprise',
    'employer.registeredInJinan': true,
    'social.insuredInJinan': true,
    'house.inJinan': true,
    'house.netSignedOn': scenario.netSignedOn,
    'house.price': scenario.price * 100,
    'house.boughtFromLinealRelative': false,
    'house.ownedBy': spouse ? 'household' : 'applicant',
    'household.otherHomesInJinan': 0,
    'household.otherHomeRecordWithin3Years': false,
    'subsidy.rentReceived': rent ? rent.months * rent.monthly * 100 : 0,
    'spouse.receivesHomePurchaseSubsidy': spouse?.subsidy !== undefined,
    ...(spouse?.subsidy === undefined ? {} : { 'spouse.homePurchaseSubsidy': spouse.subsidy * 100 }),
    'check.unmatched': spouse ? [...unmatched, 'marriage'] : unmatched,
    'case.otherBenefits': [],
    ...(graduate ? graduateFacts(scenario) : { 'talent.class': scenario.grade! }),
  };
}

function graduateFacts(scenario: PurchaseScenario): FactRecord {
  const { contract, degree } = scenario;
  const fixed = scenario.hospital ? 'appointment-contract' : 'fixed-term';
  return {
    'talent.class': 'E',
    'education.degree': degree!.level,
    'education.fullTime': true,
    'education.graduatedOn': degree!.graduatedOn,
    'employment.newlyIntroduced': true,
    'employment.contractKind': contract.to === null ? 'open-ended' : fixed,
    'employment.contractFrom': contract.from,
    ...(contract.to === null ? {} : { 'employment.contractTo': contract.to }),
  };
}

type Papers = Parameters<typeof attach>[0];

function papersOf(scenario: PurchaseScenario, who: { person: Person; unit: Unit }, home: house.House): Papers {
  const { appliedOn, contract, spouse, rent } = scenario;
  const { person } = who;
  const onPaper = scenario.contractOnPaper ?? contract;
  const kind = scenario.hospital ? '事业单位聘用合同书' : '劳动合同书';
  const registered = [{ place: home.place, ownership: home.ownership, signedOn: home.netSignedOn }];
  const insured = { from: contract.from, on: addDays(appliedOn, -3) };
  const papers: [string | null, Papers[number][1], Papers[number][2]?][] = [
    ['application', common.applicationForm(`${BENEFIT}申请表`, who, formRows(scenario, home), appliedOn)],
    ['promise', common.promiseLetter(who, BENEFIT, appliedOn)],
    ['authorisation', common.queryAuthorisation(who, appliedOn), 'scan'],
    ['property', house.propertyRecord(person, registered, addDays(appliedOn, -2))],
    ['purchase-contract', house.purchaseContract(person, home)],
    ['insurance', common.insuranceRecord(who, insured)],
  ];
  if (scenario.track === 'graduate') {
    papers.push(['degree', degreeCertificate(person, degreeOf(scenario.degree!))]);
    papers.push(['contract', common.labourContract(who, { kind, ...onPaper, post: '研发' })]);
  } else {
    const on = addDays(appliedOn, -200);
    papers.push(['talent-certificate', house.talentCertificate(person, who.unit, scenario.grade!, on)]);
    papers.push([null, house.houseInvoice(person, home)]);
  }
  if (spouse) papers.push(['marriage', common.marriageCertificate(person, spouse.name, '2019-05-20'), 'jpg']);
  else if (!rent) papers.push(['marriage', common.householdPage(person, false), 'jpg']);
  if (rent) {
    const months = monthsFrom(rent.from, rent.months);
    papers.push(['rent-subsidy', house.rentSubsidyRecord(person, months, rent.monthly * 100, appliedOn)]);
  }
  return papers;
}

function formRows(scenario: PurchaseScenario, home: house.House): ReturnType<typeof pairs>[] {
  const { degree, grade, spouse, rent, contract } = scenario;
  const category = degree
    ? pairs(['学历', `全日制${LEVELS[degree.level]}`], ['毕业日期', degree.graduatedOn])
    : pairs(['人才类别', `${grade}类`], ['认定情况', '已认定']);
  return [
    category,
    pairs(['合同起止', `${contract.from} 至 ${contract.to ?? '无固定期限'}`]),
    pairs(['房屋坐落', home.place]),
    pairs(['网签备案日期', home.netSignedOn], ['购房金额', yuan(home.priceFen)]),
    pairs(['产权情况', home.ownership], ['婚姻状况', spouse ? `已婚（配偶 ${spouse.name}）` : '未婚']),
    pairs(['已领租赁住房补贴', yuan(rent ? rent.months * rent.monthly * 100 : 0)]),
  ];
}

function degreeOf(degree: { level: 'doctor' | 'master'; graduatedOn: string }) {
  const years = degree.level === 'doctor' ? 4 : 3;
  const from = `${Number(degree.graduatedOn.slice(0, 4)) - years}-09-01`;
  return { school: '岱宗大学', level: LEVELS[degree.level], major: '控制科学与工程', from, on: degree.graduatedOn };
}
