/** What became of reviews that went to another workstation. */
import { findCase } from '#db/queries/cases.ts';
import { latestSignoff } from '#db/queries/review.ts';
import { findSecond } from '#db/queries/second.ts';
import type { VerifiedBundle } from '#main/bundle/read.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { cropPath } from '#shared/domain/exchange.ts';
import { ROLE_TITLES } from '#shared/domain/person.ts';
import { SECOND_ANSWER_PATH, type SecondAnswer, secondAnswer } from '#shared/domain/secondBundle.ts';
import { mayBeSecond, returnedFields } from '#shared/domain/secondReview.ts';
import { answerProblem } from '#shared/domain/secondSettled.ts';
import { isLocked } from '../review/checklist.ts';
import type { SecondContext } from './ask.ts';
import { openReturned } from './openReturned.ts';
import { handsOf } from './rows.ts';
import {
  cropsOf,
  keepCrops,
  mismatch,
  type Prepared,
  type ReportCase,
  readAs,
  readCrops,
  refuseDoubles,
  refuseStrangers,
  reportCase,
} from './secondContent.ts';

type Answered = SecondAnswer['cases'][number];
type Issuer = VerifiedBundle['issuer'];

/**
 * Holds an answer against what went out: by somebody who may be the second person, about the version that was signed, and saying what
 * an adjudication can say. Refuses SECOND_UNKNOWN, SECOND_SAME_PERSON, SECOND_MISMATCH, SCHEMA_INVALID.
 */
function checkAnswer({ session }: SecondContext, { keyId, subject }: Issuer, one: Answered): ReportCase {
  const { read } = session.db;
  const row = findSecond(read, one.secondId);
  const found = row && findCase(read, row.caseId);
  if (!row || !found || row.caseId !== one.caseId) throw new Refusal('SECOND_UNKNOWN');
  if (!mayBeSecond({ personId: subject.personId, keyId }, handsOf(row))) throw new Refusal('SECOND_SAME_PERSON');
  if (row.state !== 'handed') throw mismatch(found.number, '没有等待答复的复核', '请核对是否拿错了包');
  const signed = latestSignoff(read, row.caseId);
  if (signed?.sha256 !== one.firstSha256 || !isLocked(found.state)) {
    throw mismatch(found.number, '在转交后又改过', '请重新转交复核');
  }
  const reason = answerProblem(one);
  if (reason) throw new Refusal('SCHEMA_INVALID', { entry: SECOND_ANSWER_PATH, reason });
  return reportCase(found);
}

function remarksOf(name: string, { cases }: SecondAnswer): string[] {
  const returned = cases.filter(({ outcome }) => outcome === 'returned');
  const approved = cases.length - returned.length;
  const fields = returned.reduce((sum, { choices }) => {
    const { items, facts, outcome } = returnedFields(choices);
    return sum + items.length + facts.length + (outcome ? 1 : 0);
  }, 0);
  return [
    ...(approved > 0 ? [`${name}复核通过 ${approved} 件。`] : []),
    ...(returned.length > 0
      ? [`${name}退回 ${returned.length} 件，共 ${fields} 项。请到“复核”查看并重新审核退回的项目。`]
      : []),
  ];
}

export async function prepareAnswer(context: SecondContext, verified: VerifiedBundle): Promise<Prepared> {
  const { session } = context;
  const { subject, keyId } = verified.issuer;
  if (subject.role !== 'approver') {
    throw new Refusal('ROLE_FORBIDDEN', { role: ROLE_TITLES[subject.role], action: '裁定复核' });
  }
  const answer = await readAs(verified, SECOND_ANSWER_PATH, secondAnswer);
  refuseDoubles(SECOND_ANSWER_PATH, answer.cases);
  const cases = answer.cases.map((one) => checkAnswer(context, verified.issuer, one));
  const hashes = new Set(answer.cases.flatMap(({ changes }) => cropsOf(changes)));
  refuseStrangers(verified, new Set([SECOND_ANSWER_PATH, ...[...hashes].map(cropPath)]));
  const crops = await readCrops(verified, hashes);
  return {
    cases,
    remarks: remarksOf(subject.name, answer),
    store: (tx) => {
      keepCrops(tx, crops);
      for (const one of answer.cases) {
        const { secondId, caseId, outcome, choices, changes } = one;
        const payload = {
          ...{ secondId, caseId, outcome, choices, changes, bundleId: verified.bundle.bundleId },
          ...{ byName: subject.name.slice(0, 80), byKeyId: keyId },
        };
        session.journal.record(tx, { type: 'second.answered', payload, actor: session.actor });
        if (outcome === 'returned') openReturned(tx, context, one);
      }
    },
  };
}
