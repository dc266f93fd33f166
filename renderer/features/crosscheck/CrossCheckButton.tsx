import { useState } from 'react';
import { useRead } from '../../app/data.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { CROSS_COMMANDS } from './commands.ts';
import { HitCard } from './HitCard.tsx';
import './crosscheck.css';

/** How much of other cases speaks to this one; the sheet behind it shows both sides and takes the decision. */
export function CrossCheckButton({ caseId }: { caseId: string }) {
  const found = useRead('crosscheck', 'ofCase', { caseId });
  const [shown, setShown] = useState(false);
  useCommands([{ ...CROSS_COMMANDS.open, run: () => setShown(true) }]);
  const open = found.data?.open ?? 0;
  return (
    <>
      <CommandButton
        id={CROSS_COMMANDS.open.id}
        type="text"
        size="small"
        className={open > 0 ? 'qp-cross-waiting' : undefined}
        icon={<Icon name={open > 0 ? 'warning' : 'copy'} />}
        named
      >
        {open > 0 ? `交叉核查 ${open} 条` : '交叉核查'}
      </CommandButton>
      {shown && (
        <Sheet title="交叉核查" size={760} onClose={() => setShown(false)}>
          {found.error && <ErrorPanel title="没有读到交叉核查结果" error={found.error} />}
          {found.data?.running && (
            <p className="qp-faint" role="status">
              正在核对其他案卷：{found.data.running.done} / {found.data.running.total}
            </p>
          )}
          {found.data && found.data.blocking > 0 && (
            <p className="qp-cross-blocking" role="note">
              <Icon name="stop" />有 {found.data.blocking} 条互斥享受针对本案卷，处理后才能签署。
            </p>
          )}
          {found.data?.hits.length === 0 && (
            <EmptyState title="没有命中">本机其他案卷中没有同一主体、互斥享受或相同文件。</EmptyState>
          )}
          {found.data?.hits.map((hit) => (
            <HitCard key={hit.hitId} hit={hit} caseId={caseId} />
          ))}
        </Sheet>
      )}
    </>
  );
}
