import { formatHash } from '../../app/router.ts';
import { formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import type { Home } from './HomePage.tsx';

/** What waits to leave or to come in, and how old the backup is. */
export function ExchangeCard({ home }: { home: Home }) {
  return (
    <section className="qp-card" aria-label="交换与备份">
      <h2>交换与备份</h2>
      <dl className="qp-facts">
        <dt>未回传</dt>
        <dd>
          {home.unreturned > 0 ? (
            <a href={formatHash(['exchange', 'export'])}>{home.unreturned} 件待回传或待中心确认</a>
          ) : (
            '没有'
          )}
        </dd>
        <dt>暂存的包</dt>
        <dd>{home.parked.length === 0 ? '没有' : `${home.parked.length} 个`}</dd>
        <dt>最近备份</dt>
        <dd>
          <a href={formatHash(['settings', 'backup'])}>
            {home.lastBackupAt ? formatTime(home.lastBackupAt) : '尚未备份'}
          </a>
        </dd>
      </dl>
      {home.parked.map((bundle) => (
        <p key={bundle.file} className="qp-parked-note">
          “<VisibleText text={bundle.file} />
          ”在等前面的 {bundle.missing} 个交换包，导入后自动接上。
        </p>
      ))}
    </section>
  );
}
