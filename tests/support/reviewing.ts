/** A reviewer at work, for tests: everything goes through the contract. */
import type { Checklist, ChecklistItem } from '#shared/api/review.ts';
import type { EvidenceAnchor, ReasonCode, Verdict } from '#shared/domain/review.ts';
import { PASSPHRASE, type Station } from './core.ts';
import { pngImage } from './pngImage.ts';

type AnchorInput = Omit<EvidenceAnchor, 'fileSha256' | 'cropSha256'>;

export function anchorOn(attachmentId: string, changes: Partial<AnchorInput> = {}): AnchorInput {
  return {
    attachmentId,
    pageIndex: 0,
    pageLabel: '1',
    rects: [[1000, 2000, 5000, 3000]],
    rotation: 0,
    quote: '授予硕士学位',
    prefix: '经审查，',
    suffix: '。特此证明',
    ...changes,
  };
}

export async function itemOf({ api }: Station, caseId: string, itemId: string): Promise<ChecklistItem> {
  const found = (await api.review.checklist({ caseId })).items.find((item) => item.itemId === itemId);
  if (!found) throw new Error(`no item ${itemId}`);
  return found;
}

/** Sets a verdict with the revision as it is now. */
export async function decide(
  station: Station,
  caseId: string,
  itemId: string,
  verdict: Verdict,
  { reason = null, note = '' }: { reason?: ReasonCode | null; note?: string } = {},
): Promise<Checklist> {
  const { revision } = await itemOf(station, caseId, itemId);
  return station.api.review.setVerdict({ caseId, itemId, verdict, reason, note, revision });
}

export async function addEvidence(
  station: Station,
  caseId: string,
  itemId: string,
  changes: Partial<AnchorInput> = {},
): Promise<Checklist> {
  const crop = station.services.blobs.put(pngImage());
  return station.api.review.addEvidence({ caseId, itemId, anchor: anchorOn(`${caseId}.1`, changes), crop });
}

/** Decides every item: 符合, but for those told otherwise. */
export async function decideAll(
  station: Station,
  caseId: string,
  others: Record<string, [Verdict, ReasonCode | null]> = {},
): Promise<void> {
  const { items } = await station.api.review.checklist({ caseId });
  for (const { itemId } of items) {
    const [verdict, reason] = others[itemId] ?? ['pass', null];
    await decide(station, caseId, itemId, verdict, { reason });
  }
}

/** Decides everything, saves the suggested outcome and signs it. */
export async function signCase(station: Station, caseId: string, others: Parameters<typeof decideAll>[2] = {}) {
  await decideAll(station, caseId, others);
  const { suggested, opinion } = await station.api.review.outcome({ caseId });
  if (!suggested) throw new Error('nothing is suggested');
  await station.api.review.setOutcome({ caseId, result: { decision: suggested, amount: null, opinion } });
  return station.api.review.sign({ caseId, passphrase: PASSPHRASE });
}
