import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Radio, Tag } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Blocker, OutcomeDraft } from '#shared/api/review.ts';
import { type BlockerCode, DECISION_TITLES, DECISIONS, type Decision } from '#shared/domain/review.ts';
import { useAct } from '../../app/data.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { AmountTable } from './AmountTable.tsx';
import { SignForm } from './SignForm.tsx';
import type { Signature } from './SignSheet.tsx';
import { VerdictCounts } from './VerdictCounts.tsx';

interface Props {
  caseId: string;
  draft: OutcomeDraft;
  onFile: (name: string) => void;
  onSigned: (signature: Signature) => void;
}

const SETTLE_MS = 600;
const OF_THE_ITEMS: readonly BlockerCode[] = ['ITEMS_OPEN', 'ITEMS_DOUBT', 'EVIDENCE_MISSING', 'EXCLUSION_OPEN'];

/** Decision, amount and opinion. What somebody changes is saved as they go; an untouched draft is saved only with the signature. */
export function OutcomeForm({ caseId, draft, onFile, onSigned }: Props) {
  const { mutateAsync, error } = useAct('review', 'setOutcome');
  const [decision, setDecision] = useState<Decision | null>(draft.saved?.decision ?? draft.suggested);
  const [opinion, setOpinion] = useState(draft.opinion);
  const [touched, setTouched] = useState(false);
  const cache = useQueryClient();
  const text = opinion.trim();
  const kept = draft.saved?.decision === decision && draft.saved?.opinion === text && !staleAmount(draft);
  // what follows from the outcome is known again once it is saved
  const blockers = kept ? draft.blockers : draft.blockers.filter(({ code }) => OF_THE_ITEMS.includes(code));

  const save = async (): Promise<OutcomeDraft> => {
    if (kept || decision === null) return draft;
    const result = { decision, opinion: text, amount: decision === 'recommend' ? draft.amount : null };
    const saved = await mutateAsync({ caseId, result });
    cache.setQueryData(['review', 'outcome', { caseId }], saved);
    return saved;
  };
  const latest = useRef(save);
  latest.current = save;
  const wanted = touched && !kept && decision !== null && text !== '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timer starts anew with every change
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => void latest.current().catch(() => {}), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [wanted, decision, text]);

  return (
    <div className="qp-wb-outcome">
      <VerdictCounts counts={draft.counts} />
      <Concerns draft={draft} blockers={blockers} onFile={onFile} />
      <h3>结论</h3>
      <Radio.Group
        aria-label="结论"
        optionType="button"
        buttonStyle="solid"
        value={decision}
        onChange={(event) => {
          setDecision(event.target.value as Decision);
          setTouched(true);
        }}
        options={DECISIONS.map((value) => ({ value, label: DECISION_TITLES[value] }))}
      />
      {draft.suggested && <Tag className="qp-wb-suggested">按判定建议：{DECISION_TITLES[draft.suggested]}</Tag>}
      <h3>金额</h3>
      {decision !== 'recommend' ? (
        <p className="qp-faint">结论为推荐时核定金额。</p>
      ) : draft.amount ? (
        <AmountTable amount={draft.amount} />
      ) : (
        <p>{draft.amountNote}</p>
      )}
      <h3>审核意见</h3>
      <Input.TextArea
        aria-label="审核意见"
        value={opinion}
        maxLength={8000}
        autoSize={{ minRows: 5, maxRows: 14 }}
        onChange={(event) => {
          setOpinion(event.target.value);
          setTouched(true);
        }}
      />
      {error !== null && <ErrorPanel title="结论没有保存" error={error} />}
      <SignForm
        caseId={caseId}
        missing={decision === null ? '请先选定结论。' : text === '' ? '请先填写审核意见。' : null}
        blocked={blockers.length > 0}
        save={save}
        onSigned={onSigned}
      />
    </div>
  );
}

/** The amount has changed since the outcome was saved. */
function staleAmount({ saved, amount }: OutcomeDraft): boolean {
  return saved?.decision === 'recommend' && saved.amount?.totalFen !== amount?.totalFen;
}

interface ConcernProps {
  draft: OutcomeDraft;
  blockers: readonly Blocker[];
  onFile: Props['onFile'];
}

function Concerns({ draft, blockers, onFile }: ConcernProps) {
  return (
    <>
      {blockers.length > 0 && (
        <section className="qp-wb-blockers" aria-label="还不能签署">
          <h3>
            <Icon name="stop" />
            还不能签署
          </h3>
          <ul>
            {blockers.map(({ code, sentence }) => (
              <li key={code}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      {draft.warnings.length > 0 && (
        <section className="qp-wb-warnings" aria-label="请留意">
          <h3>
            <Icon name="warning" />
            请留意
          </h3>
          <ul>
            {draft.warnings.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {draft.unopened.length > 0 && (
            <p>
              没有打开过：
              {draft.unopened.map((name) => (
                <Button key={name} type="link" size="small" onClick={() => onFile(name)}>
                  {name}
                </Button>
              ))}
            </p>
          )}
        </section>
      )}
    </>
  );
}
