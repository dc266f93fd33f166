import { useRead } from '../../app/data.ts';
import { formatHash } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatBytes, formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { arrival } from './words.ts';

/** Earlier exports and whether the centre has confirmed them. */
export function ExportList() {
  const exports = useRead('transfer', 'exports', {});
  const reports = exports.data?.reports;
  if (exports.error) return <ErrorPanel title="没有读到导出记录" error={exports.error} />;
  if (!reports) return null;
  return (
    <section className="qp-card" aria-label="导出记录">
      <h2>导出记录</h2>
      {reports.length === 0 ? (
        <p className="qp-faint">还没有导出过审核结果。</p>
      ) : (
        <div className="qp-scroll">
          <table className="qp-table">
            <thead>
              <tr>
                <th>导出时间</th>
                <th>文件</th>
                <th className="qp-num">案卷</th>
                <th className="qp-num">大小</th>
                <th>校验码前四组</th>
                <th>中心确认</th>
              </tr>
            </thead>
            <tbody>
              {reports.map((report) => (
                <tr key={report.bundleId}>
                  <td className="qp-nowrap">{formatTime(report.exportedAt)}</td>
                  <td>
                    <a href={formatHash(['exchange', 'export', report.bundleId])}>
                      <VisibleText text={report.file} />
                    </a>
                  </td>
                  <td className="qp-num qp-nowrap">{report.cases.length} 件</td>
                  <td className="qp-num qp-nowrap">{formatBytes(report.bytes)}</td>
                  <td className="qp-mono qp-nowrap">{report.groups.slice(0, 4).join(' ')}</td>
                  <td className="qp-nowrap">{arrival(report)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
