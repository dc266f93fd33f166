import type { DemoCase } from '../model.ts';
import { authenticationSentence } from '../papers/learning.ts';
import type { CaseContext } from './context.ts';
import { LEVEL_WORDS, type TuitionScenario, tuitionCase } from './tuition.ts';

const WAN = 1_000_000;
const NORTH = { name: '北岸大学', country: '北岸国（虚构）', major: '机器人工程' };
const ARGO = { name: '阿尔戈国立大学', country: '阿尔戈（虚构）', major: '材料科学' };
const LYNN = { name: '圣林恩大学', country: '林恩（虚构）', major: '计算机科学' };

/** Eight applications for the overseas tuition subsidy, each with what it is meant to show. */
export function tuitionCases(context: CaseContext): DemoCase[] {
  return [...passing(), ...failing(), ...flawed()].map((scenario) => tuitionCase(context, scenario));
}

const qualifies = (totalWan: number) => ({ kind: 'qualifies' as const, track: null, totalFen: totalWan * WAN });

function passing(): TuitionScenario[] {
  return [
    {
      appliedOn: '2023-04-18',
      district: '370171',
      person: { birthDate: '1993-07-22', sex: '男' },
      level: 'doctor',
      school: NORTH,
      studyFrom: '2018-09-10',
      degreeOn: '2022-09-09',
      monthsAbroad: 48,
      basis: 'top200',
      employedFrom: '2022-11-01',
      forms: { 'entry-exit': 'scan' },
      truths: [qualifies(20), { kind: 'imageOnly', file: 'entry-exit' }],
    },
    {
      appliedOn: '2023-07-06',
      district: '370112',
      person: { birthDate: '1997-12-01', sex: '女' },
      level: 'master',
      school: LYNN,
      studyFrom: '2020-09-14',
      degreeOn: '2022-03-15',
      monthsAbroad: 18,
      basis: 'top200',
      employedFrom: '2022-05-01',
      truths: [qualifies(6)],
    },
    {
      appliedOn: '2023-10-25',
      district: '370102',
      person: { birthDate: '1998-05-18', sex: '男' },
      level: 'bachelor',
      school: ARGO,
      studyFrom: '2018-02-26',
      degreeOn: '2022-07-01',
      monthsAbroad: 52,
      basis: 'top200',
      employedFrom: '2023-01-01',
      forms: { transcript: 'damaged' },
      truths: [qualifies(4), { kind: 'damaged', file: 'transcript' }],
    },
    {
      appliedOn: '2024-06-12',
      district: '370114',
      person: { birthDate: '1996-01-30', sex: '男', name: '庞𬭎' },
      level: 'master',
      school: ARGO,
      studyFrom: '2021-09-06',
      degreeOn: '2022-09-12',
      monthsAbroad: 12,
      basis: 'esi',
      employedFrom: '2022-12-01',
      forms: { ranking: 'png' },
      truths: [qualifies(3), { kind: 'rareCharacter', character: '𬭎' }],
    },
  ];
}

function failing(): TuitionScenario[] {
  return [
    {
      appliedOn: '2023-03-09',
      district: '370105',
      person: { birthDate: '1995-04-12', sex: '女' },
      level: 'master',
      school: NORTH,
      studyFrom: '2019-09-16',
      degreeOn: '2021-06-30',
      monthsAbroad: 21,
      basis: 'top200',
      employedFrom: '2021-11-01',
      truths: [{ kind: 'fails', condition: 'c.since2022' }],
    },
    {
      appliedOn: '2023-05-30',
      district: '370103',
      person: { birthDate: '1990-09-27', sex: '男' },
      level: 'master',
      school: LYNN,
      studyFrom: '2015-09-07',
      degreeOn: '2016-12-09',
      monthsAbroad: 15,
      basis: 'top200',
      employedFrom: '2022-08-01',
      truths: [{ kind: 'fails', condition: 'c.within5' }],
    },
  ];
}

function flawed(): TuitionScenario[] {
  return [
    {
      appliedOn: '2023-11-14',
      district: '370104',
      person: { birthDate: '1998-10-06', sex: '女' },
      level: 'master',
      school: NORTH,
      studyFrom: '2021-09-13',
      degreeOn: '2022-11-04',
      monthsAbroad: 14,
      basis: 'top200',
      employedFrom: '2023-02-01',
      without: ['entry-exit'],
      truths: [qualifies(3), { kind: 'lacksMaterial', material: 'entry-exit' }],
    },
    {
      appliedOn: '2024-04-02',
      district: '370171',
      person: { birthDate: '1994-11-19', sex: '男' },
      level: 'doctor',
      levelOnPaper: 'master',
      school: LYNN,
      studyFrom: '2019-09-09',
      degreeOn: '2022-10-21',
      monthsAbroad: 37,
      basis: 'top200',
      employedFrom: '2023-03-01',
      truths: [
        qualifies(15),
        {
          kind: 'contradicts',
          fact: 'study.degree',
          declared: 'doctor',
          file: 'authentication',
          found: authenticationSentence({ level: LEVEL_WORDS.master, on: '2022-10-21' }),
        },
      ],
    },
  ];
}
