import { useEffect, useRef } from 'react';
import type { TaskView } from '#shared/api/catalogueViews.ts';
import { formatHash } from '../../app/router.ts';
import { ofYear } from './ledger.ts';
import { onRowKeys } from './rowKeys.ts';

interface Props {
  tasks: readonly TaskView[];
  /** Shows the aims of this year only. */
  year: number | undefined;
  on: string;
  /** The task an address names. */
  chosen: string | undefined;
}

export function LedgerTable({ tasks, year, on, chosen }: Props) {
  const row = useRef<HTMLTableRowElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls to the task when the address names another one
  useEffect(() => {
    row.current?.scrollIntoView({ block: 'center' });
  }, [chosen]);
  return (
    <section className="qp-card" aria-label="任务">
      <table className="qp-table qp-ledger" onKeyDown={onRowKeys}>
        <thead>
          <tr>
            <th className="qp-num">序号</th>
            <th>任务</th>
            <th>单位</th>
            <th>时限</th>
            <th>{year === undefined ? '年度目标' : `${year} 年目标`}</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((one) => (
            <tr key={one.id} ref={one.id === chosen ? row : undefined} data-chosen={one.id === chosen}>
              <td className="qp-num">{one.number}</td>
              <td>
                <TaskWords task={one} />
              </td>
              <td>
                <Units label="牵头" units={one.leadUnits} />
                <Units label="责任" units={one.responsibleUnits} />
              </td>
              <td>
                <Due task={one} on={on} />
              </td>
              <td>
                <Aims task={one} year={year} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TaskWords({ task }: { task: TaskView }) {
  const [clause, ...others] = task.cite;
  return (
    <>
      {clause && (
        <a data-row href={formatHash(['catalogue', 'clause', clause.id])}>
          <strong>{task.title}</strong>
        </a>
      )}
      {task.wording && <p>{task.wording}</p>}
      <p className="qp-faint">
        {task.source}　{task.measure}
      </p>
      {others.map((one) => (
        <a key={one.id} className="qp-ledger-cite" href={formatHash(['catalogue', 'clause', one.id])}>
          {one.label}
        </a>
      ))}
      {task.benefits.map((one) => (
        <p key={one.title}>
          支持：
          {one.programme === null ? one.title : <a href={formatHash(['catalogue', one.programme])}>{one.title}</a>}
          <span className="qp-faint">（{one.who}）</span>
        </p>
      ))}
    </>
  );
}

function Units({ label, units }: { label: string; units: readonly string[] }) {
  if (units.length === 0) return null;
  return (
    <p>
      <span className="qp-faint">{label}　</span>
      {units.join('、')}
    </p>
  );
}

const DAY_MS = 86_400_000;

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

function dueWords({ state, day }: TaskView, on: string): string {
  if (state === 'past') return `期限已过 ${daysBetween(day!, on)} 天`;
  if (state === 'open') return day === null ? '持续实施' : `持续实施，${day} 的节点已过`;
  return day === on ? '今天到期' : `还有 ${daysBetween(on, day!)} 天`;
}

function Due({ task, on }: { task: TaskView; on: string }) {
  return (
    <>
      <p>{task.due}</p>
      <p className={`qp-task-${task.state}`}>{dueWords(task, on)}</p>
    </>
  );
}

/** Subjects with a figure a year, then what is to be done without one. */
function Aims({ task, year }: { task: TaskView; year: number | undefined }) {
  const aims = Map.groupBy(ofYear(task.aims, year), (one) => one.title);
  const doubts = new Set(ofYear(task.aims, year).flatMap((one) => one.doubt ?? []));
  return (
    <>
      {[...aims].map(([title, list]) => (
        <p key={title}>
          <strong>{title}</strong>　{list.map((one) => one.text).join('；')}
        </p>
      ))}
      {ofYear(task.steps, year).map((one) => (
        <p key={`${one.year}${one.text}`}>
          {one.year !== null && <strong>{one.year} 年　</strong>}
          {one.text}
        </p>
      ))}
      {[...doubts].map((doubt) => (
        <p key={doubt} className="qp-faint">
          注：{doubt}
        </p>
      ))}
    </>
  );
}
