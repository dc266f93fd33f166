import { Button } from 'antd';
import { navigate } from './router.ts';

/** Keeps invented cases from being taken for real ones. */
export function DemoBanner() {
  return (
    <div className="qp-demo" role="note">
      <strong>演示</strong>
      <span>人员和案卷均为虚构，不能用于真实审核。</span>
      <Button size="small" onClick={() => navigate(['setup'])}>
        新建正式工作区
      </Button>
    </div>
  );
}
