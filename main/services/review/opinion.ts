import type { ChecklistItem } from '#shared/api/review.ts';
import {
  DECISION_TITLES,
  type Decision,
  type Observation,
  REASONS,
  type SupportAmount,
} from '#shared/domain/review.ts';
import { formatYuan } from '#shared/rules/money.ts';
import type { OpenCase } from './checklist.ts';

/** Longest text the outcome can carry. */
const MAX_OPINION = 8000;
const NUMERALS = ['一', '二', '三', '四', '五'] as const;

/** The opinion as verdicts, observed values and confirmed cross-checks suggest it; officials edit it freely. */
export function draftOpinion(
  open: OpenCase,
  decision: Decision | null,
  amount: SupportAmount | null,
  crossChecks: readonly string[] = [],
): string {
  const { definition } = open.evaluated.programme;
  const track = definition.tracks.find((one) => one.id === open.record.track);
  const passed = (group: ChecklistItem['group']) =>
    open.items.filter((item) => item.group === group && item.verdict?.verdict === 'pass').length;
  const money = decision === 'recommend' && amount ? `，核定金额 ${formatYuan(amount.totalFen)}` : '';
  const parts = [
    [`材料 ${passed('material')} 项齐全有效；条件 ${passed('condition')} 项符合。`],
    open.observations.filter(({ finding }) => finding !== 'confirmed').map(findingSentence),
    open.items
      .filter(({ verdict }) => verdict?.verdict === 'fail' || verdict?.verdict === 'supplement')
      .map(problemSentence),
    crossChecks,
    decision ? [`审核结论：${DECISION_TITLES[decision]}${money}。`] : [],
  ].filter((lines) => lines.length > 0);
  const lines = parts.flatMap(([first, ...rest], i) => [`${NUMERALS[i]}、${first}`, ...rest]);
  const head = `经审核，申请人申报“${definition.name}${track ? `（${track.name}）` : ''}”，情况如下：`;
  return [head, ...lines].join('\n').slice(0, MAX_OPINION);
}

function findingSentence({ label, finding, declared, observed, note }: Observation): string {
  const why = note === '' ? '' : `（${note}）`;
  if (finding === 'added') return `${label}未填报，核实为${observed}${why}。`;
  return `${label}申报为${declared ?? '未填报'}，核实为${observed}${why}。`;
}

function problemSentence(item: ChecklistItem): string {
  const { verdict, reason, note } = item.verdict!;
  const what = verdict === 'fail' ? '不符合' : '须补正';
  const why = [reason ? REASONS[reason] : '', note].filter((text) => text !== '').join('，');
  const cites = item.cites.map((cite) => cite.label).join('、');
  return `${item.title}${what}${why ? `：${why}` : ''}${cites ? `（${cites}）` : ''}。`;
}
