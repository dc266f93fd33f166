import { Tag } from 'antd';
import type { CaseView } from '#shared/api/cases.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { DueBar } from '../../ui/DueBar.tsx';
import { isSettled } from '../../ui/due.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { PersonFields } from '../cases/PersonFields.tsx';
import { QueueSteps } from '../cases/QueueSteps.tsx';
import { CrossCheckButton } from '../crosscheck/CrossCheckButton.tsx';
import { CaseIndexButton } from '../documents/CaseDocuments.tsx';
import { WorkIcon } from './WorkIcon.tsx';

interface Props {
  view: CaseView;
  showPerson: boolean;
  /** Values read in the documents that are not the declared ones. */
  findings: number;
}

/** Which case this is, for whom, until when. Personal fields open below, masked. */
export function CaseHeader({ view, showPerson, findings }: Props) {
  const { row } = view;
  return (
    <header className="qp-wb-head">
      <div className="qp-wb-head-line">
        <CommandButton id="review.leave" type="text" size="small">
          <WorkIcon name="left" />
        </CommandButton>
        <h1>{row.number}</h1>
        <QueueSteps caseId={row.caseId} />
        {row.fictional && <Tag>虚构</Tag>}
        <span className="qp-wb-applicant">
          <VisibleText text={row.applicant} />
        </span>
        <span className="qp-wb-programme" title={row.programmeName}>
          {row.programmeName}
          {row.trackName && <span className="qp-faint"> · {row.trackName}</span>}
        </span>
        <span className="qp-wb-head-due">{!isSettled(row.state) && <DueBar {...row} />}</span>
        <div className="qp-wb-head-acts">
          <CommandButton
            id="review.facts"
            type="text"
            size="small"
            className={findings > 0 ? 'qp-wb-findings' : undefined}
            icon={<Icon name={findings > 0 ? 'warning' : 'check'} />}
            named
          >
            {findings > 0 ? `核实差异 ${findings} 项` : '情况核实'}
          </CommandButton>
          <CrossCheckButton caseId={row.caseId} />
        </div>
        <div className="qp-wb-head-acts qp-wb-head-quiet">
          {!isSettled(row.state) && <CaseIndexButton caseId={row.caseId} />}
          <CommandButton
            id="review.person"
            type="text"
            size="small"
            icon={<Icon name="person" />}
            aria-expanded={showPerson}
            named
          >
            申请人资料
          </CommandButton>
          <CommandButton id="review.history" type="text" size="small" icon={<Icon name="history" />} named>
            办理记录
          </CommandButton>
        </div>
      </div>
      {view.validity && (
        <p className="qp-wb-validity" role="note">
          <Icon name="warning" />
          {view.validity}
        </p>
      )}
      {view.rulesNotice && (
        <p className="qp-wb-validity" role="note">
          <Icon name="warning" />
          {view.rulesNotice}
        </p>
      )}
      {showPerson && <PersonStrip view={view} />}
    </header>
  );
}

function PersonStrip({ view }: { view: CaseView }) {
  const { appliedOn, districtName, stepName } = view.row;
  return (
    <dl className="qp-wb-person" aria-label="申请人资料">
      <PersonFields view={view} />
      <div>
        <dt>区县、步骤</dt>
        <dd>
          {districtName} · {stepName}
        </dd>
      </div>
      <div>
        <dt>申请、接收</dt>
        <dd>
          {appliedOn} · {view.receivedOn}
        </dd>
      </div>
      {view.facts.map((fact) => (
        <div key={fact.key}>
          <dt>{fact.label}</dt>
          <dd>
            <VisibleText text={fact.value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
