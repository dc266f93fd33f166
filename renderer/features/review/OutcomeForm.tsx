import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Radio, Tag } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Blocker, OutcomeDraft } from '#shared/api/review.ts';
import type { AmountFix } from '#shared/domain/amountFix.ts';
import {
  type BlockerCode,
  DECISION_TITLES,
  DECISIONS,
  type Decision,
  type SupplementList,
} from '#shared/domain/review.ts';
import { useAct } from '../../app/data.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { AmountPart } from './AmountPart.tsx';
import { SignForm } from './SignForm.tsx';
import type { Signature } from './SignSheet.tsx';
import { type SupplementDue, SupplementPart } from './SupplementPart.tsx';
import { VerdictCounts } from './VerdictCounts.tsx';

interface Props {
  caseId: string;
  draft: OutcomeDraft;
  onFile: (name: string) => void;
  onItem: (itemId: string) => void;
  onSigned: (signature: Signature) => void;
}

const SETTLE_MS = 600;
const OF_THE_ITEMS: readonly BlockerCode[] = ['ITEMS_OPEN', 'ITEMS_DOUBT', 'EVIDENCE_MISSING', 'EXCLUSION_OPEN'];

/** Decision, amount and opinion. What somebody changes is saved as they go; an untouched draft is saved only with the signature. */
export function OutcomeForm({ caseId, draft, onFile, onItem, onSigned }: Props) {
  const { mutateAsync, error } = useAct('review', 'setOutcome');
  const [decision, setDecision] = useState<Decision | null>(draft.saved?.decision ?? draft.suggested);
  const [opinion, setOpinion] = useState(draft.opinion);
  /** What was written before it was drafted anew. */
  const [replaced, setReplaced] = useState<string | null>(null);
  const [due, setDue] = useState<SupplementDue>(dueOf(draft.saved?.supplement ?? draft.supplement));
  const [touched, setTouched] = useState(false);
  const cache = useQueryClient();
  const text = opinion.trim();
  const kept =
    draft.saved?.decision === decision && draft.saved?.opinion === text && !isStale(draft) && sameDue(draft, due);
  // what follows from the outcome is known again once it is saved
  const blockers = kept ? draft.blockers : draft.blockers.filter(({ code }) => OF_THE_ITEMS.includes(code));

  const save = async (): Promise<OutcomeDraft> => {
    if (kept || decision === null) return draft;
    const result = { decision, opinion: text, amount: decision === 'recommend' ? draft.amount : null };
    const saved = await mutateAsync({ caseId, result, ...(decision === 'supplement' && { supplementDue: due }) });
    setDue(dueOf(saved.saved?.supplement ?? null));
    cache.setQueryData(['review', 'outcome', { caseId }], saved);
    return saved;
  };
  const fixAmount = async (amountFix: AmountFix | null): Promise<void> => {
    const result = { decision: 'recommend' as const, opinion: text, amount: null };
    const saved = await mutateAsync({ caseId, result, amountFix });
    // an opinion nobody has changed names the new amount
    if (opinion === draft.drafts.recommend) setOpinion(saved.drafts.recommend);
    setTouched(true);
    cache.setQueryData(['review', 'outcome', { caseId }], saved);
  };
  const latest = useRef(save);
  latest.current = save;
  const wanted = touched && !kept && decision !== null && text !== '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timer starts anew with every change
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => void latest.current().catch(() => {}), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [wanted, decision, text, due]);

  return (
    <div className="qp-wb-outcome">
      <VerdictCounts counts={draft.counts} />
      <Concerns draft={draft} blockers={blockers} onFile={onFile} onItem={onItem} />
      <h3>结论</h3>
      <Radio.Group
        aria-label="结论"
        optionType="button"
        buttonStyle="solid"
        value={decision}
        onChange={(event) => {
          const chosen = event.target.value as Decision;
          // an opinion nobody has changed follows the decision
          const drafted = decision === null ? draft.opinion : draft.drafts[decision];
          if (opinion === drafted) setOpinion(draft.drafts[chosen]);
          setDecision(chosen);
          setTouched(true);
        }}
        options={DECISIONS.map((value) => ({ value, label: DECISION_TITLES[value] }))}
      />
      {draft.suggested && <Tag className="qp-wb-suggested">按判定建议：{DECISION_TITLES[draft.suggested]}</Tag>}
      {decision === 'supplement' && (
        <>
          <h3>补正清单</h3>
          <SupplementPart
            list={draft.supplement && { ...draft.supplement, dueOn: due.dueOn }}
            note={draft.supplementNote}
            due={due}
            onDue={(next) => {
              setDue(next);
              setTouched(true);
            }}
          />
        </>
      )}
      <h3>金额</h3>
      {decision !== 'recommend' ? (
        <p className="qp-faint">结论为推荐时核定金额。</p>
      ) : (
        <AmountPart draft={draft} onFix={fixAmount} />
      )}
      <h3 className="qp-wb-opinion-head">
        审核意见
        {decision !== null && draft.saved && opinion !== draft.drafts[decision] && (
          <Button
            type="link"
            size="small"
            onClick={() => {
              setReplaced(opinion);
              setOpinion(draft.drafts[decision]);
              setTouched(true);
            }}
          >
            按现在的判定重新起草
          </Button>
        )}
        {replaced !== null && replaced !== opinion && (
          <Button
            type="link"
            size="small"
            onClick={() => {
              setOpinion(replaced);
              setReplaced(null);
              setTouched(true);
            }}
          >
            恢复重新起草前的意见
          </Button>
        )}
      </h3>
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

/** What is computed has changed since the outcome was saved. */
function isStale({ saved, amount, supplement }: OutcomeDraft): boolean {
  if (saved?.decision === 'recommend') return saved.amount?.totalFen !== amount?.totalFen;
  return saved?.decision === 'supplement' && itemsOf(saved.supplement) !== itemsOf(supplement);
}

const itemsOf = (list: SupplementList | null): string => JSON.stringify(list?.items ?? []);
const dueOf = (list: SupplementList | null): SupplementDue => ({
  workingDays: list?.workingDays ?? null,
  dueOn: list?.dueOn ?? null,
});

function sameDue({ saved }: OutcomeDraft, due: SupplementDue): boolean {
  if (saved?.decision !== 'supplement') return true;
  const { workingDays, dueOn } = dueOf(saved.supplement);
  return workingDays === due.workingDays && dueOn === due.dueOn;
}

interface ConcernProps {
  draft: OutcomeDraft;
  blockers: readonly Blocker[];
  onFile: Props['onFile'];
  onItem: Props['onItem'];
}

function Concerns({ draft, blockers, onFile, onItem }: ConcernProps) {
  return (
    <>
      {blockers.length > 0 && (
        <section className="qp-wb-blockers" aria-label="还不能签署">
          <h3>
            <Icon name="stop" />
            还不能签署
          </h3>
          <ul>
            {blockers.map(({ code, sentence, items: [first] }) => (
              <li key={code}>
                {first === undefined ? (
                  sentence
                ) : (
                  <button type="button" className="qp-wb-link" onClick={() => onItem(first)}>
                    {sentence}
                  </button>
                )}
              </li>
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
