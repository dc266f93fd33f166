import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseView } from '#shared/api/cases.ts';
import type { reviewApi } from '#shared/api/review.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { OutcomeForm } from './OutcomeForm.tsx';
import { SavedOutcome } from './SavedOutcome.tsx';
import { SignedPanel } from './SignedPanel.tsx';

export type Signature = OutputOf<typeof reviewApi.sign>;

interface Props {
  view: CaseView;
  locked: boolean;
  onClose: () => void;
  onFile: (name: string) => void;
  onItem: (itemId: string) => void;
  onLeave: () => void;
}

/** One sheet for the end of a case: what was found, what comes of it, the signature, and what happens next. */
export function SignSheet({ view, locked, onClose, onFile, onItem, onLeave }: Props) {
  const { caseId, number } = view.row;
  const outcome = useRead('review', 'outcome', { caseId });
  const cache = useQueryClient();
  const [signed, setSigned] = useState<Signature | null>(null);
  const onSigned = (signature: Signature) => {
    setSigned(signature);
    void cache.invalidateQueries({ queryKey: ['review'] });
  };
  const title = signed ? '已签署' : locked ? '结论' : '结论与签署';
  return (
    <Sheet title={`${title}　${number}`} size={760} onClose={onClose} className="qp-wb-sheet">
      {outcome.error && <ErrorPanel title="没有读到结论" error={outcome.error} />}
      {!outcome.data && !outcome.error && <Later>正在读取</Later>}
      {signed ? (
        <SignedPanel caseId={caseId} signature={signed} onLeave={onLeave} />
      ) : (
        outcome.data &&
        (locked ? (
          <SavedOutcome draft={outcome.data} />
        ) : (
          <OutcomeForm caseId={caseId} draft={outcome.data} onFile={onFile} onItem={onItem} onSigned={onSigned} />
        ))
      )}
    </Sheet>
  );
}
