import type { Table } from '#main/documents/table.ts';
import type { TaskView } from '#shared/api/catalogueViews.ts';

const STATES: Record<TaskView['state'], string> = { past: '期限已过', due: '未到期', open: '持续实施' };

const COLUMNS = [
  { title: '文件', width: 22 },
  { title: '序号', width: 6 },
  { title: '措施', width: 24 },
  { title: '任务', width: 36 },
  { title: '内容', width: 48 },
  { title: '牵头单位', width: 22 },
  { title: '责任单位', width: 30 },
  { title: '完成时限', width: 32 },
  { title: '最近期限', width: 12 },
  { title: '状态', width: 10 },
  { title: '年度目标', width: 48 },
  { title: '依据条款', width: 30 },
] as const;

/** 2025 年：现代产业学院新增 4 个 */
const aimText = ({ aims, steps }: Pick<TaskView, 'aims' | 'steps'>): string =>
  [
    ...aims.map(({ title, text, doubt }) => `${title}：${text}${doubt === null ? '' : `（${doubt}）`}`),
    ...steps.map(({ year, text }) => (year === null ? text : `${year} 年：${text}`)),
  ].join('\n');

/** The ledger as a table for other programs, with everything the screen shows. */
export const ledgerTable = (tasks: readonly TaskView[]): Table => ({
  title: '任务台账',
  columns: COLUMNS,
  rows: tasks.map((one) => [
    ...[one.source, one.number, one.measure, one.title, one.wording ?? ''],
    ...[one.leadUnits.join('、'), one.responsibleUnits.join('、'), one.due, one.day ?? '', STATES[one.state]],
    ...[aimText(one), one.cite.map(({ label }) => label).join('；')],
  ]),
});
