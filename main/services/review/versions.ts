import { personNames, signoffsOf } from '#db/queries/review.ts';
import type { reviewApi } from '#shared/api/review.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type CaseResult, type ReviewRecord, toGroups } from '#shared/domain/review.ts';
import { compareReviews, type ReviewVersion } from '#shared/domain/reviewDiff.ts';
import type { Session } from '../session.ts';
import type { OpenCase } from './checklist.ts';

/** Every signed version of a case, the newest first. */
export function versionsOf(session: Session, caseId: string): OutputOf<(typeof reviewApi)['versions']> {
  const { read } = session.db;
  const names = personNames(read);
  return {
    versions: signoffsOf(read, caseId).map(({ version, record, sha256, signedAt, signedBy }) => ({
      version,
      signedAt,
      signedBy: names.get(signedBy) ?? '未知人员',
      decision: (JSON.parse(record) as ReviewRecord).result.decision,
      groups: toGroups(sha256),
    })),
  };
}

/** Items as a signed record has them. */
export function recordItems(open: OpenCase): ReviewRecord['items'] {
  return open.items.map(({ itemId, title, precheck, verdict, note, evidence }) => ({
    itemId,
    title,
    precheck: precheck.result,
    verdict: verdict?.verdict ?? null,
    reason: verdict?.reason ?? null,
    note,
    evidence: evidence.map(({ author: _author, createdAt: _at, itemId: _item, place: _place, ...anchor }) => anchor),
  }));
}

function signedVersion(session: Session, caseId: string, version: number): ReviewVersion {
  const found = signoffsOf(session.db.read, caseId).find((one) => one.version === version);
  if (!found) throw new Refusal('INPUT_INVALID', { reason: `没有第 ${version} 版` });
  const { items, observed = [], result } = JSON.parse(found.record) as ReviewRecord;
  return { items, observed, result };
}

/** What differs between two signed versions, or between one and the case as it stands (`to` is `null`). */
export function compareVersionsOf(
  session: Session,
  open: OpenCase,
  from: number,
  to: number | null,
): OutputOf<(typeof reviewApi)['compare']> {
  const { caseId, result } = open.row;
  const before = signedVersion(session, caseId, from);
  const after =
    to === null
      ? {
          items: recordItems(open),
          observed: open.observations,
          result: result ? (JSON.parse(result) as CaseResult) : null,
        }
      : signedVersion(session, caseId, to);
  return { differences: compareReviews(before, after) };
}
