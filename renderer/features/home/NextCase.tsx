import { Button } from 'antd';
import type { CaseRow } from '#shared/api/cases.ts';
import { useAct, useRead } from '../../app/data.ts';
import { FRAME_COMMANDS } from '../../app/rooms.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { DueBar } from '../../ui/DueBar.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

/** The most urgent case, one click away. */
export function NextCase({ row }: { row: CaseRow }) {
  return (
    <section className="qp-card qp-next" aria-label="下一件">
      <div className="qp-next-what">
        <span className="qp-faint">下一件</span>
        <strong>{row.number}</strong>
        <VisibleText text={row.applicant} />
        <span>
          {row.programmeName}
          {row.trackName && ` · ${row.trackName}`}
        </span>
        <span className="qp-faint">
          {row.districtName} · {row.stepName}
        </span>
      </div>
      <Skipped />
      <div className="qp-next-due">
        <DueBar due={row.due} daysLeft={row.daysLeft} dueOn={row.dueOn} state={row.state} />
      </div>
      <CommandButton id={FRAME_COMMANDS.next.id} type="primary">
        {row.state === 'new' ? '开始审核' : '继续审核'}
      </CommandButton>
    </section>
  );
}

/** How many the person put off, and the way to have them again in their turn. */
function Skipped() {
  const count = useRead('queue', 'skipped', {}).data?.caseIds.length ?? 0;
  const again = useAct('queue', 'unskipAll');
  if (count === 0) return null;
  return (
    <span className="qp-faint">
      已跳过 {count} 件，排在最后{' '}
      <Button type="link" size="small" loading={again.isPending} onClick={() => again.mutate({})}>
        重新排入
      </Button>
    </span>
  );
}
