import { useState } from 'react';
import { useAct } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { NewPassphrase } from '../workspace/NewPassphrase.tsx';
import { PassphraseInput } from '../workspace/PassphraseInput.tsx';
import { emptyPassphrase, passphraseProblem } from '../workspace/passphraseDraft.ts';

interface Props {
  personal: readonly string[];
  onClose: () => void;
}

/** Changes the passphrase of the current person. */
export function PassphraseDialog({ personal, onClose }: Props) {
  const report = useReport();
  const [old, setOld] = useState('');
  const [next, setNext] = useState(emptyPassphrase);
  const change = useAct('workspace', 'changePassphrase');
  const problem = old === '' ? '请输入现在的口令。' : passphraseProblem(next, personal);
  const submit = () =>
    change.mutate(
      { old, next: next.passphrase },
      {
        onSuccess: () => {
          report.tell('口令已更换。');
          onClose();
        },
      },
    );
  return (
    <Dialog
      title="更换口令"
      okText="更换"
      okButtonProps={{ disabled: problem !== null, loading: change.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <span className="qp-label">现在的口令</span>
      <PassphraseInput label="现在的口令" purpose="current-password" autoFocus value={old} onChange={setOld} />
      <NewPassphrase value={next} personal={personal} onChange={setNext} />
      {change.error !== null && <ErrorPanel title="没有更换" error={change.error} />}
    </Dialog>
  );
}
