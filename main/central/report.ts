/** What `central receive` says about a bundle, kept under reports/ and printed. */
import { z } from 'zod';
import type { VerifiedBundle } from '#main/bundle/read.ts';
import { hashGroups } from '#shared/domain/bundle.ts';
import { pinnedHit, pinnedSentence } from '#shared/domain/crossCheck.ts';
import { ROLE_TITLES, ROLES } from '#shared/domain/person.ts';
import { isoTime, requiredText, sha256, text, uuid } from '#shared/domain/primitives.ts';
import {
  DECISION_TITLES,
  decision,
  FINDING_TITLES,
  type Observation,
  observation,
  REASONS,
  type ReviewRecord,
  reasonCode,
  type SupplementList,
  sha256Groups,
  supplementList,
  supportAmount,
  VERDICT_TITLES,
  verdictValue,
} from '#shared/domain/review.ts';
import type { Centre } from './centre.ts';
import type { ReceivedStream } from './receivedJournal.ts';
import type { ReceivedReview } from './receivedReviews.ts';
import { secondLines, secondSummary, secondsOf } from './receivedSeconds.ts';
import { withdrawalRemarks } from './receivedWithdrawals.ts';
import type { Withdrawal } from './state.ts';

const count = z.int().min(0);

const reviewSummary = z.strictObject({
  caseId: uuid,
  caseNumber: requiredText(60),
  /** A second person's own review, by its own id. */
  second: z.boolean().default(false),
  programme: text(40),
  version: z.int().min(1),
  decision,
  amount: supportAmount.nullable(),
  opinion: text(8000),
  supplement: supplementList.nullable().default(null),
  observed: z.array(observation).max(600).default([]),
  crossChecks: z.array(pinnedHit).max(2000).default([]),
  signedBy: text(80),
  signedAt: isoTime,
  items: z.array(
    z.strictObject({
      itemId: text(100),
      title: text(400),
      verdict: verdictValue.nullable(),
      reason: reasonCode.nullable(),
      note: text(2000),
      evidence: count,
    }),
  ),
});

export const receiveReport = z.strictObject({
  already: z.boolean(),
  bundleId: uuid,
  issuer: z.strictObject({ keyId: sha256, name: text(200), unit: text(200), role: z.enum(ROLES) }),
  issuerSeq: count,
  issuedAt: isoTime,
  receivedAt: isoTime,
  sha256,
  groups: sha256Groups,
  streams: z.array(z.strictObject({ stream: uuid, from: count, to: count, fresh: count })),
  sessions: count,
  reviews: z.array(reviewSummary),
  seconds: z.array(secondSummary).default([]),
  remarks: z.array(text(400)),
});
export type ReceiveReport = z.infer<typeof receiveReport>;

interface Received {
  verified: VerifiedBundle;
  streams: readonly ReceivedStream[];
  /** Signed in events the centre did not hold before. */
  reviews: readonly ReceivedReview[];
  /** Every one in the bundle. */
  known: readonly ReceivedReview[];
  /** Cases by the ids of their second reviews. */
  secondOf: Readonly<Record<string, string>>;
  /** Earlier bundles declared lost. */
  withdrawn: Readonly<Record<string, Withdrawal>>;
  sessions: number;
  missingCrops: number;
  receivedAt: string;
}

export function reportOf(centre: Centre, received: Received): ReceiveReport {
  const { verified, streams, reviews, sessions, receivedAt } = received;
  const { bundle, issuer, sha256 } = verified;
  const { name, unit, role } = issuer.subject;
  return {
    already: false,
    bundleId: bundle.bundleId,
    issuer: { keyId: issuer.keyId, name, unit, role },
    issuerSeq: bundle.issuerSeq,
    issuedAt: bundle.issuedAt,
    receivedAt,
    sha256,
    groups: hashGroups(sha256),
    streams: streams.map(({ stream, entries, fresh, head }) => ({
      stream,
      from: entries[0]?.seq ?? head.seq,
      to: head.seq,
      fresh: fresh.length,
    })),
    sessions,
    reviews: reviews.map(({ record }) => ({ ...summaryOf(record), second: record.caseId in received.secondOf })),
    seconds: secondsOf(streams, received.known),
    remarks: remarksOf(centre, received),
  };
}

