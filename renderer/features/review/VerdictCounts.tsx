import type { OutcomeDraft } from '#shared/api/review.ts';
import { VerdictMark } from '../../ui/VerdictMark.tsx';

const ORDER = ['pass', 'fail', 'doubt', 'supplement', 'open'] as const;

export function VerdictCounts({ counts }: { counts: OutcomeDraft['counts'] }) {
  return (
    <ul className="qp-wb-counts" aria-label="判定汇总">
      {ORDER.map((name) => (
        <li key={name} className={counts[name] === 0 ? 'qp-wb-counts-none' : undefined}>
          <VerdictMark verdict={name === 'open' ? null : name} />
          <strong>{counts[name]}</strong>
        </li>
      ))}
    </ul>
  );
}
