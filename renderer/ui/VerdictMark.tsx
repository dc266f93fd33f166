import { VERDICT_TITLES, type Verdict } from '#shared/domain/review.ts';
import './ui.css';

const SHAPES: Record<Verdict | 'open', string> = {
  pass: 'M4.5 10.5l3.7 3.8 7.3-8.6',
  fail: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  doubt: 'M7 7.6c0-1.8 1.3-3 3-3s3 1.2 3 2.9c0 2.2-3 2.4-3 4.6M10 15.4v.1',
  supplement: 'M5 8.2A5.4 5.4 0 1 1 4.7 12M4.6 4.4v4h4',
  open: 'M10 4.6a5.4 5.4 0 1 0 0 10.8 5.4 5.4 0 0 0 0-10.8z',
};

export const verdictTitle = (verdict: Verdict | null): string => (verdict ? VERDICT_TITLES[verdict] : '未审');

/** Shape, word and colour together; `wordless` keeps the word for screen readers and the tooltip. */
export function VerdictMark({ verdict, wordless = false }: { verdict: Verdict | null; wordless?: boolean }) {
  const name = verdict ?? 'open';
  const title = verdictTitle(verdict);
  return (
    <span className={`qp-verdict qp-verdict-${name}`} title={wordless ? title : undefined}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d={SHAPES[name]} />
      </svg>
      <span className={wordless ? 'qp-unseen' : undefined}>{title}</span>
    </span>
  );
}
