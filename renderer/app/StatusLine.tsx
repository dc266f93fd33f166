import { Tooltip } from 'antd';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { ROLE_TITLES } from '#shared/domain/person.ts';
import { formatAge, formatBytes, formatTime } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { progressShare } from '../ui/ProgressPanel.tsx';
import { useRead } from './data.ts';
import { formatHash } from './router.ts';
import { useRunningTask } from './useTask.ts';

const MINUTE_MS = 60_000;
/** Below this the disk figure is shown as a warning. */
const DISK_LOW_BYTES = 2 * 1024 ** 3;

/** The line at the foot: offline, who, what is not returned, last backup, disk. */
export function StatusLine({ status }: { status: WorkspaceStatus }) {
  const line = useRead('settings', 'statusLine', {}, { every: MINUTE_MS }).data;
  const person = status.current;
  return (
    <footer className="qp-status">
      <Tooltip title="泉评不联网，资料只在本机和您选定的介质上">
        <span>
          <Icon name="offline" />
          离线
        </span>
      </Tooltip>
      {person && (
        <a href={formatHash(['settings', 'persons'])}>
          <Icon name="person" />
          {person.name}
          <span className="qp-status-role">{person.role ? ROLE_TITLES[person.role] : '未装证书'}</span>
        </a>
      )}
      <RunningTask />
      {line?.clockWarning && (
        <Tooltip title={line.clockWarning}>
          <span className="qp-status-warning">
            <Icon name="warning" />
            时钟异常
          </span>
        </Tooltip>
      )}
      <span className="qp-status-gap" />
      {line && <StoreFigures line={line} />}
    </footer>
  );
}

interface Line {
  unreturned: number;
  lastBackupAt: string | null;
  diskFreeBytes: number;
}

function StoreFigures({ line }: { line: Line }) {
  const low = line.diskFreeBytes < DISK_LOW_BYTES;
  return (
    <>
      <a href={formatHash(['cases'], { unreturned: '1' })}>
        <Icon name="export" />
        未回传 {line.unreturned} 件
      </a>
      <Tooltip title={line.lastBackupAt ? formatTime(line.lastBackupAt) : '在“设置”里备份工作区'}>
        <a href={formatHash(['settings', 'backup'])}>
          <Icon name="clock" />
          {line.lastBackupAt ? `${formatAge(line.lastBackupAt, Date.now())}备份` : '尚未备份'}
        </a>
      </Tooltip>
      <span className={low ? 'qp-status-warning' : undefined}>
        <Icon name="disk" />
        磁盘剩余 {formatBytes(line.diskFreeBytes)}
      </span>
    </>
  );
}

function RunningTask() {
  const task = useRunningTask();
  if (!task) return null;
  if (task.kind === 'document') {
    return (
      <span className="qp-status-task">
        <Icon name="file" />
        正在制作文书
      </span>
    );
  }
  if (task.kind === 'pages') {
    return (
      <a className="qp-status-task" href={formatHash(['crosscheck'])}>
        <Icon name="copy" />
        正在比对页面
      </a>
    );
  }
  if (task.kind === 'check' || task.kind === 'erase') {
    return (
      <span className="qp-status-task">
        <Icon name="check" />
        {task.kind === 'check' ? '正在核验审核记录' : '正在清除案卷'}
      </span>
    );
  }
  return (
    <a className="qp-status-task" href={formatHash(['exchange', task.kind])}>
      <Icon name={task.kind} />
      {task.kind === 'import' ? '正在导入' : '正在导出'} {progressShare(task.progress)}%
    </a>
  );
}
