import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { OutcomeDraft } from '#shared/api/review.ts';
import { useAct, useStatus } from '../../app/data.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import type { Signature } from './SignSheet.tsx';

interface Props {
  caseId: string;
  /** What is still to be filled in, in a sentence. */
  missing: string | null;
  /** Something listed above keeps the case from being signed. */
  blocked: boolean;
  /** Saves the outcome as it stands and answers what the core makes of it. */
  save: () => Promise<OutcomeDraft>;
  onSigned: (signature: Signature) => void;
}

/** The signature: a deliberate act, so the passphrase is asked again. */
export function SignForm({ caseId, missing, blocked, save, onSigned }: Props) {
  const { mutateAsync } = useAct('review', 'sign');
  const person = useStatus().data?.current;
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error !== null) form.current?.scrollIntoView({ block: 'end' });
  }, [error]);
  const ready = missing === null && !blocked;
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      const { blockers } = await save();
      if (blockers.length === 0) onSigned(await mutateAsync({ caseId, passphrase }));
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
      setPassphrase('');
    }
  };
  return (
    <form
      ref={form}
      className="qp-wb-sign"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && passphrase !== '' && !busy) void submit();
      }}
    >
      <h3>签署</h3>
      <p>
        {person && (
          <>
            签署人：<strong>{person.name}</strong>，{person.unit}。
          </>
        )}
        签署后案卷锁定，如需改动须填写原因重新开启。
      </p>
      {error !== null && <ErrorPanel title="没有签署" error={error} />}
      <div className="qp-wb-sign-line">
        <Input.Password
          aria-label="签署口令"
          placeholder="输入口令签署"
          autoComplete="off"
          value={passphrase}
          maxLength={200}
          disabled={!ready}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        <Button type="primary" htmlType="submit" disabled={!ready || passphrase === ''} loading={busy}>
          签署并锁定
        </Button>
      </div>
      {!ready && <p className="qp-faint">{missing ?? '处理完上面列出的事项后可以签署。'}</p>}
    </form>
  );
}
