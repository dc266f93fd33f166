import { memo } from 'react';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { formatCount } from '../../ui/format.ts';
import { CASE_COMMANDS } from './commands.ts';

interface Props {
  index: number;
  total: number;
  preview: boolean;
}

/** Where one stands in the list. */
export const QueueFoot = memo(function QueueFoot({ index, total, preview }: Props) {
  return (
    <footer className="qp-queue-foot">
      <span role="status">{total === 0 ? '0 件' : `第 ${formatCount(index + 1)} 件，共 ${formatCount(total)} 件`}</span>
      <CommandButton id={CASE_COMMANDS.preview.id} type="text" size="small">
        {preview ? '隐藏预览' : '显示预览'}
      </CommandButton>
    </footer>
  );
});
