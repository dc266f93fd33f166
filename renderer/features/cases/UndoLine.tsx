import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { formatCount } from '../../ui/format.ts';
import { CASE_COMMANDS } from './commands.ts';
import './batch.css';

/** The last act on many cases, with the way back. */
export function UndoLine() {
  const api = useApi();
  const report = useReport();
  const batch = useRead('queue', 'last', {}).data?.batch ?? null;
  const undo = async () => {
    if (!batch) return;
    const { title, done, leftOut } = await api.queue.undo({ batchId: batch.batchId });
    const kept = leftOut > 0 ? `，${formatCount(leftOut)} 件此后已有变动，保持不变` : '';
    report.tell(`已撤销“${title}”${formatCount(done)} 件${kept}。`);
  };
  useCommands([
    { ...CASE_COMMANDS.undo, enabledWhen: () => batch !== null, run: () => report.guard('没有撤销', undo) },
  ]);
  if (!batch) return null;
  return (
    <span className="qp-undo-line">
      <span className="qp-faint">
        {batch.title} {formatCount(batch.count)} 件
      </span>
      <CommandButton id={CASE_COMMANDS.undo.id} type="text" size="small">
        撤销
      </CommandButton>
    </span>
  );
}
