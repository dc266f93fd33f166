import type { DemoCase } from '../model.ts';
import { professionalTitleSentence } from '../papers/learning.ts';
import type { CaseContext } from './context.ts';
import { type RecognitionScenario, recognitionCase } from './recognition.ts';

const qualifies = (track: string) => ({ kind: 'qualifies' as const, track, totalFen: null });

/** Eight applications for talent classification, each with what it is meant to show. */
export function recognitionCases(context: CaseContext): DemoCase[] {
  return [...passing(), ...flawed()].map((scenario) => recognitionCase(context, scenario));
}

function passing(): RecognitionScenario[] {
  return [
    {
      appliedOn: '2023-03-15',
      district: '370112',
      person: { birthDate: '1974-05-11', sex: '男' },
      track: 'class-b',
      titles: { codes: ['changjiang-professor'], name: '长江学者特聘教授', on: '2018-11-20' },
      degree: { level: 'doctor', on: '2003-06-30' },
      forms: { titles: 'scan' },
      truths: [qualifies('class-b'), { kind: 'imageOnly', file: 'titles' }],
    },
    {
      appliedOn: '2023-06-27',
      district: '370171',
      person: { birthDate: '1978-09-14', sex: '女' },
      track: 'class-d',
      professionalTitle: 'senior',
      ledProject: true,
      degree: { level: 'doctor', on: '2007-06-28' },
      truths: [qualifies('class-d')],
    },
    {
      appliedOn: '2024-02-26',
      district: '370115',
      person: { birthDate: '1997-03-05', sex: '男' },
      track: 'class-e',
      degree: { level: 'master', on: '2022-06-22' },
      truths: [qualifies('class-e')],
    },
  ];
}

function flawed(): RecognitionScenario[] {
  return [
    {
      appliedOn: '2023-08-01',
      district: '370103',
      person: { birthDate: '1975-02-23', sex: '男' },
      track: 'class-c',
      form: 'part-time',
      titles: { codes: ['taishan-scholar'], name: '泰山学者', on: '2020-12-15' },
      degree: { level: 'doctor', on: '2004-06-25' },
      truths: [{ kind: 'fails', condition: 'base.form' }],
    },
    {
      appliedOn: '2023-09-19',
      district: '370105',
      person: { birthDate: '1981-12-30', sex: '女' },
      track: 'class-c',
      titles: { codes: ['provincial-outstanding-expert'], name: '省有突出贡献的中青年专家', on: '2021-10-08' },
      degree: { level: 'doctor', on: '2010-06-30' },
      without: ['titles'],
      truths: [qualifies('class-c'), { kind: 'lacksMaterial', material: 'titles' }],
    },
    {
      appliedOn: '2024-03-28',
      district: '370102',
      person: { birthDate: '1986-08-08', sex: '男' },
      track: 'class-e',
      professionalTitle: 'associate-senior',
      professionalTitleOnPaper: 'intermediate',
      degree: { level: 'bachelor', on: '2009-07-01' },
      truths: [
        qualifies('class-e'),
        {
          kind: 'contradicts',
          fact: 'person.professionalTitle',
          declared: 'associate-senior',
          file: 'professional-title',
          found: professionalTitleSentence('中级'),
        },
      ],
    },
    {
      appliedOn: '2024-06-18',
      district: '370124',
      person: { birthDate: '1984-04-17', sex: '女' },
      track: 'class-d',
      equivalentClaim: 'D',
      degree: { level: 'bachelor', on: '2006-07-01' },
      truths: [{ kind: 'needsHuman', condition: 'd' }],
    },
    {
      appliedOn: '2024-09-10',
      district: '370104',
      person: { birthDate: '1990-06-02', sex: '男' },
      track: 'class-e',
      badCredit: true,
      degree: { level: 'master', on: '2016-06-24' },
      truths: [{ kind: 'excluded', exclusion: 'misconduct' }],
    },
  ];
}
