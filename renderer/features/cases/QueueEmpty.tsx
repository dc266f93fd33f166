import { Button } from 'antd';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { NoCases } from './NoCases.tsx';
import { setSearchText, useSearchText } from './queueMemory.ts';

/** Nothing to list: either nothing was imported yet, or the filter leaves nothing. */
export function QueueEmpty({ none, onClear }: { none: boolean; onClear: () => void }) {
  const text = useSearchText();
  if (none) return <NoCases />;
  const clear = () => {
    setSearchText('');
    onClear();
  };
  return (
    <EmptyState title="没有相符的案卷" action={<Button onClick={clear}>清除筛选</Button>}>
      {text ? `没有找到“${text}”。可以换个写法，或输入姓名的拼音。` : '当前筛选条件下没有案卷。'}
    </EmptyState>
  );
}
