import type { DemoCase } from '../model.ts';
import { contractTermSentence } from '../papers/common.ts';
import type { CaseContext } from './context.ts';
import { type PurchaseScenario, purchaseCase } from './purchase.ts';

const YUAN = 100;
const THREE_YEARS = { from: '2022-07-01', to: '2025-06-30' };

/** Fourteen applications for the home-purchase subsidy, each with what it is meant to show. */
export function purchaseCases(context: CaseContext): DemoCase[] {
  const cases = [...passing(), ...failing(), ...flawed()].map((scenario) => purchaseCase(context, scenario));
  return [...cases, ...twice(context)];
}

const qualifies = (track: string, totalYuan: number) => ({
  kind: 'qualifies' as const,
  track,
  totalFen: totalYuan * YUAN,
});

function passing(): PurchaseScenario[] {
  return [
    {
      appliedOn: '2023-08-16',
      district: '370102',
      track: 'class-d-up',
      grade: 'B',
      person: { birthDate: '1979-03-02', sex: '男' },
      netSignedOn: '2023-05-10',
      price: 1_860_000,
      contract: { from: '2020-03-01', to: null },
      truths: [qualifies('class-d-up', 930_000)],
    },
    {
      appliedOn: '2023-09-05',
      district: '370112',
      track: 'class-d-up',
      grade: 'C',
      person: { birthDate: '1982-11-17', sex: '女' },
      netSignedOn: '2022-12-06',
      price: 2_350_000,
      spouse: { name: '晁云舟' },
      contract: { from: '2019-05-06', to: null },
      forms: { property: 'damaged' },
      truths: [qualifies('class-d-up', 700_000), { kind: 'damaged', file: 'property' }],
    },
    {
      appliedOn: '2023-11-20',
      district: '370105',
      track: 'class-d-up',
      grade: 'D',
      person: { birthDate: '1985-06-24', sex: '男' },
      netSignedOn: '2023-03-15',
      price: 720_000,
      rent: { from: '2021-07', months: 18, monthly: 700 },
      contract: { from: '2019-05-06', to: null },
      truths: [qualifies('class-d-up', 347_400)],
    },
    {
      appliedOn: '2023-10-12',
      district: '370114',
      track: 'graduate',
      person: { birthDate: '1994-02-09', sex: '男', name: '解䶮' },
      degree: { level: 'doctor', graduatedOn: '2022-06-28' },
      netSignedOn: '2023-04-20',
      price: 1_050_000,
      contract: THREE_YEARS,
      forms: { contract: 'scan' },
      truths: [
        qualifies('graduate', 150_000),
        { kind: 'rareCharacter', character: '䶮' },
        { kind: 'imageOnly', file: 'contract' },
      ],
    },
    {
      appliedOn: '2024-03-11',
      district: '370126',
      track: 'graduate',
      person: { birthDate: '1996-08-30', sex: '女' },
      spouse: { name: '蔺知行', subsidy: 150_000 },
      degree: { level: 'master', graduatedOn: '2021-06-25' },
      netSignedOn: '2023-12-18',
      price: 198_000,
      contract: { from: '2021-07-12', to: '2024-07-11' },
      forms: { insurance: 'encrypted' },
      truths: [qualifies('graduate', 48_000), { kind: 'encrypted', file: 'insurance', password: 'yanshi-2024' }],
    },
  ];
}

