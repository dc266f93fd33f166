import type { CaseRow } from '#shared/api/cases.ts';
import { formatHash } from '../../app/router.ts';
import { DueBar } from '../../ui/DueBar.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { CaseStateMark } from './CaseStateMark.tsx';
import { PrecheckCounts } from './PrecheckCounts.tsx';

/** The cells of one case. The number is a link, so one click opens the case. */
export function CaseCells({ row }: { row: CaseRow }) {
  return (
    <>
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
        <DueBar due={row.due} daysLeft={row.daysLeft} dueOn={row.dueOn} state={row.state} />
      </td>
      <td className="qp-col-state">
        <CaseStateMark row={row} />
      </td>
      <td className="qp-col-precheck">
        <PrecheckCounts precheck={row.precheck} />
      </td>
    </>
  );
}
