import type { ApiClient } from '#shared/api/contract.ts';
import type { Checklist, ChecklistItem } from '#shared/api/review.ts';
import type { EvidenceAnchor, ReasonCode, Verdict } from '#shared/domain/review.ts';

/** What a person does on the checklist, as it goes to the core. */
export type Act =
  | { kind: 'verdict'; itemId: string; verdict: Verdict; reason: ReasonCode | null; note: string }
  | { kind: 'clear'; itemId: string }
  | { kind: 'note'; itemId: string; note: string }
  | { kind: 'evidence'; itemId: string; anchor: Omit<EvidenceAnchor, 'cropSha256' | 'fileSha256'>; crop: string }
  | { kind: 'removeEvidence'; itemId: string; evidenceId: string }
  | { kind: 'undo' | 'redo' }
  | { kind: 'putChangesAway'; away: boolean };

export const itemOf = (list: Checklist, itemId: string): ChecklistItem | undefined =>
  list.items.find((item) => item.itemId === itemId);

function withItem(list: Checklist, itemId: string, change: (item: ChecklistItem) => ChecklistItem): Checklist {
  const items = list.items.map((item) => (item.itemId === itemId ? change(item) : item));
  return { ...list, items, decided: items.filter((item) => item.verdict !== null).length };
}

/** The checklist as it will be once the core has taken the act; acts whose outcome only the core knows change nothing. */
export function foresee(list: Checklist, act: Act): Checklist {
  if (act.kind === 'verdict') {
    const { itemId, verdict, reason, note } = act;
    return withItem(list, itemId, (item) => ({
      ...item,
      note,
      verdict: { verdict, reason, note, actor: item.verdict?.actor ?? '', at: item.verdict?.at ?? '' },
    }));
  }
  if (act.kind === 'note') return withItem(list, act.itemId, (item) => ({ ...item, note: act.note }));
  if (act.kind === 'clear') return withItem(list, act.itemId, (item) => ({ ...item, verdict: null }));
  if (act.kind === 'putChangesAway') return { ...list, changes: list.changes && { ...list.changes, away: act.away } };
  if (act.kind !== 'removeEvidence') return list;
  return withItem(list, act.itemId, (item) => ({
    ...item,
    evidence: item.evidence.filter((one) => one.id !== act.evidenceId),
  }));
}

/** Sends an act. `latest` is the checklist as the core last gave it: its revision says what the act was based on. */
export function send(api: ApiClient, caseId: string, act: Act, latest: Checklist): Promise<Checklist> {
  const revision = 'itemId' in act ? (itemOf(latest, act.itemId)?.revision ?? 0) : 0;
  switch (act.kind) {
    case 'verdict': {
      const { itemId, verdict, reason, note } = act;
      return api.review.setVerdict({ caseId, itemId, verdict, reason, note, revision });
    }
    case 'note':
      return api.review.setNote({ caseId, itemId: act.itemId, note: act.note, revision });
    case 'clear':
      return api.review.clearVerdict({ caseId, itemId: act.itemId, revision });
    case 'evidence':
      return api.review.addEvidence({ caseId, itemId: act.itemId, anchor: act.anchor, crop: act.crop });
    case 'removeEvidence':
      return api.review.removeEvidence({ caseId, itemId: act.itemId, evidenceId: act.evidenceId });
    case 'putChangesAway':
      return api.review.putChangesAway({ caseId, away: act.away });
    case 'undo':
      return api.review.undo({ caseId });
    case 'redo':
      return api.review.redo({ caseId });
  }
}

/** Why an item is not finished although it has a verdict. */
export function lacking(item: ChecklistItem): string | null {
  if (item.verdict?.verdict !== 'fail') return null;
  if (item.verdict.reason === 'material-missing' || item.evidence.length > 0) return null;
  return '还缺依据：选取文字或用“截取依据”框选，也可改选“材料缺失”。';
}

export const GROUP_TITLES: Record<ChecklistItem['group'], string> = {
  material: '材料',
  condition: '条件',
  cross: '交叉核对',
};
