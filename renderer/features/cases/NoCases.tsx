import { Button } from 'antd';
import { navigate } from '../../app/router.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

/** A workspace no case has come to yet. */
export function NoCases() {
  return (
    <EmptyState
      title="还没有案卷"
      action={
        <Button type="primary" onClick={() => navigate(['exchange', 'import'])}>
          导入交换包
        </Button>
      }
    >
      插入中心下发的 U盘，导入其中的交换包，案卷就会列在这里。
    </EmptyState>
  );
}