function summaryOf(record: ReviewRecord): ReceiveReport['reviews'][number] {
  const { caseId, caseNumber, programme, version, result, signedBy, signedAt, items, observed, crossChecks } = record;
  return {
    ...{ caseId, caseNumber, second: false, programme, version, signedAt, observed, crossChecks },
    ...result,
    signedBy: `${signedBy.name}（${ROLE_TITLES[signedBy.role as keyof typeof ROLE_TITLES]}）`,
    items: items.map(({ itemId, title, verdict, reason, note, evidence }) => ({
      ...{ itemId, title, verdict, reason, note },
      evidence: evidence.length,
    })),
  };
}

function remarksOf(centre: Centre, received: Received): string[] {
  const { reviews, missingCrops, verified, secondOf, withdrawn } = received;
  const issued = new Set(centre.state.issued.flatMap(({ cases }) => cases));
  const foreign = reviews.filter(({ record }) => !issued.has(secondOf[record.caseId] ?? record.caseId));
  return [
    ...foreign.map(({ record }) => `案卷 ${record.caseNumber} 不是本中心下发的。`),
    ...(missingCrops > 0 ? [`有 ${missingCrops} 处依据没有附上截图。`] : []),
    ...(verified.encrypted ? [] : ['这个审核包没有加密。']),
    ...withdrawalRemarks(centre.state, withdrawn),
  ];
}

/** The report for people. */
export function reportLines(report: ReceiveReport): string[] {
  const { issuer, issuedAt, receivedAt, issuerSeq, groups, streams, sessions, reviews, remarks } = report;
  return [
    report.already
      ? `已于 ${receivedAt} 接收过，没有变化：审核包 ${report.bundleId}`
      : `已接收：审核包 ${report.bundleId}`,
    `回传人：${issuer.name}（${issuer.unit}，${ROLE_TITLES[issuer.role]}），${issuedAt}，第 ${issuerSeq} 号`,
    ...streams.map(({ stream, from, to, fresh }) => `审核记录 ${stream}：第 ${from} 至 ${to} 条，新增 ${fresh} 条`),
    `核对通过：签名、证书、收件人、记录链，${sessions} 次会话签名，${reviews.length} 份签署结果`,
    ...reviews.flatMap(reviewLines),
    ...secondLines(report.seconds),
    ...remarks.map((remark) => `注意：${remark}`),
    `校验码：${groups.join(' ')}`,
  ];
}

function reviewLines(review: ReceiveReport['reviews'][number]): string[] {
  const { caseNumber, second, programme, version, amount, items, signedBy, signedAt, opinion } = review;
  const unassigned =
    amount && amount.unassignedFen > 0 ? `（其中 ${formatFen(amount.unassignedFen)} 元付款方未明确）` : '';
  const money = amount ? `，${formatFen(amount.totalFen)} 元${unassigned}` : '';
  return [
    '',
    `案卷 ${caseNumber}（项目 ${programme}，${second ? '第二人独立审核' : `第 ${version} 版`}）：${DECISION_TITLES[review.decision]}${money}`,
    ...items.map(({ title, verdict, reason, note, evidence }) => {
      const why = [reason && REASONS[reason], note, evidence > 0 && `依据 ${evidence} 处`].filter(Boolean);
      return `  [${verdict ? VERDICT_TITLES[verdict] : '未审'}] ${title}${why.length > 0 ? `（${why.join('；')}）` : ''}`;
    }),
    ...review.observed.map(observedLine),
    ...review.crossChecks.map((hit) => `  [交叉核查] ${pinnedSentence(hit)}`),
    ...supplementLines(review.supplement),
    `  意见：${opinion.replace(/\s*\n\s*/g, ' ')}`,
    `  签署：${signedBy}，${signedAt}`,
  ];
}

function observedLine({ label, finding, declared, observed, note }: Observation): string {
  const values = finding === 'confirmed' ? observed : `申报 ${declared ?? '未填报'}，核实 ${observed}`;
  return `  [${FINDING_TITLES[finding]}] ${label}：${values}${note === '' ? '' : `（${note}）`}`;
}

function supplementLines(list: SupplementList | null): string[] {
  if (!list) return [];
  const due = list.dueOn === null ? '期限需人工核定' : `限 ${list.dueOn} 前`;
  return [`  补正清单（${list.askedOn} 提出，${due}）：`, ...list.items.map(({ ask }, i) => `    ${i + 1}. ${ask}`)];
}

/** 分 as yuan with two digits. */
function formatFen(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}
