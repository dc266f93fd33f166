import { Button } from 'antd';
import { useState } from 'react';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { useAct } from '../../app/data.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { PassphraseInput } from './PassphraseInput.tsx';
import { PersonChoice } from './PersonChoice.tsx';
import { useCountdown } from './useCountdown.ts';
import { useTakeStatus } from './useTakeStatus.ts';

interface Props {
  status: WorkspaceStatus;
  personId: string;
  onPerson: (personId: string) => void;
  onForgotten: () => void;
}

/** The wait a refusal asks for, in milliseconds. */
function waitOf(error: unknown): number {
  if (!(error instanceof Refusal) || error.code !== 'PASSPHRASE_WAIT') return 0;
  return Number(error.details.seconds ?? 0) * 1000;
}

export function UnlockForm({ status, personId, onPerson, onForgotten }: Props) {
  const [passphrase, setPassphrase] = useState('');
  const unlock = useAct('workspace', 'unlock');
  const takeStatus = useTakeStatus();
  const wait = useCountdown(status.retryAfterMs);
  const ready = passphrase !== '' && personId !== '' && wait.seconds === 0 && !unlock.isPending;
  const submit = () => {
    if (!ready) return;
    unlock.mutate(
      { personId, passphrase },
      {
        onSuccess: takeStatus,
        onError: (error) => {
          setPassphrase('');
          wait.start(waitOf(error));
          void takeStatus();
        },
      },
    );
  };
  return (
    <section className="qp-card qp-entry-card" aria-label="解锁工作区">
      <h2>
        <VisibleText text={status.name ?? '工作区'} />
      </h2>
      {status.unit && (
        <p className="qp-faint">
          <VisibleText text={status.unit} />
        </p>
      )}
      <PersonChoice persons={status.persons} value={personId} onChange={onPerson} />
      <div>
        <span className="qp-label">口令</span>
        <PassphraseInput
          label="口令"
          purpose="current-password"
          autoFocus
          value={passphrase}
          disabled={wait.seconds > 0}
          onChange={setPassphrase}
          onEnter={submit}
        />
      </div>
      {status.demoPassphrase && (
        <p className="qp-demo-passphrase">
          演示口令：<code>{status.demoPassphrase}</code>
          <Button size="small" type="link" onClick={() => setPassphrase(status.demoPassphrase ?? '')}>
            填入
          </Button>
        </p>
      )}
      {unlock.error !== null && wait.seconds === 0 && <ErrorPanel title="没有解锁" error={unlock.error} />}
      {wait.seconds > 0 && (
        <p className="qp-wait" role="status">
          口令多次不正确，请在 {wait.seconds} 秒后再试。
        </p>
      )}
      <div className="qp-entry-acts">
        <Button type="primary" size="large" block disabled={!ready} loading={unlock.isPending} onClick={submit}>
          解锁
        </Button>
        <Button type="link" onClick={onForgotten}>
          忘记口令
        </Button>
      </div>
    </section>
  );
}
