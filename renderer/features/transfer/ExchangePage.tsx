import { formatHash } from '../../app/router.ts';
import { ExportPart } from './ExportPart.tsx';
import { ImportPart } from './ImportPart.tsx';
import { ExportReportPage, ImportReportPage } from './ReportPages.tsx';
import './transfer.css';

const PARTS = [
  { id: 'import', label: '导入' },
  { id: 'export', label: '导出' },
] as const;

/** Bundles in and out; a third segment of the address opens one report. */
export function ExchangePage({ part, bundleId }: { part: string | undefined; bundleId: string | undefined }) {
  const current = part === 'export' ? 'export' : 'import';
  return (
    <div className="qp-page">
      <header className="qp-page-head">
        <h1>交换</h1>
        <nav className="qp-tabs" aria-label="导入或导出">
          {PARTS.map(({ id, label }) => (
            <a key={id} href={formatHash(['exchange', id])} aria-current={id === current ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      </header>
      {bundleId ? (
        current === 'import' ? (
          <ImportReportPage bundleId={bundleId} />
        ) : (
          <ExportReportPage bundleId={bundleId} />
        )
      ) : current === 'import' ? (
        <ImportPart />
      ) : (
        <ExportPart />
      )}
    </div>
  );
}
