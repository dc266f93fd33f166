import { Button } from 'antd';
import { useRead } from '../../app/data.ts';
import { navigate } from '../../app/router.ts';
import { HashGroups } from '../../ui/HashGroups.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { CaseDocuments } from '../documents/CaseDocuments.tsx';
import type { Signature } from './SignSheet.tsx';

interface Props {
  caseId: string;
  signature: Signature;
  onLeave: () => void;
}

/** After signing: the hash code of what was signed, and what happens next. */
export function SignedPanel({ caseId, signature, onLeave }: Props) {
  const next = useRead('cases', 'next', { caseId });
  const nextId = next.data?.caseId;
  return (
    <div className="qp-wb-outcome">
      <p className="qp-wb-signed">
        <Icon name="check" />
        已签署并锁定，第 {signature.version} 版。
      </p>
      <HashGroups groups={signature.groups} label="审核结果校验码" />
      <CaseDocuments caseId={caseId} />
      <h3>接下来</h3>
      <p>在“交换”里把已签署的案卷导出到 U 盘，送回中心。中心确认收到以前，案卷列在“未回传”里。</p>
      <div className="qp-wb-acts">
        {nextId && (
          <Button type="primary" autoFocus onClick={() => navigate(['cases', nextId])}>
            审核下一件
          </Button>
        )}
        <Button type={nextId ? 'default' : 'primary'} onClick={() => navigate(['exchange', 'export'])}>
          导出审核结果
        </Button>
        <Button onClick={onLeave}>返回案卷列表</Button>
      </div>
    </div>
  );
}
