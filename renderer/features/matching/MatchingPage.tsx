import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { FormGroup, FormPeriod, MatchAnswer } from '#shared/api/matching.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { useReport } from '../../app/useReport.tsx';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { CasePicker } from './CasePicker.tsx';
import { CombinationCard } from './CombinationCard.tsx';
import { MATCHING_COMMANDS } from './commands.ts';
import { draftsOf, startDay } from './drafts.ts';
import { FactForm } from './FactForm.tsx';
import { MatchingHead } from './MatchingHead.tsx';
import { MatchSheet } from './MatchSheet.tsx';
import { ask, bringBack, clearAll, isEmpty, setDay, startFrom, useMatching } from './matchingMemory.ts';
import { QuestionCard } from './QuestionCard.tsx';
import { ResultColumns } from './ResultColumns.tsx';
import { allFacts, isDay, today, useDay, useMatch } from './useMatch.ts';
import './matching.css';

/** 政策匹配: what an applicant is entitled to, while the facts are being filled in. */
export function MatchingPage() {
  const form = useRead('matching', 'form', {});
  const day = useDay(form.data?.periods);
  const [outside, setOutside] = useState(false);
  const match = useMatch(form.data?.groups, day, outside);
  if (form.error) return <ErrorPanel title="没有读到政策目录" error={form.error} />;
  if (!form.data) return <Later>正在读取</Later>;
  return (
    <div className="qp-match">
      <Acts groups={form.data.groups} result={match.data} />
      <MatchingHead day={day ?? ''} counted={match.data?.programmes.length} />
      <div className="qp-match-body">
        <div className="qp-match-left-pane">
          {match.data && <Question groups={form.data.groups} result={match.data} />}
          <FactForm groups={form.data.groups} problems={match.data?.problems ?? []} />
        </div>
        <div className="qp-match-right-pane">
          {match.error && <ErrorPanel title="没有算出结果" error={match.error} />}
          {match.data && day !== null && isDay(day) && (
            <Result
              result={match.data}
              periods={form.data.periods}
              groups={form.data.groups}
              outside={outside}
              onOutside={() => setOutside(!outside)}
            />
          )}
        </div>
      </div>
    </div>
  );
}

function Question({ groups, result }: { groups: readonly FormGroup[]; result: MatchAnswer }) {
  const facts = useMemo(() => new Map(allFacts(groups).map((fact) => [fact.key, fact])), [groups]);
  return <QuestionCard facts={facts} answerSoFar={result} />;
}

interface ResultProps {
  groups: readonly FormGroup[];
  result: MatchAnswer;
  periods: readonly FormPeriod[];
  outside: boolean;
  onOutside: () => void;
}

function Result({ result, groups, periods, outside, onOutside }: ResultProps) {
  const { target } = useMatching();
  const other = startDay(today(), periods, target);
  const facts = allFacts(groups);
  const labelOf = (key: string) => facts.find((fact) => fact.key === key)?.label ?? key;
  const bad = result.problems.length;
  const choose = (key: string) => {
    ask(key);
    document.querySelector('.qp-match-left-pane')?.scrollTo({ top: 0 });
  };
  return (
    <>
      {bad > 0 && (
        <p className="qp-match-warning" role="alert">
          有 {bad} 项填写不对，未计入：{result.problems.map(({ key, reason }) => `${labelOf(key)}${reason}`).join('；')}
        </p>
      )}
      {result.programmes.length === 0 ? (
        <EmptyState
          title={`${result.on} 没有在有效期内的项目`}
          action={
            other !== result.on && (
              <Button type="primary" onClick={() => setDay(other)}>
                改为 {other}
              </Button>
            )
          }
        >
          可以改申报日期，或改选申报主体。
        </EmptyState>
      ) : (
        <>
          <CombinationCard result={result} />
          <ResultColumns result={result} onAsk={choose} />
        </>
      )}
      <button type="button" className="qp-match-outside" aria-expanded={outside} onClick={onOutside}>
        {outside ? '收起不在有效期的项目' : '查看不在有效期的项目'}
      </button>
      {outside && (
        <ul className="qp-match-lines">
          {result.notInForce.map((one) => (
            <li key={one.id + one.sentence}>
              <span className="qp-match-id">{one.id}</span> {one.name}：{one.sentence}
            </li>
          ))}
          {result.notInForce.length === 0 && <li className="qp-faint">所有项目都在有效期内。</li>}
        </ul>
      )}
    </>
  );
}

const restoreLabel = (memory: ReturnType<typeof useMatching>): string =>
  isEmpty(memory) ? MATCHING_COMMANDS.restore.label : '恢复此前内容';

/** What the commands of this screen do, with the dialogs they open. */
function Acts({ groups, result }: { groups: readonly FormGroup[]; result: MatchAnswer | undefined }) {
  const api = useApi();
  const report = useReport();
  const memory = useMatching();
  const [picking, setPicking] = useState(false);
  const [printing, setPrinting] = useState(false);
  const take = async (caseId: string) => {
    const found = await api.matching.fromCase({ caseId });
    const drafts = draftsOf(allFacts(groups), found.facts);
    const { number, programme, held, appliedOn, target } = found;
    startFrom({ drafts, on: appliedOn, target, fromCase: { caseId, number, programme, held } });
    setPicking(false);
    report.tell(`已从案卷 ${number} 带入 ${Object.keys(drafts).length + held.length} 项情况。`);
  };
  useCommands([
    { ...MATCHING_COMMANDS.fromCase, run: () => setPicking(true) },
    { ...MATCHING_COMMANDS.print, run: () => setPrinting(true), enabledWhen: () => result !== undefined },
    { ...MATCHING_COMMANDS.clear, run: clearAll, enabledWhen: () => !isEmpty(memory) },
    {
      ...MATCHING_COMMANDS.restore,
      label: restoreLabel(memory),
      run: bringBack,
      enabledWhen: () => memory.before !== null,
    },
  ]);
  return (
    <>
      {picking && (
        <CasePicker
          onClose={() => setPicking(false)}
          onChoose={(caseId) => report.guard('没有带入', () => take(caseId))}
        />
      )}
      {printing && result && <MatchSheet facts={allFacts(groups)} result={result} onDone={() => setPrinting(false)} />}
    </>
  );
}
