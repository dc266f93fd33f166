import { Button, Input } from 'antd';
import { useState } from 'react';
import { useAct, useStatus } from '../../app/data.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import type { Signature } from './SignSheet.tsx';

interface Props {
  caseId: string;
  ready: boolean;
  /** The outcome is still on its way to the core. */
  saving: boolean;
  onSigned: (signature: Signature) => void;
}

/** The signature: a deliberate act, so the passphrase is asked again. */
export function SignForm({ caseId, ready, saving, onSigned }: Props) {
  const sign = useAct('review', 'sign');
  const person = useStatus().data?.current;
  const [passphrase, setPassphrase] = useState('');
  const submit = () => {
    sign.mutate({ caseId, passphrase }, { onSuccess: onSigned, onSettled: () => setPassphrase('') });
  };
  return (
    <form
      className="qp-wb-sign"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && passphrase !== '') submit();
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
        <Button type="primary" htmlType="submit" disabled={!ready || passphrase === ''} loading={sign.isPending}>
          签署并锁定
        </Button>
      </div>
      {!ready && <p className="qp-faint">{saving ? '结论正在保存。' : '处理完上面列出的事项后可以签署。'}</p>}
      {sign.error !== null && <ErrorPanel title="没有签署" error={sign.error} />}
    </form>
  );
}
