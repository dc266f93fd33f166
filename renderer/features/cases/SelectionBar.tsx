import { Button, type RefSelectProps, Select } from 'antd';
import { useRef, useState } from 'react';
import type { CaseFilter } from '#shared/api/cases.ts';
import type { BatchAct, BatchView } from '#shared/api/queue.ts';
import { DECISION_TITLES, DECISIONS, type Decision } from '#shared/domain/review.ts';
import { useRead } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { useKeyWords } from '../../commands/CommandKeys.tsx';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { formatCount } from '../../ui/format.ts';
import { ListDocuments } from '../documents/ListDocuments.tsx';
import { AskSecond } from '../second/AskSecond.tsx';
import { BatchDialog } from './BatchDialog.tsx';
import { CASE_COMMANDS } from './commands.ts';
import { batchSelection, countPicked, type Selection } from './selection.ts';

interface Props {
  selection: Selection;
  total: number;
  filter: CaseFilter;
  onClear: () => void;
}

/** What can be done to the picked cases; every act is checked before it is done. */
export function SelectionBar({ selection, total, filter, onClear }: Props) {
  const report = useReport();
  const assignees = useRead('cases', 'facets', {}).data?.assignees ?? [];
  const [act, setAct] = useState<BatchAct | null>(null);
  const assign = useRef<RefSelectProps>(null);
  const outcome = useRef<RefSelectProps>(null);
  const cases = batchSelection(selection, filter);
  const count = countPicked(selection, total);
  const undoKey = useKeyWords(CASE_COMMANDS.undo.id);
  useCommands([
    { ...CASE_COMMANDS.assign, run: () => assign.current?.focus() },
    { ...CASE_COMMANDS.withdraw, run: () => setAct({ kind: 'withdraw' }) },
    { ...CASE_COMMANDS.flag, run: () => setAct({ kind: 'flag', flagged: true }) },
    { ...CASE_COMMANDS.unflag, run: () => setAct({ kind: 'flag', flagged: false }) },
    { ...CASE_COMMANDS.outcome, run: () => outcome.current?.focus() },
  ]);
  const done = (batch: BatchView) => {
    setAct(null);
    onClear();
    report.tell(`已${batch.title} ${formatCount(batch.count)} 件，可以撤销${undoKey}。`);
  };
  const listed = selection.kind === 'all' && selection.except.size > 0 ? null : cases;
  return (
    <div className="qp-pick-bar" role="toolbar" aria-label="所选案卷">
      <strong role="status">已选 {formatCount(count)} 件</strong>
      <Select
        ref={assign}
        size="small"
        aria-label="分派给"
        placeholder="分派给…"
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        options={assignees.map(({ value, label, count: given }) => ({ value, label: `${label}（现有 ${given} 件）` }))}
        onChange={(assignee: string | null) => assignee && setAct({ kind: 'assign', assignee })}
      />
      <CommandButton id={CASE_COMMANDS.withdraw.id} size="small" />
      <CommandButton id={CASE_COMMANDS.flag.id} size="small" />
      <CommandButton id={CASE_COMMANDS.unflag.id} size="small" />
      <Select
        ref={outcome}
        size="small"
        aria-label="批量填写结论"
        placeholder="填写结论…"
        value={null}
        popupMatchSelectWidth={false}
        options={DECISIONS.map((decision) => ({ value: decision, label: DECISION_TITLES[decision] }))}
        onChange={(decision: Decision | null) => decision && setAct({ kind: 'outcome', decision })}
      />
      {listed && <ListDocuments cases={'caseIds' in listed ? listed : { filter: listed.filter }} />}
      {cases && 'caseIds' in cases && cases.caseIds.length <= 1000 && (
        <AskSecond caseIds={cases.caseIds} onAsked={onClear} />
      )}
      <Button type="text" size="small" onClick={onClear}>
        清除选择
      </Button>
      {act && cases && <BatchDialog cases={cases} act={act} onDone={done} onClose={() => setAct(null)} />}
    </div>
  );
}
