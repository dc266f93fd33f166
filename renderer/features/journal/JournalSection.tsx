import { Button, Progress } from 'antd';
import { useState } from 'react';
import type { JournalFilter } from '#shared/api/journal.ts';
import type { JournalReport, TaskView } from '#shared/api/transfer.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount, formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { useTransfer } from '../transfer/useTransfer.ts';
import { JournalFilters } from './JournalFilters.tsx';
import { JournalList } from './JournalList.tsx';
import { TakeOut } from './TakeOut.tsx';
import './journal.css';

/** 审核记录: every act in a plain sentence, and the check that nobody changed one. */
export function JournalSection() {
  const [filter, setFilter] = useState<JournalFilter>({});
  return (
    <section className="qp-card qp-journal" aria-label="审核记录">
      <div className="qp-card-head">
        <h2>审核记录</h2>
        <CheckButtons />
      </div>
      <LastCheck />
      <JournalFilters filter={filter} onChange={setFilter} />
      <TakeOut filter={filter} />
      <JournalList key={JSON.stringify(filter)} filter={filter} />
    </section>
  );
}

/** The result of the last check stays known, also after the program was closed. */
function LastCheck() {
  const check = useRead('journal', 'lastCheck', {}).data?.check;
  if (check === undefined) return null;
  if (check === null) return <p className="qp-faint">全部记录还没有核验过。</p>;
  return (
    <p className="qp-faint">
      上次核验 {formatTime(check.at)}，<VisibleText text={check.by} />：{formatCount(check.entries)} 条首尾相接，
      {formatCount(check.signatures)} 次签名成立
      {check.erased > 0 && `，其中 ${formatCount(check.erased)} 条的内容已随案卷清除`}。
    </p>
  );
}

function CheckButtons() {
  const api = useApi();
  const { task, start, startError, cancelling, cancel, dismiss } = useTransfer('check', { fresh: true });
  const running = task?.state === 'running';
  const save = async () => {
    const { path } = await api.host.saveFile({ purpose: 'document', suggestedName: '审核记录链证明.jsonl' });
    if (path !== null) await start(() => api.journal.saveProof({ path }));
  };
  return (
    <>
      <div className="qp-acts">
        <Button disabled={running} onClick={() => void start(() => api.journal.check({}))}>
          核验全部记录
        </Button>
        <Button disabled={running} onClick={() => void save()}>
          导出链证明
        </Button>
      </div>
      {startError !== null && <ErrorPanel title="没有开始核验" error={startError} onClose={dismiss} />}
      {running && <Checking task={task} cancelling={cancelling} onCancel={cancel} />}
      {task?.state === 'cancelled' && <p role="status">已取消核验，没有留下任何改动。</p>}
      {task?.refusal && <ErrorPanel title="核验没有通过" error={task.refusal} onClose={dismiss} />}
      {task?.journalReport && <Found report={task.journalReport} onClose={dismiss} />}
    </>
  );
}

function Checking({ task, cancelling, onCancel }: { task: TaskView; cancelling: boolean; onCancel: () => void }) {
  const { filesDone, filesTotal, phase } = task.progress;
  const percent = filesTotal > 0 ? Math.floor((filesDone / filesTotal) * 100) : 0;
  return (
    <div className="qp-journal-check" role="status">
      <span>
        {phase === 'signature'
          ? '正在核对签名'
          : `正在核对第 ${formatCount(filesDone)} 条，共 ${formatCount(filesTotal)} 条`}
      </span>
      <Progress percent={percent} showInfo={false} strokeLinecap="butt" aria-label="核验进度" />
      <Button disabled={cancelling} onClick={onCancel}>
        {cancelling ? '正在取消' : '取消'}
      </Button>
    </div>
  );
}

function Found({ report, onClose }: { report: JournalReport; onClose: () => void }) {
  const { streams, signatures, checkedAt, file } = report;
  return (
    <div className="qp-journal-found" role="status">
      <p>
        <strong>{file ? `链证明已写入“${file}”。` : '核验通过。'}</strong>
        全部记录首尾相接，没有一条被改动；{formatCount(signatures)} 次锁定的签名都成立。核验时间 {formatTime(checkedAt)}
        。
      </p>
      <table className="qp-table">
        <thead>
          <tr>
            <th scope="col">记录条数</th>
            <th scope="col">其中内容已清除</th>
            <th scope="col">最后一条的校验码</th>
          </tr>
        </thead>
        <tbody>
          {streams.map(({ stream, entries, erased, hash }) => (
            <tr key={stream}>
              <td>{formatCount(entries)}</td>
              <td>{formatCount(erased)}</td>
              <td className="qp-code">{hash.slice(0, 32)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button size="small" onClick={onClose}>
        收起
      </Button>
    </div>
  );
}
