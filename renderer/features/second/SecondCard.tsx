import { useRead } from '../../app/data.ts';
import { formatHash } from '../../app/router.ts';
import './second.css';
import { inTurn, TURN_TITLES, TURNS } from './turns.ts';

/** Second reviews that wait, for the home page; nothing where none do. */
export function SecondCard() {
  const rows = useRead('second', 'list', {}).data?.rows ?? [];
  const waiting = TURNS.map((turn) => ({ turn, count: inTurn(rows, turn).length })).filter(({ count }) => count > 0);
  if (waiting.length === 0) return null;
  return (
    <section className="qp-card" aria-label="复核">
      <div className="qp-card-head">
        <h2>复核</h2>
        <a href={formatHash(['second', 'list'])}>全部复核</a>
      </div>
      <dl className="qp-facts">
        {waiting.map(({ turn, count }) => (
          <div key={turn} className="qp-second-line">
            <dt>{TURN_TITLES[turn]}</dt>
            <dd>
              <a href={formatHash(['second', 'list'], { turn })}>{count} 件</a>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
