import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';
import { NewPassphrase } from '../workspace/NewPassphrase.tsx';
import { emptyPassphrase, passphraseProblem } from '../workspace/passphraseDraft.ts';

/** A further person in this workspace, with a key and a passphrase of their own. */
export function AddPersonDialog({ unit: ownUnit, onClose }: { unit: string; onClose: () => void }) {
  const report = useReport();
  const [name, setName] = useState('');
  const [unit, setUnit] = useState(ownUnit);
  const [passphrase, setPassphrase] = useState(emptyPassphrase);
  const add = useAct('workspace', 'addPerson');
  const personal = [name.trim(), unit.trim()].filter(Boolean);
  const ready = name.trim() !== '' && unit.trim() !== '' && passphraseProblem(passphrase, personal) === null;
  const submit = () =>
    add.mutate(
      { name: name.trim(), unit: unit.trim(), passphrase: passphrase.passphrase },
      {
        onSuccess: (person) => {
          report.tell(`已添加${person.name}。`);
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title="添加人员"
      okText="添加"
      cancelText="取消"
      okButtonProps={{ disabled: !ready, loading: add.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p className="qp-faint">请由本人输入口令。添加后由本人解锁，再导出登记申请交中心签发证书。</p>
      <Field label="姓名">
        <Input autoFocus value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="单位">
        <Input value={unit} maxLength={120} onChange={(event) => setUnit(event.target.value)} />
      </Field>
      <NewPassphrase value={passphrase} personal={personal} onChange={setPassphrase} />
      {add.error !== null && <ErrorPanel title="没有添加" error={add.error} />}
    </Modal>
  );
}
