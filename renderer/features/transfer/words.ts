import type { ExportReport, ImportReport } from '#shared/api/transfer.ts';
import { DECISION_TITLES } from '#shared/domain/review.ts';
import { formatTime } from '../../ui/format.ts';

export const KIND_TITLES: Record<ImportReport['kind'], string> = {
  case: '案卷包',
  review: '审核结果包',
  policy: '政策包',
  trust: '证书包',
  panel: '评审包',
  score: '评分包',
  ack: '确认包',
};

export const CHANGE_TITLES: Record<ImportReport['cases'][number]['change'], string> = {
  new: '新增',
  unchanged: '没有变化',
  replaced: '已更新',
};

/** What came of an import, in one sentence. */
export function importOutcome(report: ImportReport): string {
  if (report.already) return '这个交换包以前导入过，数据没有变化。';
  if (report.parked) return '前面还有交换包没有导入，本包已暂存，补齐后自动接上。';
  if (report.policy) return `已存入第 ${report.policy.number} 号政策目录，尚未启用。`;
  const count = (change: string) => report.cases.filter((entry) => entry.change === change).length;
  const parts = [
    [count('new'), '新增'],
    [count('replaced'), '更新'],
    [count('unchanged'), '没有变化'],
  ] as const;
  const words = parts.filter(([number]) => number > 0).map(([number, word]) => `${word} ${number} 件`);
  return words.length > 0 ? `已导入：${words.join('，')}。` : '已导入。';
}

/** The contract gives a decision either as its code or already in words. */
export const decisionTitle = (decision: string): string =>
  (DECISION_TITLES as Record<string, string>)[decision] ?? decision;

/** Whether an export has reached the centre, as far as it is known here. */
export function arrival({ acknowledgedAt, withdrawn }: ExportReport): string {
  if (acknowledgedAt) return formatTime(acknowledgedAt);
  return withdrawn ? '已声明遗失' : '等待中心的确认包';
}
