import type { CaseListRow } from '#db/queries/cases.ts';
import { bundleReceivedAt, policyDecisions, signedRulesHash } from '#db/queries/policies.ts';
import { itemsOf } from '#db/queries/review.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { BUILTIN_NUMBER } from '#shared/domain/policyPack.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { Session } from '../session.ts';
import { changedItems } from './effect.ts';
import { decisionsThatCounted, officeDay, type Rules } from './rules.ts';

const SHOWN = 5;

/** The last change of rules: when it counted from, and the catalogue before it. */
interface Change {
  number: number;
  from: string;
  /** The instant from which cases and verdicts are under the new rules. */
  at: string;
  previous: { number: number; sha256: string };
}

function lastChange(session: Session, rules: Rules): Change | null {
  const today = officeDay(session);
  const [newest, before] = decisionsThatCounted(policyDecisions(session.db.read), today);
  if (!newest) return null;
  const began = new Date(`${newest.fromDay}T00:00:00+08:00`).toISOString();
  const previous = before ?? { number: BUILTIN_NUMBER, sha256: rules.builtin.hash };
  return { number: newest.number, from: newest.fromDay, at: began > newest.at ? began : newest.at, previous };
}

/** What a person who works on the case has to know about its rules; null where nothing changed for it. */
export function rulesNotice(session: Session, rules: Rules, row: CaseListRow, record: BundleCase): string | null {
  const signed = signedRulesHash(session.db.read, row.caseId);
  if (signed !== undefined) return signedNotice(session, rules, signed);
  const change = lastChange(session, rules);
  if (!change) return null;
  const received = bundleReceivedAt(session.db.read, row.caseId);
  if (received === undefined || received > change.at) return null;
  const { number, from, previous } = change;
  const head = `自 ${from} 起，政策目录由第 ${previous.number} 号改为第 ${number} 号，本案已按新目录重新预检`;
  const earlier = [...itemsOf(session.db.read, row.caseId).values()].filter(
    ({ verdict, at }) => verdict !== null && at <= change.at,
  ).length;
  const verdicts = earlier > 0 ? `此前作出的 ${earlier} 项判定保留，请复核。` : '';
  return `${head}，${outcome(rules.ofHash(session, previous.sha256), rules.current(), record)}。${verdicts}`;
}

function outcome(before: Catalogue | null, after: Catalogue, record: BundleCase): string {
  const titles = before ? titlesOf(before, after, record) : null;
  if (titles === null) return '请逐项核对';
  if (titles.length === 0) return '预检结果没有变化';
  const more = titles.length > SHOWN ? `等 ${titles.length} 项` : '';
  return `结果有变化的项：${titles.slice(0, SHOWN).join('、')}${more}`;
}

function titlesOf(before: Catalogue, after: Catalogue, record: BundleCase): string[] | null {
  try {
    return changedItems(before, after, record).map(({ title }) => title);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function signedNotice(session: Session, rules: Rules, signed: string): string | null {
  const { sha256 } = rules.inForce(session);
  if (signed === sha256) return null;
  const short = signed.slice(0, 8);
  return rules.ofHash(session, signed)
    ? `本案按签署时的政策目录（校验码 ${short}）显示，在用目录已更换，签署的结果不受影响。`
    : `签署时所用的政策目录（校验码 ${short}）不在本机，以下按在用目录显示；签署的结果以签署时为准。`;
}
