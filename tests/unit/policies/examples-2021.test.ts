import { test } from 'vitest';
import { type FactInput, WAN } from './support.ts';
import { checkExample, type WorkedExample } from './workedExample.ts';

/** 济政发〔2021〕15号, measures 1 to 13: universities, majors, platforms, transfer; worked from the document. */

const on = '2022-03-01';
const university: FactInput = {
  'employer.kind': 'university',
  'college.enrolsFullTime': true,
  'employer.registeredInJinan': true,
};
const joint: FactInput = {
  'college.applicantKind': 'jinan-university',
  'college.majorLevel': 'national',
  'college.jointTraining': 'three-four',
  'college.studentsInMajor': 100,
};
const school = { ...university, 'college.majorLevel': 'national', 'college.highLevelVocationalMajor': false };
const equipment = (kind: string, newlyBought: boolean, originalValue: number, netValue = originalValue) => ({
  kind,
  newlyBought,
  centrallyManaged: true,
  originalValue,
  netValue,
});

const examples: WorkedExample[] = [
  {
    id: 'zf21.2',
    facts: { ...university, 'college.plan': 'provincial-university', 'college.planGrantDecided': 500 * WAN },
    fails: [[{ 'employer.registeredInJinan': false }, 'c.place']],
    unknown: 'college.enrolsFullTime',
    pays: [
      [{}, 'university', 500 * WAN],
      [{ 'college.planGrantDecided': 501 * WAN }, 'university', null],
      [{ 'college.plan': 'double-high', 'college.planGrantDecided': 200 * WAN }, 'double-high', 200 * WAN],
      [{ 'college.plan': 'double-high', 'college.planGrantDecided': 201 * WAN }, 'double-high', null],
    ],
  },
  {
    id: 'zf21.4',
    facts: { ...university, 'college.newMajorApproved': true, 'college.newMajorGrantDecided': 150 * WAN },
    passes: 'needsHuman',
    fails: [[{ 'college.newMajorApproved': false }, 'c.new']],
    unknown: 'college.newMajorApproved',
    pays: [[{}, 'grant', 150 * WAN]],
  },
  {
    id: 'zf21.5',
    facts: {
      ...school,
      'college.industrySchool': 'modern-industry',
      'college.industrySchoolPartners': 'enterprise',
      'college.industrySchoolGrantDecided': 500 * WAN,
    },
    fails: [
      [{ 'college.majorLevel': 'provincial' }, 'c.major'],
      [{ 'college.industrySchool': 'none' }, 'c.school'],
    ],
    unknown: 'college.industrySchool',
    pays: [[{}, 'grant', 500 * WAN]],
  },
  {
    id: 'zf21.6',
    facts: joint,
    track: 'university',
    fails: [
      [{ 'college.studentsInMajor': 99 }, 'u.students'],
      [{ 'college.majorLevel': 'provincial' }, 'u.major'],
    ],
    unknown: 'college.studentsInMajor',
  },
  {
    id: 'zf21.7.1',
    facts: {
      ...university,
      'platform.kind': 'state-key-laboratory',
      'platform.newlyRecognised': true,
      'platform.grantDecided': 500 * WAN,
    },
    fails: [
      [{ 'platform.newlyRecognised': false }, 'c.new'],
      [{ 'platform.kind': 'provincial-key-laboratory' }, 'c.kind'],
    ],
    unknown: 'platform.newlyRecognised',
    pays: [[{}, 'grant', 500 * WAN]],
  },
  {
    id: 'zf21.7.2',
    facts: {
      ...university,
      'platform.kind': 'national-clinical-centre',
      'platform.newlyRecognised': true,
      'platform.grantDecided': 300 * WAN,
    },
    fails: [[{ 'platform.kind': 'state-key-laboratory' }, 'c.kind']],
    unknown: 'platform.kind',
    pays: [
      [{}, 'grant', 300 * WAN],
      [{ 'platform.grantDecided': 501 * WAN }, 'grant', null],
    ],
  },
  {
    id: 'zf21.7.3',
    facts: {
      ...university,
      'platform.kind': 'provincial-key-laboratory',
      'platform.newlyRecognised': true,
      'platform.grantDecided': 200 * WAN,
    },
    fails: [[{ 'platform.kind': 'national-clinical-centre' }, 'c.kind']],
    unknown: 'platform.newlyRecognised',
    pays: [[{}, 'grant', 200 * WAN]],
  },
  {
    id: 'zf21.8.1',
    facts: {
      ...university,
      'carrier.kind': 'industrial-institute',
      'carrier.mode': 'with-district',
      'carrier.grantDecided': 100 * WAN,
    },
    fails: [[{ 'carrier.mode': 'none' }, 'c.mode']],
    unknown: 'carrier.mode',
    pays: [[{}, 'grant', 100 * WAN]],
  },
  {
    id: 'zf21.8.2',
    facts: { ...university, 'carrier.introducedByDistrict': true },
    passes: 'needsHuman',
    fails: [[{ 'carrier.introducedByDistrict': false }, 'c.district']],
    unknown: 'carrier.introducedByDistrict',
    pays: [[{}, 'grant', null]],
  },
  {
    id: 'zf21.9.1',
    facts: {
      ...university,
      'sciencePark.ofJinanUniversity': true,
      'sciencePark.newlyNational': true,
      'sciencePark.grantDecided': 300 * WAN,
    },
    fails: [[{ 'sciencePark.newlyNational': false }, 'c.national']],
    unknown: 'sciencePark.newlyNational',
    pays: [[{}, 'grant', 300 * WAN]],
  },
  {
    id: 'zf21.9.3',
    facts: {
      'employer.kind': 'research-institute',
      'employer.registeredInJinan': true,
      'employer.serviceOrganisation': 'makerspace',
      'incubator.filedByCityOrAbove': true,
      'incubator.universityGrantDecided': 50 * WAN,
    },
    passes: 'needsHuman',
    fails: [[{ 'incubator.filedByCityOrAbove': false }, 'c.filed']],
    unknown: 'incubator.filedByCityOrAbove',
    pays: [[{}, 'grant', 50 * WAN]],
  },
  {
    id: 'zf21.9.4',
    facts: { 'sciencePark.settledInJinan': true, 'sciencePark.operating': true, 'sciencePark.agreementSigned': true },
    passes: 'needsHuman',
    fails: [[{ 'sciencePark.operating': false }, 'c.running']],
    unknown: 'sciencePark.settledInJinan',
    pays: [[{}, 'grant', null]],
  },
  {
    id: 'zf21.10.1',
    facts: {
      ...university,
      'sharedEquipment.qualifiedAgency': true,
      'sharedEquipment.openToJinan': true,
      'sharedEquipment.grantDecided': 100 * WAN,
    },
    passes: 'needsHuman',
    fails: [[{ 'sharedEquipment.openToJinan': false }, 'c.open']],
    unknown: 'sharedEquipment.qualifiedAgency',
    pays: [
      [{}, 'grant', 100 * WAN],
      [{ 'sharedEquipment.grantDecided': 100 * WAN + 1 }, 'grant', null],
    ],
  },
  {
    id: 'zf21.10.2',
    facts: {
      ...university,
      'labPlatform.inProvincialPark': true,
      'labPlatform.universityReceived': 0,
      'labPlatform.equipment': [equipment('large', true, 100 * WAN), equipment('pilot', false, 80 * WAN, 50 * WAN)],
      'labPlatform.grantDecided': 55 * WAN,
    },
    fails: [
      [{ 'labPlatform.inProvincialPark': false }, 'c.park'],
      [{ 'labPlatform.equipment': [equipment('large', true, 30 * WAN - 1)] }, 'c.equipment'],
    ],
    unknown: 'labPlatform.inProvincialPark',
    // 100 万 × 40% + 50 万 × 30% = 55 万 at most
    pays: [
      [{}, 'equipment', 55 * WAN],
      [{ 'labPlatform.grantDecided': 55 * WAN + 1 }, 'equipment', null],
      [{ 'labPlatform.universityReceived': 960 * WAN }, 'equipment', 40 * WAN],
      [
        { 'labPlatform.equipment': [equipment('large', true, 4000 * WAN)], 'labPlatform.grantDecided': 1000 * WAN },
        'equipment',
        1000 * WAN,
      ],
    ],
  },
  ...(['national', 'provincial'] as const).map(
    (level, index): WorkedExample => ({
      id: `zf21.12.${index + 1}`,
      facts: {
        ...university,
        'platform.kind': `${level}-transfer-institution`,
        'platform.newlyRecognised': true,
        'platform.grantDecided': [100, 50][index]! * WAN,
      },
      fails: [[{ 'platform.newlyRecognised': false }, 'c.new']],
      unknown: 'platform.newlyRecognised',
      pays: [
        [{}, 'grant', [100, 50][index]! * WAN],
        [{ 'platform.grantDecided': [101, 51][index]! * WAN }, 'grant', null],
      ],
    }),
  ),
  {
    id: 'zf21.12.3',
    facts: { ...university, 'exchange.evaluationCost': 1_234_567, 'exchange.brokerTrainingCost': 89_001 },
    fails: [[{ 'exchange.evaluationCost': 0, 'exchange.brokerTrainingCost': 0 }, 'c.cost']],
    unknown: 'employer.registeredInJinan',
    pays: [
      [{}, 'evaluation', 1_234_567],
      [{}, 'training', 89_001],
    ],
  },
  {
    id: 'zf21.12.4',
    facts: {
      'employer.kind': 'enterprise',
      'employer.size': 'small',
      'techMarket.contractsRegistered': true,
      'techMarket.boughtFromUniversities': 1000 * WAN,
      'techMarket.purchasePercent': '3',
    },
    fails: [
      [{ 'employer.size': 'large' }, 'c.size'],
      [{ 'techMarket.contractsRegistered': false }, 'c.registered'],
    ],
    unknown: 'employer.size',
    pays: [
      [{}, 'purchase', 30 * WAN],
      [{ 'techMarket.boughtFromUniversities': 5000 * WAN }, 'purchase', 100 * WAN],
      [{ 'techMarket.boughtFromUniversities': 12_345_678 }, 'purchase', 370_370],
      [{ 'techMarket.purchasePercent': '2.5' }, 'purchase', 25 * WAN],
    ],
  },
  {
    id: 'zf21.13',
    facts: university,
    passes: 'needsHuman',
    fails: [[{ 'employer.kind': 'hospital' }, 'c.unit']],
    unknown: 'employer.kind',
  },
];

test.each(examples.map((one) => [one.id, one] as const))('%s', (_, example) => checkExample(example, on));
