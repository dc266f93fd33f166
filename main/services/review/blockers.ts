import type { Blocker, ChecklistItem } from '#shared/api/review.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { BlockerCode, CaseResult, Decision, SupportAmount } from '#shared/domain/review.ts';
import { supplementItems } from './supplement.ts';

/** Optional materials and priority conditions may stay undecided; everything else needs a verdict. */
const mustBeDecided = (item: ChecklistItem) => item.strength !== 'priority';
const failed = (item: ChecklistItem) => item.verdict?.verdict === 'fail' && mustBeDecided(item);
const toSupply = (item: ChecklistItem) => item.verdict?.verdict === 'supplement';

export function suggestDecision(items: readonly ChecklistItem[]): Decision | null {
  if (items.some(failed)) return 'reject';
  if (items.some(toSupply)) return 'supplement';
  const settled = items.every((item) => !mustBeDecided(item) || item.verdict?.verdict === 'pass');
  return settled ? 'recommend' : null;
}

function titles(items: readonly ChecklistItem[]): string {
  const shown = items.slice(0, 5).map((item) => `“${item.title}”`);
  return shown.join('、') + (items.length > 5 ? '等' : '');
}

function about(code: BlockerCode, items: readonly ChecklistItem[], sentence: string): Blocker[] {
  return items.length === 0 ? [] : [{ code, sentence, items: items.map(({ itemId }) => itemId) }];
}

/** What keeps the checklist from being signed, whatever the decision. */
export function itemBlockers(items: readonly ChecklistItem[]): Blocker[] {
  const open = items.filter((item) => mustBeDecided(item) && item.verdict === null);
  const doubts = items.filter((item) => item.verdict?.verdict === 'doubt');
  const bare = items.filter(
    ({ verdict, evidence }) =>
      verdict?.verdict === 'fail' && verdict.reason !== 'material-missing' && evidence.length === 0,
  );
  return [
    ...about('ITEMS_OPEN', open, `还有 ${open.length} 项未审：${titles(open)}`),
    ...about('ITEMS_DOUBT', doubts, `还有 ${doubts.length} 项存疑：${titles(doubts)}`),
    ...about('EVIDENCE_MISSING', bare, `不符合的项目须附依据或注明材料缺失：${titles(bare)}`),
  ];
}

const alone = (code: BlockerCode, sentence: string): Blocker[] => [{ code, sentence, items: [] }];

/** What keeps the saved outcome from being signed: it must be what is computed now, and follow from the verdicts. */
export function decisionBlockers(
  items: readonly ChecklistItem[],
  saved: CaseResult | null,
  amount: SupportAmount | null,
): Blocker[] {
  if (!saved) return alone('OUTCOME_MISSING', '还没有保存结论');
  const fails = items.filter(failed);
  const supplements = items.filter(toSupply);
  switch (saved.decision) {
    case 'recommend':
      if (canonicalJson(saved.amount) !== canonicalJson(amount)) {
        return alone('AMOUNT_STALE', '判定改变后金额有变化，请重新保存结论');
      }
      if (fails.length > 0) return about('RECOMMEND_WITH_FAIL', fails, `有 ${fails.length} 项不符合，不能推荐`);
      return about('RECOMMEND_WITH_SUPPLEMENT', supplements, `有 ${supplements.length} 项待补正，不能推荐`);
    case 'reject':
      return fails.length === 0 ? alone('REJECT_WITHOUT_FAIL', '没有不符合的项目，不能作不予推荐') : [];
    case 'supplement':
      if (supplements.length === 0) return alone('SUPPLEMENT_WITHOUT_ITEM', '没有待补正的项目，不能退回补正');
      return canonicalJson(saved.supplement?.items ?? []) === canonicalJson(supplementItems(items))
        ? []
        : alone('SUPPLEMENT_STALE', '待补正的项目有变化，请重新保存结论');
  }
}
