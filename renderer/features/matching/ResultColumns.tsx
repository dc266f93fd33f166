import type { MatchAnswer, MatchedProgramme } from '#shared/api/matching.ts';
import { formatCount } from '../../ui/format.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { ProgrammeCard } from './ProgrammeCard.tsx';

export const VERDICT_HEADS = { qualifies: '符合', may: '可能符合', not: '不符合' } as const;
const SIGNS: Record<MatchedProgramme['verdict'], IconName> = { qualifies: 'check', may: 'info', not: 'close' };
const EMPTY = {
  qualifies: '还没有确定符合的项目。先回答左边的问题。',
  may: '没有待定的项目。',
  not: '还没有排除任何项目。',
} as const;

/** The dearest first among those that are due; the nearest to a decision first among the open ones. */
export function sorted(
  programmes: readonly MatchedProgramme[],
  verdict: MatchedProgramme['verdict'],
): MatchedProgramme[] {
  const own = programmes.filter((one) => one.verdict === verdict);
  const worth = ({ worth: { settledFen, estimatedFen } }: MatchedProgramme) => settledFen + estimatedFen;
  if (verdict === 'qualifies') return own.toSorted((a, b) => worth(b) - worth(a));
  if (verdict === 'may') return own.toSorted((a, b) => a.missing.length - b.missing.length);
  return own;
}

export function ResultColumns({ result, onAsk }: { result: MatchAnswer; onAsk: (key: string) => void }) {
  const leftOut = new Map(result.best.leftOut.map((one) => [one.programme, one.sentence]));
  return (
    <div className="qp-match-columns">
      {(['qualifies', 'may', 'not'] as const).map((verdict) => {
        const own = sorted(result.programmes, verdict);
        return (
          <section key={verdict} className={`qp-match-column qp-match-${verdict}`} aria-label={VERDICT_HEADS[verdict]}>
            <h2>
              <Icon name={SIGNS[verdict]} /> {VERDICT_HEADS[verdict]}
              <span className="qp-match-count">{formatCount(own.length)} 个</span>
            </h2>
            {own.length === 0 && <p className="qp-faint">{EMPTY[verdict]}</p>}
            <ul>
              {own.map((one) => (
                <ProgrammeCard key={one.id} programme={one} leftOut={leftOut.get(one.id)} onAsk={onAsk} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
