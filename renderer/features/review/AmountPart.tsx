import { Button } from 'antd';
import { useState } from 'react';
import type { OutcomeDraft } from '#shared/api/review.ts';
import type { AmountFix } from '#shared/domain/amountFix.ts';
import { AmountDialog } from './AmountDialog.tsx';
import { AmountTable } from './AmountTable.tsx';

interface Props {
  draft: OutcomeDraft;
  /** Saves what was fixed; `null` goes back to what is computed. */
  onFix: (fix: AmountFix | null) => Promise<unknown>;
}

/** The amount, and what the rules leave to people of it. */
export function AmountPart({ draft: { amount, amountNote, amountOpening }, onFix }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      {amount ? <AmountTable amount={amount} /> : <p>{amountNote}</p>}
      {amountOpening && (
        <div className="qp-wb-acts">
          <Button onClick={() => setAsking(true)}>{amount?.fixed ? '修改核定' : '核定金额和拨付'}</Button>
          {amount?.fixed && <Button onClick={() => void onFix(null).catch(() => {})}>取消核定</Button>}
        </div>
      )}
      {asking && amountOpening && (
        <AmountDialog opening={amountOpening} amount={amount} onFix={onFix} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
