import { Button, Tag } from 'antd';
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
  onPerson: () => void;
  /** Values read in the documents that are not the declared ones. */
  findings: number;
  onFacts: () => void;
  onHistory: () => void;
}

/** Which case this is, for whom, until when. Personal fields open below, masked. */
export function CaseHeader({ view, showPerson, onPerson, findings, onFacts, onHistory }: Props) {
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
        <Button
          type="text"
          size="small"
          className={findings > 0 ? 'qp-wb-findings' : undefined}
          icon={<Icon name={findings > 0 ? 'warning' : 'check'} />}
          onClick={onFacts}
        >
          {findings > 0 ? `核实差异 ${findings} 项` : '情况核实'}
        </Button>
        <CrossCheckButton caseId={row.caseId} />
        {!isSettled(row.state) && <CaseIndexButton caseId={row.caseId} />}
        <Button type="text" size="small" icon={<Icon name="person" />} aria-expanded={showPerson} onClick={onPerson}>
          申请人资料
        </Button>
        <Button type="text" size="small" icon={<Icon name="history" />} onClick={onHistory}>
          办理记录
        </Button>
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
