import { useRead } from '../../app/data.ts';
import { formatHash } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatBytes, formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { KIND_TITLES } from './words.ts';

/** Earlier imports, newest first. */
export function ImportList() {
  const imports = useRead('transfer', 'imports', {});
  const reports = imports.data?.reports;
  if (imports.error) return <ErrorPanel title="没有读到导入记录" error={imports.error} />;
  if (!reports) return null;
  return (
    <section className="qp-card" aria-label="导入记录">
      <h2>导入记录</h2>
      {reports.length === 0 ? (
        <p className="qp-faint">还没有导入过交换包。</p>
      ) : (
        <div className="qp-scroll">
          <table className="qp-table">
            <thead>
              <tr>
                <th>接收时间</th>
                <th>文件</th>
                <th>种类</th>
                <th>签发</th>
                <th className="qp-num">案卷</th>
                <th className="qp-num">大小</th>
                <th>结果</th>
              </tr>
            </thead>
            <tbody>
              {reports.map((report) => (
                <tr key={report.bundleId}>
                  <td className="qp-nowrap">{formatTime(report.receivedAt)}</td>
                  <td>
                    <a href={formatHash(['exchange', 'import', report.bundleId])}>
                      <VisibleText text={report.file} />
                    </a>
                  </td>
                  <td className="qp-nowrap">{KIND_TITLES[report.kind]}</td>
                  <td>
                    <VisibleText text={report.issuer} />
                  </td>
                  <td className="qp-num qp-nowrap">{report.cases.length > 0 && `${report.cases.length} 件`}</td>
                  <td className="qp-num qp-nowrap">{formatBytes(report.bytes)}</td>
                  <td className={report.parked ? 'qp-nowrap qp-parked' : 'qp-nowrap'}>
                    {report.parked ? '已暂存' : '已导入'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
