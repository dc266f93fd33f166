import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { navigate, useLocation } from '../../app/router.ts';
import { useReport } from '../../app/useReport.tsx';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { CASE_COMMANDS } from './commands.ts';
import { useWorkList } from './queueMemory.ts';
import './batch.css';

/** Where the open case stands in the list it was opened from, and the ways to its neighbours: skipping decides nothing. */
export function QueueSteps({ caseId }: { caseId: string }) {
  const list = useWorkList();
  const inSecond = useLocation().path[0] === 'second';
  const place = useRead('queue', 'place', { caseId, ...list }, { enabled: !inSecond, keep: true }).data;
  const go = (id: string | null | undefined) => id && navigate(['cases', id]);
  const api = useApi();
  const report = useReport();
  const putOff = async () => {
    await api.queue.skip({ caseId, skipped: true });
    const next = await api.cases.next({ caseId });
    if (next.caseId && next.caseId !== caseId) go(next.caseId);
    report.tell(
      next.caseId === caseId ? '没有其他待审的案卷了。' : '已跳过，排到其他待审案卷之后；可在工作台重新排入。',
    );
  };
  useCommands([
    { ...CASE_COMMANDS.previous, enabledWhen: () => Boolean(place?.previous), run: () => go(place?.previous) },
    { ...CASE_COMMANDS.putOff, enabledWhen: () => !inSecond, run: () => report.guard('没有跳过', putOff) },
    { ...CASE_COMMANDS.skip, enabledWhen: () => Boolean(place?.next), run: () => go(place?.next) },
  ]);
  // A second review is no member of the list.
  if (inSecond || !place || place.total === 0) return null;
  return (
    <span className="qp-steps">
      <CommandButton id={CASE_COMMANDS.previous.id} type="text" size="small">
        <Icon name="up" />
      </CommandButton>
      <span className="qp-faint" title="在打开它的列表中的位置">
        {formatCount(Math.min(place.before + 1, place.total))}／{formatCount(place.total)}
      </span>
      <CommandButton id={CASE_COMMANDS.skip.id} type="text" size="small">
        <Icon name="down" />
      </CommandButton>
      <CommandButton id={CASE_COMMANDS.putOff.id} type="text" size="small" named>
        跳过
      </CommandButton>
    </span>
  );
}
