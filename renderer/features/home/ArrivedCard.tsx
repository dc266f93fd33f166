import { formatHash } from '../../app/router.ts';
import { formatCount, formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import type { Home } from './HomePage.tsx';

/** What came in last, and what of it still waits for somebody. */
export function ArrivedCard({ home }: { home: Home }) {
  return (
    <section className="qp-card" aria-label="最近收到">
      <div className="qp-card-head">
        <h2>最近收到</h2>
        {home.unassigned > 0 && (
          <a href={formatHash(['cases'], { assignee: 'none' })}>未分派 {formatCount(home.unassigned)} 件</a>
        )}
      </div>
      {home.arrived.length === 0 ? (
        <p className="qp-faint">还没有导入过案卷包。</p>
      ) : (
        <ul className="qp-arrived">
          {home.arrived.map(({ at, file, cases }) => (
            <li key={`${at} ${file}`}>
              <span className="qp-arrived-file">
                <VisibleText text={file} />
              </span>
              <span className="qp-num">{formatCount(cases)} 件</span>
              <span className="qp-faint qp-nowrap">{formatTime(at)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
