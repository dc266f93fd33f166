import type { ImportReport } from '#shared/api/transfer.ts';
import { formatHash } from '../../app/router.ts';
import { formatBytes } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { CaseTable } from './CaseTable.tsx';
import { CHANGE_TITLES } from './words.ts';

/** Cases that came with a bundle; those that wait in a parked one cannot be opened yet. */
export function ImportedCases({ report, paper = false }: { report: ImportReport; paper?: boolean }) {
  const { cases, parked, already } = report;
  if (cases.length === 0) return null;
  return (
    <CaseTable
      paper={paper}
      head={
        <>
          <th>编号</th>
          <th>申请人</th>
          <th>项目</th>
          <th className="qp-num">附件</th>
          {!paper && <th className="qp-num">大小</th>}
          <th>结果</th>
        </>
      }
      cases={cases}
      row={({ caseId, number, applicant, programmeName, attachments, bytes, change }) => (
        <>
          <td className="qp-nowrap">
            {paper || parked ? number : <a href={formatHash(['cases', caseId])}>{number}</a>}
          </td>
          <td>
            <VisibleText text={applicant} />
          </td>
          <td>{programmeName}</td>
          <td className="qp-num">{attachments} 个</td>
          {!paper && <td className="qp-num qp-nowrap">{formatBytes(bytes)}</td>}
          <td className="qp-nowrap">{CHANGE_TITLES[already ? 'unchanged' : change]}</td>
        </>
      )}
    />
  );
}
