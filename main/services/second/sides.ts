import type { ReadableDb } from '#db/database.ts';
import { latestSignoff, observedOf } from '#db/queries/review.ts';
import type { SecondRow } from '#db/queries/second.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import type { ReviewRecord } from '#shared/domain/review.ts';
import type { ReviewSide } from '#shared/domain/secondReview.ts';

/** A signed review as it stands behind one side of a comparison. */
export interface SignedSide extends ReviewSide {
  version: number;
  sha256: string;
  signedAt: string;
}

function signedHere(db: ReadableDb, caseId: string): SignedSide | null {
  const signed = latestSignoff(db, caseId);
  if (!signed) return null;
  const { version, sha256, signedAt } = signed;
  const observed = Object.fromEntries(
    [...observedOf(db, caseId)].map(([key, { value, note }]) => [key, { value, note }]),
  );
  return { record: JSON.parse(signed.record) as ReviewRecord, observed, version, sha256, signedAt };
}

/** What came from another workstation; our own newer version of the case goes before it. */
export function firstSide(db: ReadableDb, row: SecondRow): SignedSide | null {
  if (row.received === null) return signedHere(db, row.caseId);
  const came = JSON.parse(row.received) as EventPayload<'second.received'>;
  const record = JSON.parse(came.record) as ReviewRecord;
  const side = { record, observed: came.observed, version: came.version, sha256: came.recordSha256 };
  return { ...side, signedAt: record.signedAt };
}

/** `null` until the second person signed, and where nobody reviews a second time. */
export const secondSide = (db: ReadableDb, row: SecondRow): SignedSide | null => signedHere(db, row.secondId);
