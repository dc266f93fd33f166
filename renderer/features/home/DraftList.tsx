import type { CaseRow } from '#shared/api/cases.ts';
import { formatHash } from '../../app/router.ts';
import { DueBar } from '../../ui/DueBar.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

/** Cases begun and not finished: the work to go on with. */
export function DraftList({ rows }: { rows: CaseRow[] }) {
  return (
    <section className="qp-card" aria-label="审核中">
      <div className="qp-card-head">
        <h2>继续审核</h2>
        {rows.length > 0 && <a href={formatHash(['cases'], { state: 'reviewing' })}>全部审核中的案卷</a>}
      </div>
      {rows.length === 0 ? (
        <p className="qp-faint">没有审到一半的案卷。</p>
      ) : (
        <table className="qp-table">
          <thead>
            <tr>
              <th>编号</th>
              <th>申请人</th>
              <th>项目</th>
              <th className="qp-num">进度</th>
              <th className="qp-draft-due">截止</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.caseId}>
                <td className="qp-nowrap">
                  <a href={formatHash(['cases', row.caseId])}>{row.number}</a>
                </td>
                <td className="qp-nowrap">
                  <VisibleText text={row.applicant} />
                </td>
                <td>{row.trackName ?? row.programmeName}</td>
                <td className="qp-num qp-nowrap">
                  {row.decided} / {row.items} 项
                </td>
                <td>
                  <DueBar due={row.due} daysLeft={row.daysLeft} dueOn={row.dueOn} state={row.state} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
