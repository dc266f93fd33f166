import { CASE_STATE_TITLES, CASE_STATES } from '#shared/domain/review.ts';
import { formatHash } from '../../app/router.ts';
import { formatCount } from '../../ui/format.ts';
import type { Home } from './HomePage.tsx';

/** All cases by state, as counts with bars. */
export function StateCard({ states, total }: { states: Home['states']; total: number }) {
  return (
    <section className="qp-card" aria-label="案卷状态">
      <div className="qp-card-head">
        <h2>案卷状态</h2>
        <a href={formatHash(['cases'])}>共 {formatCount(total)} 件</a>
      </div>
      <ul className="qp-bars">
        {CASE_STATES.map((state) => (
          <li key={state}>
            <a href={formatHash(['cases'], { state })}>
              <span>{CASE_STATE_TITLES[state]}</span>
              <span className="qp-bar" aria-hidden="true">
                <span style={{ width: `${(states[state] / Math.max(1, total)) * 100}%` }} />
              </span>
              <span className="qp-num">{formatCount(states[state])} 件</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
