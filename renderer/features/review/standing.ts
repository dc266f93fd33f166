import type { AttachmentView } from '#shared/api/cases.ts';
import type { EvidenceView } from '#shared/domain/review.ts';

/** The file and page evidence stands on now: where it was taken, or where the same page is in the newer version of the file. */
export const standsAt = ({ place, attachmentId, fileSha256, pageIndex }: EvidenceView) =>
  place ?? { attachmentId, fileSha256, pageIndex };

/** Another file stands where the evidence was taken, and nobody knows its page there. */
export function isReplaced(evidence: EvidenceView, files: readonly AttachmentView[]): boolean {
  const at = standsAt(evidence);
  return files.find((file) => file.attachmentId === at.attachmentId)?.sha256 !== at.fileSha256;
}

/** The page has another number than when the evidence was taken. */
export const hasMoved = ({ place, pageIndex }: EvidenceView): boolean =>
  place !== null && place.pageIndex !== pageIndex;
