import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { BatchAct, BatchPlan, BatchSelection, BatchView } from '#shared/api/queue.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useAct } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { useKeyWords } from '../../commands/CommandKeys.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount } from '../../ui/format.ts';
import './batch.css';
import { CASE_COMMANDS } from './commands.ts';

interface Props {
  cases: BatchSelection;
  act: BatchAct;
  onDone: (batch: BatchView) => void;
  onClose: () => void;
}

const CONFIRM_ID = 'qp-batch-confirm';
/** After the dialog has taken the focus itself. */
const FOCUS_MS = 80;

/** The check before an act on many cases: how many, which, what becomes of them, what is left out and why. */
export function BatchDialog({ cases, act, onDone, onClose }: Props) {
  const api = useApi();
  const plan = useQuery({
    queryKey: ['queue', 'plan', cases, act],
    queryFn: () => api.queue.plan({ cases, act }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const run = useAct('queue', 'run');
  const confirm = () => {
    if (plan.data && plan.data.count > 0 && !run.isPending) {
      run.mutate({ cases, act, digest: plan.data.digest }, { onSuccess: onDone });
    }
  };
  const ready = plan.data !== undefined && plan.data.count > 0;
  // The button takes the focus once there is something to confirm: Enter goes on, Escape goes back.
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => document.getElementById(CONFIRM_ID)?.focus(), FOCUS_MS);
    return () => clearTimeout(timer);
  }, [ready]);
  const error = run.error ?? plan.error;
  return (
    <Dialog
      title={plan.data ? `${plan.data.title}：核对` : plan.error ? '没有通过核对' : '正在核对'}
      width={640}
      okText={plan.data && plan.data.count > 0 ? `确认办理 ${formatCount(plan.data.count)} 件` : '确认办理'}
      okButtonProps={{ id: CONFIRM_ID, disabled: !plan.data || plan.data.count === 0, loading: run.isPending }}
      onOk={confirm}
      onCancel={onClose}
    >
      {error && <ErrorPanel title="没有办理" error={error} />}
      {plan.data ? <PlanView plan={plan.data} /> : !error && <Later>正在逐件核对</Later>}
    </Dialog>
  );
}

function PlanView({ plan }: { plan: BatchPlan }) {
  const { count, changes, leftOut, leftOutCount, reasons } = plan;
  const undoKey = useKeyWords(CASE_COMMANDS.undo.id);
  return (
    <div className="qp-plan">
      <p role="status">
        将办理 <strong>{formatCount(count)}</strong> 件
        {leftOutCount > 0 && (
          <>
            ，略过 <strong>{formatCount(leftOutCount)}</strong> 件
          </>
        )}
        。办理后可以一次撤销{undoKey}。
      </p>
      {count > 0 && (
        <PlanList
          label="将办理的案卷"
          more={count - changes.length}
          rows={changes.map(({ caseId, number, effect }) => ({ caseId, number, words: effect }))}
        />
      )}
      {leftOutCount > 0 && (
        <>
          <ul className="qp-plan-reasons" aria-label="略过的原因">
            {reasons.slice(0, 6).map(({ reason, count: cases }) => (
              <li key={reason}>
                <span>{reason}</span>
                <span className="qp-num">{formatCount(cases)} 件</span>
              </li>
            ))}
          </ul>
          <PlanList
            label="略过的案卷"
            more={leftOutCount - leftOut.length}
            rows={leftOut.map(({ caseId, number, reason }) => ({ caseId, number, words: reason }))}
          />
        </>
      )}
    </div>
  );
}

interface ListProps {
  label: string;
  more: number;
  rows: { caseId: string; number: string; words: string }[];
}

function PlanList({ label, more, rows }: ListProps) {
  return (
    <section>
      <h3>{label}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keys */}
      <div className="qp-plan-list" tabIndex={0}>
        <table className="qp-table">
          <tbody>
            {rows.map(({ caseId, number, words }) => (
              <tr key={caseId}>
                <td className="qp-nowrap">{number}</td>
                <td>{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {more > 0 && <p className="qp-faint">另有 {formatCount(more)} 件，未逐件列出。</p>}
      </div>
    </section>
  );
}