function failing(): PurchaseScenario[] {
  return [
    {
      appliedOn: '2023-06-08',
      district: '370103',
      track: 'class-d-up',
      grade: 'D',
      person: { birthDate: '1976-12-05', sex: '男' },
      netSignedOn: '2017-04-18',
      price: 1_320_000,
      contract: { from: '2016-02-01', to: null },
      truths: [{ kind: 'fails', condition: 'd.bought' }],
    },
    {
      appliedOn: '2022-11-02',
      district: '370104',
      track: 'graduate',
      person: { birthDate: '1991-10-11', sex: '女' },
      netSignedOn: '2022-09-15',
      price: 980_000,
      degree: { level: 'master', graduatedOn: '2017-06-28' },
      contract: THREE_YEARS,
      truths: [{ kind: 'fails', condition: 'g.within5' }],
    },
    {
      appliedOn: '2023-05-17',
      district: '370115',
      track: 'graduate',
      person: { birthDate: '1997-04-03', sex: '男' },
      netSignedOn: '2023-02-27',
      price: 860_000,
      degree: { level: 'master', graduatedOn: '2022-06-20' },
      contract: { from: '2022-07-01', to: '2024-06-30' },
      truths: [{ kind: 'fails', condition: 'g.contract' }],
    },
    {
      appliedOn: '2025-02-10',
      district: '370171',
      track: 'class-d-up',
      grade: 'D',
      person: { birthDate: '1983-01-26', sex: '女' },
      netSignedOn: '2024-10-30',
      price: 1_480_000,
      contract: { from: '2021-03-01', to: null },
      truths: [{ kind: 'outsideValidity' }],
    },
  ];
}

function flawed(): PurchaseScenario[] {
  const shorter = { from: '2022-07-01', to: '2024-06-30' };
  return [
    {
      appliedOn: '2023-12-04',
      district: '370116',
      track: 'class-d-up',
      grade: 'C',
      person: { birthDate: '1980-07-19', sex: '男' },
      netSignedOn: '2023-01-09',
      price: 1_150_000,
      contract: { from: '2018-09-03', to: null },
      without: ['authorisation'],
      truths: [qualifies('class-d-up', 575_000), { kind: 'lacksMaterial', material: 'authorisation' }],
    },
    {
      appliedOn: '2024-01-15',
      district: '370113',
      track: 'graduate',
      person: { birthDate: '1995-09-08', sex: '女' },
      netSignedOn: '2023-07-21',
      price: 1_120_000,
      degree: { level: 'doctor', graduatedOn: '2022-06-24' },
      contract: THREE_YEARS,
      contractOnPaper: shorter,
      truths: [
        qualifies('graduate', 150_000),
        {
          kind: 'contradicts',
          fact: 'employment.contractTo',
          declared: THREE_YEARS.to,
          file: 'contract',
          found: contractTermSentence(shorter),
        },
      ],
    },
    {
      appliedOn: '2024-04-22',
      district: '370117',
      track: 'graduate',
      hospital: true,
      person: { birthDate: '1993-05-14', sex: '男' },
      netSignedOn: '2023-11-08',
      price: 890_000,
      degree: { level: 'doctor', graduatedOn: '2021-06-30' },
      contract: THREE_YEARS,
      unrecorded: ['education.graduatedOn'],
      forms: { degree: 'scan' },
      truths: [
        { kind: 'unknown', fact: 'education.graduatedOn' },
        { kind: 'imageOnly', file: 'degree' },
      ],
    },
  ];
}

/** One person, two applications: first as a master, later as class D, though the subsidy is granted only once. */
function twice(context: CaseContext): DemoCase[] {
  const person = context.people.person('1992-03-27', '男');
  const first = purchaseCase(context, {
    person,
    appliedOn: '2023-02-14',
    district: '370102',
    track: 'graduate',
    degree: { level: 'master', graduatedOn: '2019-06-26' },
    netSignedOn: '2022-10-19',
    price: 1_260_000,
    contract: THREE_YEARS,
    truths: [qualifies('graduate', 100_000)],
  });
  const second = purchaseCase(context, {
    person,
    appliedOn: '2024-08-20',
    district: '370112',
    track: 'class-d-up',
    grade: 'D',
    netSignedOn: '2024-05-28',
    price: 1_380_000,
    contract: { from: '2024-01-08', to: null },
    truths: [],
  });
  second.truths.push({ kind: 'samePerson', other: first.record.number, exclusion: 'once' });
  first.truths.push({ kind: 'samePerson', other: second.record.number, exclusion: 'once' });
  return [first, second];
}
