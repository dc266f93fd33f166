import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { formatHash } from '../../app/router.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { ExportReportView } from './ExportReportView.tsx';
import { ImportReportView } from './ImportReportView.tsx';

/** One earlier import by its bundle id. */
export function ImportReportPage({ bundleId }: { bundleId: string }) {
  const imports = useRead('transfer', 'imports', {});
  const report = imports.data?.reports.find((entry) => entry.bundleId === bundleId);
  return (
    <>
      <a href={formatHash(['exchange', 'import'])}>返回导入</a>
      {report ? <ImportReportView report={report} /> : <Missing loading={imports.isPending} error={imports.error} />}
    </>
  );
}

/** One earlier export by its bundle id. */
export function ExportReportPage({ bundleId }: { bundleId: string }) {
  const exports = useRead('transfer', 'exports', {});
  const report = exports.data?.reports.find((entry) => entry.bundleId === bundleId);
  return (
    <>
      <a href={formatHash(['exchange', 'export'])}>返回导出</a>
      {report ? <ExportReportView report={report} /> : <Missing loading={exports.isPending} error={exports.error} />}
    </>
  );
}

function Missing({ loading, error }: { loading: boolean; error: unknown }) {
  if (error) return <ErrorPanel title="没有读到记录" error={error} />;
  if (loading) return <Later>正在读取</Later>;
  return <EmptyState title="没有这份记录">它可能属于另一个工作区。</EmptyState>;
}
