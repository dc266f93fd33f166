import { viewedPages } from '#db/queries/cases.ts';
import type { ChecklistItem, OutcomeDraft } from '#shared/api/review.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { type CaseResult, DECISION_TITLES, type Decision, REASONS, type SupportAmount } from '#shared/domain/review.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { SupportResult } from '#shared/rules/evaluateSupport.ts';
import { formatYuan } from '#shared/rules/money.ts';
import { VIEWED_MS } from '../cases/caseView.ts';
import type { Session } from '../session.ts';
import { countVerdicts, evaluateDecided, type OpenCase } from './checklist.ts';

/** Longest text the outcome can carry, and longest label of an instalment. */
const MAX_OPINION = 8000;
const MAX_LABEL = 80;

/** Optional materials and priority conditions may stay undecided; everything else needs a verdict. */
const mustBeDecided = (item: ChecklistItem) => item.strength !== 'priority';
const failed = (item: ChecklistItem) => item.verdict?.verdict === 'fail' && mustBeDecided(item);

function suggest(items: readonly ChecklistItem[]): Decision | null {
  if (items.some(failed)) return 'reject';
  if (items.some((item) => item.verdict?.verdict === 'supplement')) return 'supplement';
  const settled = items.every((item) => !mustBeDecided(item) || item.verdict?.verdict === 'pass');
  return settled ? 'recommend' : null;
}

/** Sentences about what keeps the checklist from being signed, whatever the decision. */
function itemBlockers(items: readonly ChecklistItem[]): string[] {
  const blockers: string[] = [];
  const open = items.filter((item) => mustBeDecided(item) && item.verdict === null);
  if (open.length > 0) blockers.push(`还有 ${open.length} 项未审：${titles(open)}`);
  const doubts = items.filter((item) => item.verdict?.verdict === 'doubt');
  if (doubts.length > 0) blockers.push(`还有 ${doubts.length} 项存疑：${titles(doubts)}`);
  const bare = items.filter(
    (item) =>
      item.verdict?.verdict === 'fail' && item.verdict.reason !== 'material-missing' && item.evidence.length === 0,
  );
  if (bare.length > 0) blockers.push(`不符合的项目须附依据或注明材料缺失：${titles(bare)}`);
  return blockers;
}

function titles(items: readonly ChecklistItem[]): string {
  const shown = items.slice(0, 5).map((item) => `“${item.title}”`);
  return shown.join('、') + (items.length > 5 ? '等' : '');
}

function decisionBlockers(
  items: readonly ChecklistItem[],
  saved: CaseResult | null,
  amount: SupportAmount | null,
): string[] {
  if (!saved) return ['还没有保存结论'];
  // The saved amount and opinion were made from other verdicts: what is signed must be what is computed now.
  if (saved.decision === 'recommend' && canonicalJson(saved.amount) !== canonicalJson(amount)) {
    return ['判定改变后金额有变化，请重新保存结论'];
  }
  const fails = items.filter(failed);
  const supplements = items.filter((item) => item.verdict?.verdict === 'supplement');
  if (saved.decision === 'recommend' && fails.length > 0) return [`有 ${fails.length} 项不符合，不能推荐`];
  if (saved.decision === 'recommend' && supplements.length > 0) return [`有 ${supplements.length} 项待补正，不能推荐`];
  if (saved.decision === 'reject' && fails.length === 0) return ['没有不符合的项目，不能作不予推荐'];
  if (saved.decision === 'supplement' && supplements.length === 0) return ['没有待补正的项目，不能退回补正'];
  return [];
}

