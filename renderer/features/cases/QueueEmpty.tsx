import { Button } from 'antd';
import { navigate } from '../../app/router.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { setSearchText, useSearchText } from './queueMemory.ts';

/** Nothing to list: either nothing was imported yet, or the filter leaves nothing. */
export function QueueEmpty({ none, onClear }: { none: boolean; onClear: () => void }) {
  const text = useSearchText();
  if (none) {
    return (
      <EmptyState
        title="还没有案卷"
        action={
          <Button type="primary" onClick={() => navigate(['exchange', 'import'])}>
            导入交换包
          </Button>
        }
      >
        导入中心下发的交换包后，案卷会列在这里。
      </EmptyState>
    );
  }
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
