import type { ReactNode } from 'react';
import type { TaskView } from '#shared/api/transfer.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';

interface Props {
  task: TaskView;
  refusal: NonNullable<TaskView['refusal']>;
  again: ReactNode;
  onClose: () => void;
}

const ACTS: Record<TaskView['kind'], string> = {
  import: '导入',
  export: '导出',
  document: '制作',
  check: '核验',
  erase: '清除',
  pages: '比对',
};

/** A refused task: what is wrong, which file, what to do; the workspace is as it was. */
export function RefusalPanel({ task, refusal, again, onClose }: Props) {
  const title = `没有${ACTS[task.kind]}“${task.file}”`;
  return (
    <div className="qp-refusal">
      <ErrorPanel title={title} error={refusal} actions={again} onClose={onClose} />
      <p className="qp-faint">工作区里的数据没有变化。</p>
    </div>
  );
}
