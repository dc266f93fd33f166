import { useRead } from '../../app/data.ts';
import { formatHash } from '../../app/router.ts';
import { formatCount } from '../../ui/format.ts';

/** A reminder on the home page that cases have been kept long enough; nothing while none have. */
export function RetentionCard() {
  const { data } = useRead('privacy', 'due', {});
  if (!data || data.batches === 0) return null;
  return (
    <section className="qp-card" aria-label="保存期限届满">
      <div className="qp-card-head">
        <h2>保存期限届满</h2>
        <a href={formatHash(['settings', 'retention'])}>去核对并清除</a>
      </div>
      <p>
        {formatCount(data.batches)} 批、{formatCount(data.cases)} 件案卷已过保存期限，应当从本机清除。
      </p>
    </section>
  );
}
