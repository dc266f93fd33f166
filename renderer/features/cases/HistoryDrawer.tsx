import type { CaseRow } from '#shared/api/cases.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import './preview.css';
import { Sheet } from '../../ui/Dialog.tsx';

/** Everything done on a case, newest first, as written in the journal. */
export function HistoryDrawer({ row, onClose }: { row: CaseRow; onClose: () => void }) {
  const history = useRead('cases', 'history', { caseId: row.caseId });
  const entries = history.data?.entries.toSorted((a, b) => b.seq - a.seq);
  return (
    <Sheet title={`办理记录　${row.number}`} size={520} onClose={onClose}>
      {history.error && <ErrorPanel title="没有读到记录" error={history.error} />}
      {!entries && !history.error && <Later>正在读取</Later>}
      {entries?.length === 0 && <p className="qp-faint">这件案卷还没有办理记录。</p>}
      {entries && entries.length > 0 && (
        <ol className="qp-history">
          {entries.map((entry) => (
            <li key={entry.seq}>
              <span className="qp-history-when">
                {formatTime(entry.time)}
                <span className="qp-faint">第 {entry.seq} 条</span>
              </span>
              <span>
                <strong>
                  <VisibleText text={entry.actor} />
                </strong>{' '}
                <VisibleText text={entry.sentence} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Sheet>
  );
}
