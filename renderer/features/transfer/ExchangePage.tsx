import { formatHash } from '../../app/router.ts';
import { DocumentsPart } from '../documents/DocumentsPart.tsx';
import { PublicityPart } from '../publicity/PublicityPart.tsx';
import { ExportPart } from './ExportPart.tsx';
import { ImportPart } from './ImportPart.tsx';
import { ExportReportPage, ImportReportPage } from './ReportPages.tsx';
import './transfer.css';

const PARTS = [
  { id: 'import', label: '导入' },
  { id: 'export', label: '导出' },
  { id: 'documents', label: '文书' },
  { id: 'publicity', label: '公示' },
] as const;

/** What comes in and goes out: bundles, documents, public notices. A third segment of the address opens one of them. */
export function ExchangePage({ part, bundleId }: { part: string | undefined; bundleId: string | undefined }) {
  const current = PARTS.find(({ id }) => id === part)?.id ?? 'import';
  return (
    <div className="qp-page">
      <header className="qp-page-head">
        <h1>交换</h1>
        <nav className="qp-tabs" aria-label="交换的内容">
          {PARTS.map(({ id, label }) => (
            <a key={id} href={formatHash(['exchange', id])} aria-current={id === current ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      </header>
      {current === 'documents' ? (
        <DocumentsPart />
      ) : current === 'publicity' ? (
        <PublicityPart publicityId={bundleId} />
      ) : bundleId ? (
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
