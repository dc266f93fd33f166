import type { PublicitySummary } from '#shared/api/publicity.ts';
import { PUBLICITY_PHASES } from '#shared/domain/publicity.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { formatHash } from '../../app/router.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { PublicityView } from './PublicityView.tsx';
import './publicity.css';

/** Where a notice stands, with the days left while it runs. */
export function phaseWords({ phase, daysLeft }: Pick<PublicitySummary, 'phase' | 'daysLeft'>): string {
  if (phase !== 'running' || daysLeft === null) return PUBLICITY_PHASES[phase];
  return daysLeft === 0 ? '公示中，今天期满' : `公示中，还有 ${daysLeft} 个工作日`;
}

/** Public notices: all of them, or one. */
export function PublicityPart({ publicityId }: { publicityId: string | undefined }) {
  return publicityId ? <PublicityView key={publicityId} publicityId={publicityId} /> : <PublicityList />;
}

function PublicityList() {
  const list = useRead('publicity', 'list', {});
  if (list.error) return <ErrorPanel title="没有读到公示" error={list.error} />;
  if (!list.data) return <Later>正在读取</Later>;
  if (list.data.publicities.length === 0) {
    return (
      <EmptyState title="还没有公示">
        签署推荐的案卷后，在“案卷”里筛选出拟公示的案卷，点列表下方的“发布公示”。
      </EmptyState>
    );
  }
  return (
    <section className="qp-card" aria-label="公示列表">
      <div className="qp-scroll">
        <table className="qp-table">
          <thead>
            <tr>
              <th>公示</th>
              <th>状态</th>
              <th>开始</th>
              <th>截止</th>
              <th className="qp-num">名单</th>
              <th className="qp-num">异议</th>
              <th className="qp-num">未处理</th>
            </tr>
          </thead>
          <tbody>
            {list.data.publicities.map((row) => (
              <tr key={row.publicityId}>
                <td>
                  <a href={formatHash(['exchange', 'publicity', row.publicityId])}>
                    <VisibleText text={row.title} />
                  </a>
                </td>
                <td className={row.phase === 'ended' ? 'qp-publicity-due qp-nowrap' : 'qp-nowrap'}>
                  {phaseWords(row)}
                </td>
                <td className="qp-nowrap">{row.startsOn}</td>
                <td className="qp-nowrap">{row.endsOn}</td>
                <td className="qp-num">{row.entries} 件</td>
                <td className="qp-num">{row.objections} 条</td>
                <td className="qp-num">{row.openObjections} 条</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
