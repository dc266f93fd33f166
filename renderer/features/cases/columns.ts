import type { CaseSort } from './filter.ts';

/** Columns of the queue from left to right; widths are in cases.css by the same ids. */
export const CASE_COLUMNS: readonly { id: string; label: string; sort: CaseSort['by'] | null }[] = [
  { id: 'pick', label: '', sort: null },
  { id: 'number', label: '编号', sort: 'number' },
  { id: 'applicant', label: '申请人', sort: 'applicant' },
  { id: 'programme', label: '项目／类别', sort: 'programme' },
  { id: 'district', label: '区县', sort: null },
  { id: 'step', label: '步骤', sort: null },
  { id: 'due', label: '截止', sort: 'due' },
  { id: 'state', label: '状态', sort: 'state' },
  { id: 'precheck', label: '预检', sort: null },
  { id: 'assignee', label: '经办', sort: null },
];
