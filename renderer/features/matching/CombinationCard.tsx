import type { MatchAnswer } from '#shared/api/matching.ts';
import { Amount } from '../../ui/Amount.tsx';
import { Worth } from './Worth.tsx';

/** What can be enjoyed together, and what that comes to. */
export function CombinationCard({ result: { best, programmes } }: { result: MatchAnswer }) {
  const byId = new Map(programmes.map((one) => [one.id, one]));
  const paid = best.chosen.map((id) => byId.get(id)!).filter(({ worth }) => worthAnything(worth));
  const free = best.chosen.length - paid.length;
  return (
    <section className="qp-card qp-match-best" aria-label="最优组合">
      <div className="qp-card-head">
        <h2>最优组合（就高不重复）</h2>
        <span className="qp-match-total" role="status">
          合计 <Amount fen={best.settledFen} />
          {best.estimatedFen > 0 && (
            <span className="qp-match-estimate">
              ，另估算 <Amount fen={best.estimatedFen} />
            </span>
          )}
        </span>
      </div>
      {best.chosen.length === 0 && <p className="qp-faint">还没有确定符合的项目。</p>}
      {paid.length > 0 && (
        <ul className="qp-match-sum">
          {paid.map((one) => (
            <li key={one.id}>
              <span>
                <span className="qp-match-id">{one.id}</span> {one.name}
              </span>
              <Worth worth={one.worth} />
            </li>
          ))}
          {best.deductions.map((one) => (
            <li key={`${one.programme}-`}>
              <span className="qp-faint">
                {one.programme} {one.sentence}
              </span>
              <span>
                −<Amount fen={one.amountFen} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {free > 0 && <p className="qp-faint">另有 {free} 个服务或荣誉类项目，可一并享受。</p>}
      {best.leftOut.map((one) => (
        <p key={one.programme} className="qp-match-left">
          不列入 {one.programme} {byId.get(one.programme)?.name}：{one.sentence}
        </p>
      ))}
      {best.open.length > 0 && <p className="qp-match-left">金额尚待核定：{best.open.join('、')}</p>}
      {best.estimatedFen > 0 && (
        <p className="qp-faint">估算：按月、按年发放的计到规定的上限，没有上限的计一年；幅度未定的取下限。</p>
      )}
      {!best.proven && <p className="qp-match-left">互斥关系过多，未能逐一比较，可能还有更优组合，请人工核对。</p>}
    </section>
  );
}

const worthAnything = (worth: MatchAnswer['programmes'][number]['worth']): boolean =>
  worth.settledFen + worth.estimatedFen > 0 || worth.open.length > 0;
