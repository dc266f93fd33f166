import type { MatchedProgramme } from '#shared/api/matching.ts';
import { Amount } from '../../ui/Amount.tsx';

/** Settled money; what is only estimated or open says so. */
export function Worth({ worth: { settledFen, estimatedFen, open } }: { worth: MatchedProgramme['worth'] }) {
  return (
    <span className="qp-match-worth">
      {settledFen > 0 && <Amount fen={settledFen} />}
      {estimatedFen > 0 && (
        <span className="qp-match-estimate">
          估算 <Amount fen={estimatedFen} />
        </span>
      )}
      {open.length > 0 && <span className="qp-match-estimate">金额待定</span>}
    </span>
  );
}
