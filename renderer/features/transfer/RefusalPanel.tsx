import type { ReactNode } from 'react';
import type { TaskView } from '#shared/api/transfer.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';

interface Props {
  task: TaskView;
  refusal: NonNullable<TaskView['refusal']>;
  again: ReactNode;
  onClose: () => void;
}

/** A refused bundle: what is wrong, which file, what to do; the workspace is as it was. */
export function RefusalPanel({ task, refusal, again, onClose }: Props) {
  const title = task.kind === 'import' ? `没有导入“${task.file}”` : `没有导出“${task.file}”`;
  return (
    <div className="qp-refusal">
      <ErrorPanel title={title} error={refusal} actions={again} onClose={onClose} />
      <p className="qp-faint">工作区里的数据没有变化。</p>
    </div>
  );
}
