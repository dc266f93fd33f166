import type { CaseRow } from '#shared/api/cases.ts';
import { CASE_STATE_TITLES, DECISION_TITLES } from '#shared/domain/review.ts';

/** The long titles would push the decision out of the column. */
const SHORT: Partial<Record<CaseRow['state'], string>> = { exported: '已导出', acknowledged: '已确认' };

/** State in words; while reviewing with the progress, once signed with the decision. */
export function CaseStateMark({ row }: { row: CaseRow }) {
  const more = row.decision
    ? DECISION_TITLES[row.decision]
    : row.state === 'reviewing'
      ? `${row.decided}／${row.items}`
      : null;
  return (
    <span className={`qp-state qp-state-${row.state}`} title={CASE_STATE_TITLES[row.state]}>
      {SHORT[row.state] ?? CASE_STATE_TITLES[row.state]}
      {more && <span className="qp-state-more">{more}</span>}
    </span>
  );
}
