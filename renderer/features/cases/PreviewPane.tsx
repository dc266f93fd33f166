import { Button, Tag } from 'antd';
import { memo, useEffect, useState } from 'react';
import type { CaseRow, CaseView } from '#shared/api/cases.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { navigate } from '../../app/router.ts';
import { DueBar } from '../../ui/DueBar.tsx';
import { isSettled } from '../../ui/due.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatBytes, formatTime } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { CaseStateMark } from './CaseStateMark.tsx';
import { PersonFields } from './PersonFields.tsx';
import { PrecheckCounts } from './PrecheckCounts.tsx';
import './preview.css';

const SETTLE_MS = 120;

/** The case one rests on: flying over rows with the arrow keys fetches nothing. */
function useSettledId(caseId: string | null): string | null {
  const [settled, setSettled] = useState(caseId);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(caseId), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [caseId]);
  return settled;
}

interface Props {
  caseId: string | null;
  onHistory: (row: CaseRow) => void;
}

/** The chosen case at a glance; personal fields are masked. Scrolling the list does not draw it again. */
export const PreviewPane = memo(function PreviewPane({ caseId, onHistory }: Props) {
  const settled = useSettledId(caseId);
  const view = useRead('cases', 'get', { caseId: settled ?? '' }, { enabled: settled !== null, keep: true });
  return (
    <aside className="qp-preview" aria-label="案卷预览">
      {view.error ? (
        <ErrorPanel title="没有读到案卷" error={view.error} />
      ) : settled === null || caseId === null ? (
        <p className="qp-faint">选中一件案卷，这里显示它的概要。</p>
      ) : view.data ? (
        <Preview view={view.data} onHistory={onHistory} />
      ) : (
        <Later>正在读取</Later>
      )}
    </aside>
  );
});

function Preview({ view, onHistory }: { view: CaseView; onHistory: Props['onHistory'] }) {
  const { row } = view;
  const begun = row.decided > 0;
  return (
    <>
      <header>
        <h2>{row.number}</h2>
        {row.fictional && <Tag>虚构</Tag>}
        <p>
          {row.programmeName}
          {row.trackName && ` · ${row.trackName}`}
        </p>
      </header>
      <div className="qp-preview-acts">
        <Button type="primary" onClick={() => navigate(['cases', row.caseId])}>
          {row.state === 'new' || row.state === 'reviewing' ? (begun ? '继续审核' : '开始审核') : '查看案卷'}
        </Button>
        <Button icon={<Icon name="history" />} onClick={() => onHistory(row)}>
          办理记录
        </Button>
      </div>
      {view.validity && <p className="qp-preview-warning">{view.validity}</p>}
      <Standing view={view} />
      <People view={view} />
      <Facts view={view} />
      <Files view={view} />
    </>
  );
}

function Standing({ view: { row, receivedOn, signedAt, signedBy } }: { view: CaseView }) {
  return (
    <dl className="qp-preview-facts">
      <dt>状态</dt>
      <dd>
        <CaseStateMark row={row} />
      </dd>
      <dt>截止</dt>
      <dd className="qp-preview-due">
        <DueBar {...row} />
        {!isSettled(row.state) && (
          <span className="qp-faint">
            {row.dueOn} {row.stepName}
          </span>
        )}
      </dd>
      <dt>预检</dt>
      <dd>
        <PrecheckCounts precheck={row.precheck} />
      </dd>
      <dt>区县、步骤</dt>
      <dd>
        {row.districtName} · {row.stepName}
      </dd>
      <dt>经办</dt>
      <dd>{row.assignee ? <VisibleText text={row.assignee.name} /> : '未分派'}</dd>
      <dt>申请、接收</dt>
      <dd>
        {row.appliedOn} · {receivedOn}
      </dd>
      {signedAt && (
        <>
          <dt>签署</dt>
          <dd>
            {signedBy} {formatTime(signedAt)}
          </dd>
        </>
      )}
    </dl>
  );
}

function People({ view }: { view: CaseView }) {
  if (view.fields.length === 0) return null;
  return (
    <section>
      <h3>申请人</h3>
      <dl className="qp-preview-facts">
        <PersonFields view={view} />
      </dl>
    </section>
  );
}

function Facts({ view }: { view: CaseView }) {
  if (view.facts.length === 0) return null;
  return (
    <section>
      <h3>申报情况</h3>
      <dl className="qp-preview-facts">
        {view.facts.map((fact) => (
          <div key={fact.key}>
            <dt>{fact.label}</dt>
            <dd>
              <VisibleText text={fact.value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Files({ view }: { view: CaseView }) {
  return (
    <section>
      <h3>附件 {view.attachments.length} 个</h3>
      <ul className="qp-preview-files">
        {view.attachments.map((file) => (
          <li key={file.attachmentId}>
            <Icon name="file" />
            <span>
              <VisibleText text={file.name} />
              {file.materialName && <span className="qp-faint"> {file.materialName}</span>}
            </span>
            <span className="qp-faint qp-num">{formatBytes(file.bytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
