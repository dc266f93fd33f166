import type { DueBucket } from '#shared/api/cases.ts';
import { dueShare, dueWords } from './due.ts';
import './ui.css';

interface Props {
  due: DueBucket;
  daysLeft: number | null;
  dueOn: string | null;
}

/** Deadline as date, words and bar; days are working days. */
export function DueBar({ due, daysLeft, dueOn }: Props) {
  return (
    <span className={`qp-due qp-due-${due}`} title={dueOn ? `截止 ${dueOn}，按工作日计算` : undefined}>
      <span className="qp-due-words">{dueWords(due, daysLeft)}</span>
      <span className="qp-due-track" aria-hidden="true">
        <span style={{ width: `${Math.round(dueShare(due, daysLeft) * 100)}%` }} />
      </span>
    </span>
  );
}
