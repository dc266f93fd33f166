import { Button } from 'antd';
import { useState } from 'react';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useAct } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { NewPassphrase } from './NewPassphrase.tsx';
import { PassphraseInput } from './PassphraseInput.tsx';
import { PersonChoice } from './PersonChoice.tsx';
import { emptyPassphrase, passphraseProblem } from './passphraseDraft.ts';
import { useTakeStatus } from './useTakeStatus.ts';

interface Props {
  status: WorkspaceStatus;
  personId: string;
  onPerson: (personId: string) => void;
  onLeave: () => void;
}

/** A forgotten passphrase: a new one and the request out, the centre's answer in. Data stays as it is. */
export function RecoveryCard({ status, personId, onPerson, onLeave }: Props) {
  return (
    <section className="qp-card qp-entry-card" aria-label="恢复口令">
      <h2>由中心恢复口令</h2>
      {status.recoveryAvailable ? (
        <>
          <p>案卷和审核记录不受影响。请按顺序办理：</p>
          <PersonChoice persons={status.persons} value={personId} onChange={onPerson} />
          <RequestStep personId={personId} />
          <AnswerStep personId={personId} />
        </>
      ) : (
        <p>
          本工作区没有登记中心的恢复公钥，中心无法代为恢复。请再回想口令。若记得做备份时的口令，可以在下面打开备份文件夹，从那里继续。
        </p>
      )}
      <Button type="link" onClick={onLeave}>
        返回解锁
      </Button>
    </section>
  );
}

function RequestStep({ personId }: { personId: string }) {
  const api = useApi();
  const [next, setNext] = useState(emptyPassphrase);
  const [written, setWritten] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const ready = personId !== '' && passphraseProblem(next) === null;
  const write = async () => {
    setError(null);
    const { passphrase } = next;
    try {
      const { path } = await api.host.saveFile({ purpose: 'recovery', suggestedName: '泉评恢复申请.json' });
      if (path === null) return;
      setWritten((await api.workspace.exportRecoveryRequest({ personId, path, passphrase })).path);
      setNext(emptyPassphrase);
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <div className="qp-step">
      <h3 className="qp-step-title">一、设新口令，导出恢复申请，交给中心</h3>
      <p>请记住这个新口令：装入中心的答复时还要输入它。忘记了就重新导出一份申请。</p>
      <NewPassphrase value={next} onChange={setNext} />
      <Button icon={<Icon name="export" />} disabled={!ready} onClick={() => void write()}>
        导出恢复申请
      </Button>
      {written && (
        <p role="status">
          已写入 <VisibleText text={written} />
        </p>
      )}
      {error !== null && <ErrorPanel title="没有导出" error={error} />}
    </div>
  );
}

function AnswerStep({ personId }: { personId: string }) {
  const api = useApi();
  const takeStatus = useTakeStatus();
  const report = useReport();
  const [answer, setAnswer] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const apply = useAct('workspace', 'applyRecoveryAnswer');
  const choose = async () => {
    const { path } = await api.host.openFile({ purpose: 'recovery' });
    if (path !== null) setAnswer(path);
  };
  const ready = personId !== '' && answer !== null && passphrase !== '';
  const send = () => {
    if (ready) apply.mutate({ personId, path: answer, passphrase }, { onSuccess: takeStatus });
  };
  return (
    <div className="qp-step">
      <h3 className="qp-step-title">二、装入中心的答复</h3>
      <Button icon={<Icon name="import" />} onClick={() => report.guard('没有选定文件', choose)}>
        选择中心的答复
      </Button>
      {answer && (
        <>
          <p>
            <VisibleText text={answer} />
          </p>
          <span className="qp-label">导出申请时设的新口令</span>
          <PassphraseInput
            label="导出申请时设的新口令"
            purpose="current-password"
            value={passphrase}
            onChange={setPassphrase}
            onEnter={send}
          />
          <Button type="primary" disabled={!ready} loading={apply.isPending} onClick={send}>
            恢复并打开
          </Button>
        </>
      )}
      {apply.error !== null && <ErrorPanel title="没有恢复" error={apply.error} />}
    </div>
  );
}
