/** Whatever leaves masked carries no number, telephone, account or name of an applicant, in no part of any file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { DocumentSubject } from '#shared/api/documents.ts';
import type { DocumentFormat } from '#shared/documents/model.ts';
import { caseId, PASSING_FACTS, tuitionCase } from '#tests/support/cases.ts';
import { openDesk } from '#tests/support/centre.ts';
import { importFile, tempFolder } from '#tests/support/core.ts';
import { makeDocument } from '#tests/support/documents.ts';
import { openOfficeFile, textOf, type XmlNode } from '#tests/support/officeFile.ts';
import { decide, decideAll } from '#tests/support/reviewing.ts';
import { signAs } from '#tests/support/signedCases.ts';

const CASE = caseId(1);
const PERSON = {
  name: '欧阳䶮晴',
  idNumber: '370102199601300018',
  phone: '13800001234',
  bankAccount: '6222021001122334455',
  spouseIdNumber: '11010119900307123X',
};
/** A telephone nobody declared, in a note; the office's own stays readable. */
const WITNESS = '13911112222';
const OFFICE = '13505310531';
const SAID = Object.values(PERSON).join('，');
const SECRETS = [...Object.values(PERSON), WITNESS, '1996-01-30', '欧 阳 䶮 晴', '3701 0219'];

async function full() {
  const desk = await openDesk();
  const { station, office, certificate } = desk;
  const employer = { name: '济南泉声智能装备有限公司', code: '91370100MA00000000' };
  const files = [
    { name: `${PERSON.name}_${PERSON.idNumber}_申报表.pdf`, material: 'application' },
    { name: `学位认证（${PERSON.phone}）.pdf`, material: 'authentication' },
    { name: '欧 阳 䶮 晴 成绩单.pdf', material: 'transcript' },
    { name: '3701 0219 9601 3000 18.pdf', material: 'entry-exit' },
  ];
  const facts = { ...PASSING_FACTS, 'person.birthDate': '1996-01-30' };
  const applicant = { kind: 'person' as const, ...PERSON, employer };
  await importFile(station, await office.issue([tuitionCase(1, { files, facts, applicant })], certificate));
  await decideAll(station, CASE);
  return desk;
}

const everyText = (node: XmlNode): string =>
  [
    ...Object.values(node.attributes),
    textOf(node),
    ...node.children.flatMap((one) => (typeof one === 'string' ? [] : [everyText(one)])),
  ].join('\n');

/** Text, attributes, names and properties of every part. */
function contentOf(bytes: Uint8Array): string {
  const { parts, names } = openOfficeFile(bytes);
  return [...names, ...[...parts.values()].map(everyText)].join('\n');
}

test('documents as Word and Excel, their previews, prints and names', async () => {
  const { station } = await full();
  const { api } = station;
  const made: [string, string][] = [];
  const make = async (subject: DocumentSubject, formats: DocumentFormat[]) => {
    for (const format of formats) {
      const { bytes, report } = await makeDocument(station, subject, { format });
      made.push([`${subject.kind}.${format}`, contentOf(bytes) + JSON.stringify({ ...report, path: '' })]);
    }
    const asked = { subject, masked: true, crops: false, reason: '' };
    made.push([`${subject.kind} print`, JSON.stringify(await api.documents.print(asked))]);
    made.push([`${subject.kind} preview`, JSON.stringify(await api.documents.preview({ subject }))]);
  };
  await make({ kind: 'index', caseId: CASE }, ['docx', 'xlsx']);
  await decide(station, CASE, 'material:application', 'supplement', { reason: 'material-illegible', note: SAID });
  await signAs(station, CASE, `补正：${SAID}，证人 ${WITNESS}`);
  await make({ kind: 'opinion', caseId: CASE }, ['docx']);
  await make({ kind: 'supplement', caseId: CASE, dueOn: null }, ['docx']);
  await make({ kind: 'summary', cases: { filter: {} } }, ['docx', 'xlsx']);
  await api.review.reopen({ caseId: CASE, reason: 'mistake', note: SAID });
  await decide(station, CASE, 'material:application', 'fail', { reason: 'material-missing', note: SAID });
  await signAs(station, CASE);
  await make({ kind: 'rejection', caseId: CASE }, ['docx']);
  await api.review.reopen({ caseId: CASE, reason: 'mistake', note: '' });
  await decide(station, CASE, 'material:application', 'pass');
  await signAs(station, CASE);
  const { publicityId } = await api.publicity.open({
    ...{ title: `关于${PERSON.phone}的公示`, caseIds: [CASE], startsOn: '2026-11-21', days: 5, endsOn: null },
    contact: `历下区人社局 ${OFFICE}`,
  });
  await make({ kind: 'publicity', publicityId }, ['docx', 'xlsx']);
  expect(made).toHaveLength(6 * 2 + 9);
  for (const [what, content] of made) {
    for (const secret of SECRETS) expect(content, `${what}: ${secret}`).not.toContain(secret);
    // It is about the case all the same.
    expect(content, what).toContain('欧***');
    if (what.startsWith('publicity')) expect(content, what).toContain(OFFICE);
  }
});

test('tables of who saw whom, and the names of what is saved', async () => {
  const { station } = await full();
  const { api } = station;
  await api.cases.reveal({ caseId: CASE, field: 'idNumber', reason: '核对证件' });
  const folder = tempFolder();
  for (const extension of ['csv', 'xlsx'] as const) {
    const file = path.join(folder, `查看记录.${extension}`);
    await api.privacy.saveAccesses({ filter: {}, path: file });
    const bytes = new Uint8Array(readFileSync(file));
    const content = extension === 'csv' ? Buffer.from(bytes).toString('utf8') : contentOf(bytes);
    for (const secret of SECRETS) expect(content, `${extension}: ${secret}`).not.toContain(secret);
    expect(content).toContain('欧***');
  }
});
