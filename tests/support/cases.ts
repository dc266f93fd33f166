/** Small cases for tests, as a central system would hand them over: a folder of JSON with tiny files beside it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CaseFolderRecord, FactRecord } from '#shared/domain/caseRecord.ts';

export interface TestFile {
  name: string;
  material: string | null;
  extension?: string;
  bytes?: Uint8Array;
}

export interface TestCase {
  record: Omit<CaseFolderRecord, 'attachments'>;
  files: TestFile[];
}

/** A stable id for the n-th case of a test. */
export const caseId = (n: number): string => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** Facts of an overseas tuition case that meets every condition: a master's degree, 14 months abroad. */
export const PASSING_FACTS: FactRecord = {
  'person.birthDate': '1996-01-30',
  'study.overseasSchool': true,
  'study.degree': 'master',
  'study.degreeOn': '2022-09-12',
  'study.rankingBasis': 'top200',
  'study.rankingYear': 2022,
  'study.monthsAbroad': 14,
  'employer.kind': 'enterprise',
  'employer.registeredInJinan': true,
  'employment.form': 'full-time',
  'employment.contractKind': 'fixed-term',
  'social.firstPaidInJinanOn': '2022-12-01',
  'social.pensionPaidByEmployer': true,
  'case.otherBenefits': [],
};

export const TUITION_FILES: TestFile[] = [
  { name: '申报表.pdf', material: 'application' },
  { name: '学位认证书.pdf', material: 'authentication' },
  { name: '成绩单.pdf', material: 'transcript' },
  { name: '出入境记录.pdf', material: 'entry-exit' },
];

type Changes = Partial<TestCase['record']> & { files?: TestFile[]; name?: string; idNumber?: string };

/** The n-th overseas tuition case (26.2); `changes` say what is different about it. */
export function tuitionCase(n: number, { files = TUITION_FILES, name, idNumber, ...changes }: Changes = {}): TestCase {
  const employer = { name: '济南泉声智能装备有限公司', code: '91370100MA00000000' };
  const person = { name: name ?? `秦望舒${n}`, idNumber: idNumber ?? `3701021996013${String(n).padStart(5, '0')}` };
  return {
    record: {
      profile: 'qp-case/1',
      id: caseId(n),
      number: `济留补2023-${String(n).padStart(4, '0')}`,
      programme: '26.2',
      track: null,
      appliedOn: '2023-05-10',
      receivedOn: '2023-05-11',
      district: '370102',
      step: 'district',
      dueOn: null,
      applicant: { kind: 'person', ...person, phone: '13800001234', employer },
      facts: PASSING_FACTS,
      fictional: true,
      ...changes,
    },
    files,
  };
}

const contentOf = (file: TestFile, id: string): Uint8Array =>
  file.bytes ?? Buffer.from(`%PDF-1.4\n% ${id} ${file.name}\n%%EOF\n`);

/** Writes cases into a new folder, as docs/cases-folder.md has it. */
export function writeCasesFolder(folder: string, cases: readonly TestCase[]): string {
  for (const { record, files } of cases) {
    mkdirSync(path.join(folder, record.id), { recursive: true });
    const attachments = files.map((file, i) => {
      const relative = `${record.id}/${i}.${file.extension ?? 'pdf'}`;
      writeFileSync(path.join(folder, relative), contentOf(file, record.id));
      return { file: relative, name: file.name, material: file.material };
    });
    writeFileSync(path.join(folder, `${record.id}.json`), JSON.stringify({ ...record, attachments }));
  }
  return folder;
}