/** One amount from all settled money supports; the reason where it cannot be told. */
function amountOf(support: readonly SupportResult[]): { amount: SupportAmount | null; note: string | null } {
  const money = support.filter((one) => one.kind === 'money' && one.state !== 'none');
  if (money.length === 0) {
    const granted = support.filter((one) => one.state === 'granted').map((one) => one.name);
    return { amount: null, note: granted.length > 0 ? `享受：${granted.join('、')}` : '本项目没有可核算的资金' };
  }
  const unsettled = money.find((one) => one.state !== 'amount');
  if (unsettled) return { amount: null, note: `${unsettled.name}：${unsettled.sentence}` };
  const totalFen = money.reduce((sum, one) => sum + one.amountFen!, 0);
  const instalments = money.flatMap((one) => instalmentsOf(one, money.length > 1));
  const split = money.flatMap((one) => one.split);
  const cityFen = split.filter(({ payer }) => payer.startsWith('市')).reduce((sum, one) => sum + one.amountFen, 0);
  const explanation = money
    .map((one) => one.sentence)
    .join('；')
    .slice(0, 2000);
  return { amount: { totalFen, instalments, cityFen, districtFen: totalFen - cityFen, explanation }, note: null };
}

function instalmentsOf(support: SupportResult, named: boolean): SupportAmount['instalments'] {
  const labelled = (title: string, fen: number) => ({
    label: `${named ? `${support.name} ` : ''}${title}`.slice(0, MAX_LABEL),
    fen,
  });
  if (support.instalments.length === 0) return [labelled('一次性', support.amountFen!)];
  return support.instalments.map((one) => labelled(one.title, one.amountFen ?? 0));
}

/** The opinion as the verdicts suggest it; officials edit it freely. */
function draftOpinion(open: OpenCase, decision: Decision | null, amount: SupportAmount | null): string {
  const { definition } = open.evaluated.programme;
  const track = definition.tracks.find((one) => one.id === open.record.track);
  const lines = [`经审核，申请人申报“${definition.name}${track ? `（${track.name}）` : ''}”，情况如下：`];
  const passed = (group: ChecklistItem['group']) =>
    open.items.filter((item) => item.group === group && item.verdict?.verdict === 'pass').length;
  lines.push(`一、材料 ${passed('material')} 项齐全有效；条件 ${passed('condition')} 项符合。`);
  const problems = open.items.filter((item) => item.verdict && ['fail', 'supplement'].includes(item.verdict.verdict));
  problems.forEach((item, i) => {
    lines.push(`${i === 0 ? '二、' : ''}${problemSentence(item)}`);
  });
  if (decision) {
    const money = decision === 'recommend' && amount ? `，核定金额 ${formatYuan(amount.totalFen)}` : '';
    lines.push(`${problems.length > 0 ? '三' : '二'}、审核结论：${DECISION_TITLES[decision]}${money}。`);
  }
  return lines.join('\n').slice(0, MAX_OPINION);
}

function problemSentence(item: ChecklistItem): string {
  const { verdict, reason, note } = item.verdict!;
  const what = verdict === 'fail' ? '不符合' : '须补正';
  const why = [reason ? REASONS[reason] : '', note].filter((text) => text !== '').join('，');
  const cites = item.cites.map((cite) => cite.label).join('、');
  return `${item.title}${what}${why ? `：${why}` : ''}${cites ? `（${cites}）` : ''}。`;
}

/** Attachments nobody has looked at: stated at sign-off, not forbidden. */
function unopened(session: Session, open: OpenCase): string[] {
  const viewed = viewedPages(session.db.read, open.row.caseId, VIEWED_MS);
  return open.record.attachments.filter((_, i) => !viewed.has(`${open.row.caseId}.${i + 1}`)).map((one) => one.name);
}

export function outcomeOf(session: Session, catalogue: Catalogue, open: OpenCase): OutcomeDraft {
  const { items, row } = open;
  const suggested = suggest(items);
  const saved = row.result ? (JSON.parse(row.result) as CaseResult) : null;
  const { evaluation } = evaluateDecided(session, catalogue, open);
  const { amount, note } = amountOf(evaluation.support);
  const warnings = evaluation.validity.inForce ? [] : [evaluation.validity.sentence];
  const unseen = unopened(session, open);
  if (unseen.length > 0) warnings.push(`有 ${unseen.length} 个附件没有打开看过`);
  return {
    suggested,
    blockers: [...itemBlockers(items), ...decisionBlockers(items, saved, amount)],
    warnings,
    counts: countVerdicts(items),
    amount,
    amountNote: note,
    opinion: saved?.opinion ?? draftOpinion(open, suggested, amount),
    unopened: unseen,
    saved,
  };
}
