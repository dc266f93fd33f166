import type { ReactNode } from 'react';

interface Props<Case extends { caseId: string }> {
  /** On a sheet for the printer, not on the screen. */
  paper: boolean;
  head: ReactNode;
  cases: readonly Case[];
  row: (entry: Case) => ReactNode;
}

/** Numbered rows, one for each case. */
export function CaseTable<Case extends { caseId: string }>({ paper, head, cases, row }: Props<Case>) {
  const table = (
    <table className={paper ? undefined : 'qp-table'}>
      <thead>
        <tr>
          <th className="qp-num qp-index">序号</th>
          {head}
        </tr>
      </thead>
      <tbody>
        {cases.map((entry, index) => (
          <tr key={entry.caseId}>
            <td className="qp-num">{index + 1}</td>
            {row(entry)}
          </tr>
        ))}
      </tbody>
    </table>
  );
  return paper ? table : <div className="qp-scroll">{table}</div>;
}
