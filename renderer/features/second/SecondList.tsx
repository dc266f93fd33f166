import { Button, Tag } from 'antd';
import { useState } from 'react';
import type { SecondRow } from '#shared/api/second.ts';
import { SECOND_STATE_TITLES } from '#shared/domain/secondReview.ts';
import { useAct, useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { formatHash, navigate, useLocation } from '../../app/router.ts';
import { useReport } from '../../app/useReport.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { AdjudicationSheet } from './AdjudicationSheet.tsx';
import { ReleaseDialog } from './ReleaseDialog.tsx';
import { SendBack } from './SendBack.tsx';
import { inTurn, TURN_TITLES, TURNS, type Turn, turnOf } from './turns.ts';

const NONE: Record<Turn, string> = {
  mine: '没有等您领取、继续或重新处理的复核。',
  settle: '没有等您裁定的复核。两人都签署之后，复核员在这里逐项裁定。',
  returned: '没有退回初审的案卷。',
};

/** 待复核: every second review with the one thing the person at work can do with it. */
export function SecondList() {
  const list = useRead('second', 'list', {});
  const turn = turnOf(useLocation().query.turn);
  const [settling, setSettling] = useState<string | null>(null);
  const [releasing, setReleasing] = useState<SecondRow | null>(null);
  if (list.error) return <ErrorPanel title="没有读到复核列表" error={list.error} />;
  if (!list.data) return <Later>正在读取</Later>;
  const all = list.data.rows;
  const rows = inTurn(all, turn);
  if (all.length === 0) {
    return (
      <EmptyState title="没有案卷在复核">
        签署案卷后，在“案卷”里选中它们，点“提请复核”；或在“抽查”里按种子随机抽取。
      </EmptyState>
    );
  }
  return (
    <section className="qp-card qp-second-list" aria-label="复核列表">
      <div className="qp-card-head">
        <nav className="qp-tabs" aria-label="复核的范围">
          {[null, ...TURNS].map((one) => (
            <a
              key={one}
              href={formatHash(['second', 'list'], { turn: one ?? undefined })}
              aria-current={one === turn ? 'page' : undefined}
            >
              {one ? TURN_TITLES[one] : '全部'} {inTurn(all, one).length}
            </a>
          ))}
        </nav>
        <SendBack rows={all} />
      </div>
      {rows.length === 0 && turn && <p className="qp-faint">{NONE[turn]}</p>}
      <div className="qp-scroll" hidden={rows.length === 0}>
        <table className="qp-table">
          <thead>
            <tr>
              <th>案卷</th>
              <th>申报人</th>
              <th>项目</th>
              <th>初审</th>
              <th>复核</th>
              <th>状态</th>
              <th>提请</th>
              <th>办理</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.secondId}
                row={row}
                onSettle={() => setSettling(row.secondId)}
                onRelease={() => setReleasing(row)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {settling && <AdjudicationSheet secondId={settling} onClose={() => setSettling(null)} />}
      {releasing && <ReleaseDialog row={releasing} onClose={() => setReleasing(null)} />}
    </section>
  );
}

function Row({ row, onSettle, onRelease }: { row: SecondRow; onSettle: () => void; onRelease: () => void }) {
  return (
    <tr>
      <td className="qp-nowrap">{row.number}</td>
      <td className="qp-nowrap">
        <VisibleText text={row.applicant} />
      </td>
      <td>{row.programmeName}</td>
      <td className="qp-nowrap">{row.first}</td>
      <td className="qp-nowrap">{row.second ?? '—'}</td>
      <td>
        <span className="qp-second-state">
          {SECOND_STATE_TITLES[row.state]}
          {row.blind && <Tag>盲审</Tag>}
          {row.sampled && <Tag>抽查</Tag>}
        </span>
        {row.returned.map(({ title, reason }) => (
          <p key={title} className="qp-second-returned">
            退回“{title}”：{reason}
          </p>
        ))}
      </td>
      <td className="qp-nowrap">
        {row.askedBy} {formatTime(row.askedAt)}
      </td>
      <td>
        <div className="qp-second-steps">
          <Step row={row} onSettle={onSettle} />
          {row.releasable && (
            <Button size="small" onClick={onRelease}>
              交回或转办
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}

function Step({ row, onSettle }: { row: SecondRow; onSettle: () => void }) {
  const report = useReport();
  const { mutateAsync: take, isPending } = useAct('second', 'take');
  const renewal = useAct('second', 'renew');
  const work = () => navigate(['second', 'work', row.secondId]);
  switch (row.step) {
    case 'take':
      return (
        <Button
          size="small"
          type="primary"
          loading={isPending}
          onClick={() =>
            report.guard('没有领取', async () => {
              await take({ secondId: row.secondId });
              work();
            })
          }
        >
          领取并复核
        </Button>
      );
    case 'work':
      return (
        <Button size="small" type="primary" onClick={work}>
          继续复核
        </Button>
      );
    case 'adjudicate':
      return (
        <Button size="small" type="primary" onClick={onSettle}>
          {row.state === 'asked' ? '复核' : '裁定'}
        </Button>
      );
    case 'renew':
      return (
        <Button
          size="small"
          type="primary"
          loading={renewal.isPending}
          onClick={() =>
            report.guard('没有打开', async () => {
              const { caseId } = await renewal.mutateAsync({ secondId: row.secondId });
              navigate(caseId === row.secondId ? ['second', 'work', caseId] : ['cases', caseId]);
            })
          }
        >
          按新内容核对
        </Button>
      );
    case 'rework':
      return (
        <Button size="small" type="primary" onClick={() => navigate(['cases', row.caseId])}>
          处理退回项目
        </Button>
      );
    case 'done':
      return (
        <Button size="small" onClick={() => navigate(['cases', row.caseId])}>
          查看案卷
        </Button>
      );
    case 'wait':
      return <span className="qp-faint">{row.waiting}</span>;
  }
}
