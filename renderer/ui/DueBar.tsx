import type { CaseRow } from '#shared/api/cases.ts';
import { dueShare, dueWords, isSettled } from './due.ts';
import './ui.css';

type Props = Pick<CaseRow, 'due' | 'daysLeft' | 'dueOn' | 'state'> & Partial<Pick<CaseRow, 'stepName'>>;

function titleOf(step: string, due: Props['due'], dueOn: string | null, daysLeft: number | null): string | undefined {
  if (due === 'manual') return `${step}期限超出已收录的工作日安排，需人工核定`;
  if (dueOn === null) return undefined;
  return daysLeft === null ? `${step}截止 ${dueOn}，所余工作日需人工核定` : `${step}截止 ${dueOn}，按工作日计算`;
}

/** Deadline as date, words and bar; days are working days. A signed case only has its date: nothing is late any more. */
export function DueBar({ due, daysLeft, dueOn, state, stepName }: Props) {
  const step = stepName ? `“${stepName}”` : '';
  if (isSettled(state)) return <span className="qp-due qp-due-none">{dueOn ?? dueWords('none', null)}</span>;
  return (
    <span className={`qp-due qp-due-${due}`} title={titleOf(step, due, dueOn, daysLeft)}>
      <span className="qp-due-words">{dueWords(due, daysLeft)}</span>
      <span className="qp-due-track" aria-hidden="true">
        <span style={{ width: `${Math.round(dueShare(due, daysLeft) * 100)}%` }} />
      </span>
    </span>
  );
}
