import { useRead } from '../../app/data.ts';
import { formatHash } from '../../app/router.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { phaseWords } from './PublicityPart.tsx';
import './publicity.css';

const SHOWN = 4;

/** Public notices that run or wait to be closed, for the home page; nothing where there are none. */
export function PublicityCard() {
  const { data } = useRead('publicity', 'list', {});
  const active = data?.publicities.filter(({ phase }) => phase !== 'closed' && phase !== 'cancelled') ?? [];
  if (!data || active.length === 0) return null;
  return (
    <section className="qp-card" aria-label="公示">
      <div className="qp-card-head">
        <h2>公示</h2>
        <a href={formatHash(['exchange', 'publicity'])}>共 {active.length} 批</a>
      </div>
      <dl className="qp-facts">
        {active.slice(0, SHOWN).map((one) => (
          <div key={one.publicityId} className="qp-publicity-line">
            <dt>
              <a href={formatHash(['exchange', 'publicity', one.publicityId])}>
                <VisibleText text={one.title} />
              </a>
            </dt>
            <dd className={one.phase === 'ended' || one.openObjections > 0 ? 'qp-publicity-due' : undefined}>
              {phaseWords(one)}
              {one.openObjections > 0 && `，${one.openObjections} 条异议未处理`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
