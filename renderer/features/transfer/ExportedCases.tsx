import type { ExportReport } from '#shared/api/transfer.ts';
import { formatHash } from '../../app/router.ts';
import { formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { CaseTable } from './CaseTable.tsx';
import { decisionTitle } from './words.ts';

type ExportedCase = ExportReport['cases'][number] & { signedAt?: string };

/** Cases that go or went back to the centre, with their outcome. */
export function ExportedCases({ cases, paper = false }: { cases: readonly ExportedCase[]; paper?: boolean }) {
  const signed = cases.some(({ signedAt }) => signedAt !== undefined);
  return (
    <CaseTable
      paper={paper}
      head={
        <>
          <th>编号</th>
          <th>申请人</th>
          <th>结论</th>
          {signed && <th>签署时间</th>}
        </>
      }
      cases={cases}
      row={({ caseId, number, applicant, decision, signedAt }) => (
        <>
          <td className="qp-nowrap">{paper ? number : <a href={formatHash(['cases', caseId])}>{number}</a>}</td>
          <td>
            <VisibleText text={applicant} />
          </td>
          <td className="qp-nowrap">{decisionTitle(decision)}</td>
          {signedAt !== undefined && <td className="qp-nowrap">{formatTime(signedAt)}</td>}
        </>
      )}
    />
  );
}
