import { crossCase, type DecidedHitRow, hitsOfCase } from '#db/queries/crosscheck.ts';
import type { Blocker } from '#shared/api/review.ts';
import {
  CROSS_KIND_TITLES,
  CROSS_KINDS,
  type CrossReason,
  isOpenHit,
  type PinnedHit,
  pinnedSentence,
} from '#shared/domain/crossCheck.ts';
import type { Decision } from '#shared/domain/review.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { Session } from '../session.ts';
import { checkCase } from './check.ts';
import { hitOf } from './view.ts';

/** What cross-checks say to the outcome of a case. */
export interface CrossOutcome {
  blockers: Blocker[];
  warnings: string[];
  pinned: PinnedHit[];
}

/** An exclusion that speaks against this very case. */
export const speaksAgainst = (row: DecidedHitRow, caseId: string): boolean =>
  row.kind === 'exclusion' && hitOf(row).conflicts.some(({ owner }) => owner === caseId);

function pinnedOf(session: Session, row: DecidedHitRow, caseId: string): PinnedHit[] {
  if (row.decision === null || isOpenHit(row.state)) return [];
  const other = row.caseA === caseId ? row.caseB : row.caseA;
  const { kind, decision, reason, note } = row;
  const number = crossCase(session.db.read, other)?.number ?? '';
  return [
    { kind, other: number, summary: hitOf(row).summary, decision, reason: reason as CrossReason, note: note ?? '' },
  ];
}

/** Open exclusions keep the case from being signed, other open hits are told; what was decided goes with the review. */
export function crossOutcome(
  session: Session,
  catalogue: Catalogue,
  caseId: string,
  decision: Decision | null,
): CrossOutcome {
  checkCase(session, catalogue, caseId);
  const rows = hitsOfCase(session.db.read, caseId);
  const open = rows.filter(({ state }) => isOpenHit(state));
  const stopping = open.filter((row) => speaksAgainst(row, caseId));
  const told = CROSS_KINDS.flatMap((kind) => {
    const count = open.filter((row) => row.kind === kind && !stopping.includes(row)).length;
    return count === 0 ? [] : [`${CROSS_KIND_TITLES[kind]} ${count} 条`];
  });
  const pinned = rows.flatMap((row) => pinnedOf(session, row, caseId));
  const against = rows.some((row) => row.state === 'confirmed' && speaksAgainst(row, caseId));
  const first = stopping[0];
  return {
    blockers: first
      ? [
          {
            code: 'EXCLUSION_OPEN',
            sentence: `交叉核查有 ${stopping.length} 条互斥享受命中未处理，请在“交叉核查”中确认或排除：${hitOf(first).summary}`,
            items: [],
          },
        ]
      : [],
    warnings: [
      ...(told.length > 0 ? [`交叉核查还有未处理的命中：${told.join('、')}`] : []),
      ...(against && decision === 'recommend' ? ['已确认存在互斥享受，结论却为推荐，请再核对'] : []),
    ],
    pinned,
  };
}

/** Confirmed hits as the opinion cites them. */
export const confirmedSentences = (pinned: readonly PinnedHit[]): string[] =>
  pinned.filter(({ decision }) => decision === 'confirmed').map((hit) => `${pinnedSentence(hit)}。`);
