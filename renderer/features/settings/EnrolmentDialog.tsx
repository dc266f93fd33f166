import { Modal, Radio } from 'antd';
import { useState } from 'react';
import type { PersonView } from '#shared/api/workspace.ts';
import { ROLE_TITLES, type Role } from '#shared/domain/person.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

/** Roles a person may ask for; the centre's own certificate is made at the centre. */
const ASKED: readonly Role[] = ['reviewer', 'approver', 'secretary', 'expert', 'inspector'];
const OPTIONS = ASKED.map((role) => ({ value: role, label: ROLE_TITLES[role] }));

/** Writes the request the centre answers with a certificate. The private key stays here. */
export function EnrolmentDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const api = useApi();
  const [role, setRole] = useState<Role>(person.role ?? 'reviewer');
  const [written, setWritten] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const write = async () => {
    setBusy(true);
    setError(null);
    try {
      const suggestedName = `登记申请-${person.name}.json`;
      const { path } = await api.host.saveFile({ purpose: 'enrolment', suggestedName });
      if (path !== null) setWritten((await api.workspace.exportEnrolment({ path, role })).path);
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return (
    <Modal
      open
      title="导出登记申请"
      okText={written ? '完成' : '选择保存位置'}
      cancelText="取消"
      okButtonProps={{ loading: busy }}
      cancelButtonProps={{ style: written === null ? undefined : { display: 'none' } }}
      onOk={() => (written ? onClose() : void write())}
      onCancel={onClose}
    >
      <p>
        申请人：
        <VisibleText text={`${person.name}，${person.unit}`} />
      </p>
      <div className="qp-field">
        <span className="qp-label">申请的身份</span>
        <Radio.Group
          aria-label="申请的身份"
          options={OPTIONS}
          value={role}
          disabled={written !== null}
          onChange={(event) => setRole(event.target.value)}
        />
      </div>
      <p className="qp-faint">申请里只有姓名、单位和公钥。签名用的私钥不会离开本工作区。</p>
      {written && (
        <p role="status">
          已写入 <VisibleText text={written} />
          。请交中心签发证书，收到后在这里装入。
        </p>
      )}
      {error !== null && <ErrorPanel title="没有导出" error={error} />}
    </Modal>
  );
}
