import { memo } from 'react';
import type { CaseFilter } from '#shared/api/cases.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { formatCount } from '../../ui/format.ts';
import { ListDocuments } from '../documents/ListDocuments.tsx';
import { CASE_COMMANDS } from './commands.ts';
import { UndoLine } from './UndoLine.tsx';

interface Props {
  index: number;
  total: number;
  preview: boolean;
  /** What documents over the list are about. */
  filter: CaseFilter;
}

/** Where one stands in the list. */
export const QueueFoot = memo(function QueueFoot({ index, total, preview, filter }: Props) {
  return (
    <footer className="qp-queue-foot">
      <span role="status">{total === 0 ? '0 件' : `第 ${formatCount(index + 1)} 件，共 ${formatCount(total)} 件`}</span>
      <UndoLine />
      {total > 0 && <ListDocuments cases={{ filter }} />}
      <CommandButton id={CASE_COMMANDS.preview.id} type="text" size="small">
        {preview ? '隐藏预览' : '显示预览'}
      </CommandButton>
    </footer>
  );
});
