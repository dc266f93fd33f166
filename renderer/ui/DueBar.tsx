import type { CaseRow } from '#shared/api/cases.ts';
import { dueShare, dueWords, isSettled } from './due.ts';
import './ui.css';

type Props = Pick<CaseRow, 'due' | 'daysLeft' | 'dueOn' | 'state'>;

/** Deadline as date, words and bar; days are working days. A signed case only has its date: nothing is late any more. */
export function DueBar({ due, daysLeft, dueOn, state }: Props) {
  if (isSettled(state)) return <span className="qp-due qp-due-none">{dueOn ?? dueWords('none', null)}</span>;
  return (
    <span className={`qp-due qp-due-${due}`} title={dueOn ? `截止 ${dueOn}，按工作日计算` : undefined}>
      <span className="qp-due-words">{dueWords(due, daysLeft)}</span>
      <span className="qp-due-track" aria-hidden="true">
        <span style={{ width: `${Math.round(dueShare(due, daysLeft) * 100)}%` }} />
      </span>
    </span>
  );
}
