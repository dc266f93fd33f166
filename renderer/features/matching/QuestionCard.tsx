import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { FormFact, MatchAnswer, MatchQuestion } from '#shared/api/matching.ts';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { isComposing } from '../../commands/composition.ts';
import { MATCHING_COMMANDS } from './commands.ts';
import { type Draft, toWire } from './drafts.ts';
import { FactControl } from './FactControl.tsx';
import { answer, ask, askSkippedAgain, skip, useMatching } from './matchingMemory.ts';

interface Props {
  facts: ReadonlyMap<string, FormFact>;
  answerSoFar: MatchAnswer;
}

/** The missing fact that settles most, one after the other, like an interview. */
export function QuestionCard({ facts, answerSoFar }: Props) {
  const { chosen, drafts, skipped } = useMatching();
  const card = useRef<HTMLElement>(null);
  const askable = answerSoFar.questions.filter(({ key }) => facts.has(key));
  const open = askable.filter(({ key }) => !skipped.includes(key) && drafts[key] === undefined);
  const picked = chosen === null ? undefined : askable.find(({ key }) => key === chosen);
  const question = picked ?? open[0];
  const toFirst = () =>
    card.current?.querySelector<HTMLElement>('.qp-match-question-control :is(input, button)')?.focus();
  useCommands([{ ...MATCHING_COMMANDS.question, run: toFirst, enabledWhen: () => question !== undefined }]);
  if (question === undefined) {
    if (skipped.length === 0) return null;
    return (
      <section className="qp-card qp-match-question" aria-label="下一个最有用的问题">
        <p>其余 {skipped.length} 个问题都已跳过。</p>
        <Button onClick={askSkippedAgain}>再问一遍</Button>
      </section>
    );
  }
  return (
    <section ref={card} className="qp-card qp-match-question" aria-label="下一个最有用的问题">
      <div className="qp-card-head">
        <h2>{picked ? '选定的问题' : '下一个最有用的问题'}</h2>
        <span className="qp-faint">还有 {open.length} 个</span>
      </div>
      <Ask key={question.key} fact={facts.get(question.key)!} question={question} value={drafts[question.key]} />
      {picked && (
        <Button type="link" size="small" onClick={() => ask(null)}>
          回到最有用的问题
        </Button>
      )}
    </section>
  );
}

function effect({ settles, narrows, amounts }: MatchQuestion): string {
  const parts = [
    settles.length > 0 ? `答案可能直接确定 ${settles.length} 个项目` : '',
    narrows.length > 0 ? `共涉及 ${narrows.length} 个待定项目` : '',
    amounts.length > 0 ? `影响 ${amounts.length} 个项目的金额` : '',
  ];
  return parts.filter((part) => part !== '').join('，');
}

/** A row with nothing in it says nothing yet. */
function isAnswer(fact: FormFact, draft: Draft | undefined): draft is Draft {
  const value = toWire(fact, draft);
  if (!Array.isArray(value)) return value !== undefined;
  return value.every((one) => typeof one !== 'object' || Object.keys(one).length > 0);
}

/** Yes, no, a choice and “none” are an answer at once; what is typed is one when it is confirmed. */
function Ask({ fact, question, value }: { fact: FormFact; question: MatchQuestion; value: Draft | undefined }) {
  const [draft, setDraft] = useState<Draft | undefined>(value);
  const atOnce = fact.type === 'boolean' || fact.type === 'enum';
  const change = (next: Draft | undefined) => {
    const none = Array.isArray(next) && next.length === 0;
    if (next !== undefined && (atOnce || none)) answer(fact.key, next);
    else setDraft(next);
  };
  const ready = isAnswer(fact, draft);
  const confirm = () => {
    if (ready) answer(fact.key, draft);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && isComposing(event.nativeEvent)) event.preventDefault();
      }}
    >
      <p className="qp-match-question-text">{fact.label}</p>
      {fact.note && <p className="qp-hint">{fact.note}</p>}
      <div className="qp-match-question-control">
        <FactControl fact={fact} value={draft} onChange={change} problem={false} />
      </div>
      <p className="qp-faint" title={[...new Set([...question.settles, ...question.narrows])].join('、')}>
        {effect(question)}
      </p>
      <div className="qp-match-question-acts">
        {!atOnce && (
          <Button type="primary" htmlType="submit" disabled={!ready}>
            记下
          </Button>
        )}
        <Button onClick={() => skip(fact.key)}>跳过</Button>
      </div>
    </form>
  );
}
