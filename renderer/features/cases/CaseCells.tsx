import type { MouseEvent } from 'react';
import type { CaseRow } from '#shared/api/cases.ts';
import { formatHash } from '../../app/router.ts';
import { DueBar } from '../../ui/DueBar.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { CaseStateMark } from './CaseStateMark.tsx';
import { PrecheckCounts } from './PrecheckCounts.tsx';

interface Props {
  row: CaseRow;
  picked: boolean;
  onPick: (event: MouseEvent) => void;
}

/** The cells of one case. The number is a link, so one click opens the case. */
export function CaseCells({ row, picked, onPick }: Props) {
  return (
    <>
      <td className="qp-col-pick">
        <input
          type="checkbox"
          tabIndex={-1}
          checked={picked}
          readOnly
          aria-label={`选中 ${row.number}`}
          onClick={onPick}
          onDoubleClick={(event) => event.stopPropagation()}
        />
        {row.flagged && <Icon name="flag" className="qp-flag" aria-label="已标记" />}
      </td>
      <td className="qp-col-number">
        <a href={formatHash(['cases', row.caseId])} tabIndex={-1}>
          {row.number}
        </a>
      </td>
      <td className="qp-col-applicant">
        <VisibleText text={row.applicant} />
      </td>
      <td className="qp-col-programme" title={row.programmeName}>
        {row.trackName ?? row.programmeName}
        {row.trackName && <span className="qp-faint"> · {row.programmeName}</span>}
      </td>
      <td className="qp-col-district">{row.districtName}</td>
      <td className="qp-col-step">{row.stepName}</td>
      <td className="qp-col-due">
        <DueBar {...row} />
      </td>
      <td className="qp-col-state">
        <CaseStateMark row={row} />
      </td>
      <td className="qp-col-precheck">
        <PrecheckCounts precheck={row.precheck} />
      </td>
      <td className="qp-col-assignee" title={row.assignee?.name}>
        {row.assignee ? <VisibleText text={row.assignee.name} /> : <span className="qp-faint">未分派</span>}
      </td>
    </>
  );
}
