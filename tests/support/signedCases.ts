/** Cases signed one of each decision, full of personal data, for the tests of documents. */

import { caseId, PASSING_FACTS, TUITION_FILES, tuitionCase } from './cases.ts';
import { openDesk } from './centre.ts';
import type { Station } from './core.ts';
import { importFile, PASSPHRASE } from './core.ts';
import { addEvidence, decide, decideAll } from './reviewing.ts';

export const [ONE, TWO, THREE] = [1, 2, 3].map(caseId) as [string, string, string];
const DEGREE = 'condition:c.degree';
const FORM = 'material:application';
export const NAME = '欧阳晚晴';
export const ID_NUMBER = '370102199601300018';
export const PHONE = '13800001234';

type Others = Record<string, ['supplement' | 'fail', 'material-illegible' | 'condition-not-met', string]>;

export async function signAs({ api }: Station, id: string, opinion?: string) {
  const draft = await api.review.outcome({ caseId: id });
  const result = { decision: draft.suggested!, amount: null, opinion: opinion ?? draft.opinion };
  await api.review.setOutcome({ caseId: id, result });
  await api.review.sign({ caseId: id, passphrase: PASSPHRASE });
}

async function sign(station: Station, id: string, others: Others, opinion = '') {
  await decideAll(station, id);
  for (const [itemId, [verdict, reason, note]] of Object.entries(others)) {
    await decide(station, id, itemId, verdict, { reason, note });
  }
  return signAs(station, id, opinion === '' ? undefined : opinion);
}

/** One case of each decision, signed; names and numbers stand also where people write freely. */
export async function signedDesk() {
  const desk = await openDesk();
  const { station } = desk;
  const files = TUITION_FILES.map((file) => ({ ...file, name: `${NAME}的${file.name}` }));
  const same = { name: NAME, files, facts: { ...PASSING_FACTS, 'person.birthDate': '1996-01-30' } };
  const cases = [1, 2, 3].map((n) => tuitionCase(n, { ...same, idNumber: `37010219960130001${n + 7}` }));
  await importFile(station, await desk.office.issue(cases, desk.certificate));
  await addEvidence(station, ONE, DEGREE);
  await sign(station, ONE, {}, `经审核，${NAME}（${ID_NUMBER}，电话 ${PHONE}）符合条件。`);
  await sign(station, TWO, { [FORM]: ['supplement', 'material-illegible', `请${NAME}补交盖章的申报表`] });
  await addEvidence(station, THREE, DEGREE);
  await sign(station, THREE, { [DEGREE]: ['fail', 'condition-not-met', `${NAME}的学位不在名单内`] });
  return desk;
}
