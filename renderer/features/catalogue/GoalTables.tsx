import type { LedgerGoal } from '#shared/api/catalogueViews.ts';
import { formatHash } from '../../app/router.ts';
import { goalRows, goalYears } from './ledger.ts';

/** The aims of a document as a table: a subject a row, a year a column. */
export function GoalTables({ goals, year }: { goals: readonly LedgerGoal[]; year: number | undefined }) {
  return goals.map((goal) => {
    const years = goalYears(goal, year);
    return (
      <section key={goal.id} className="qp-card" aria-label={goal.title}>
        <h2>{goal.title}</h2>
        {goal.wording && <p>{goal.wording}</p>}
        {goal.aims.length > 0 && (
          <table className="qp-table qp-goals">
            <thead>
              <tr>
                <th>指标</th>
                {years.map((one) => (
                  <th key={one}>{one === null ? '每年或待核' : `${one} 年`}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {goalRows(goal, years).map(({ title, cells }) => (
                <tr key={title}>
                  <td>{title}</td>
                  {cells.map((text, i) => (
                    <td key={years[i]}>{text}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p>
          {goal.cite.map((one) => (
            <a key={one.id} className="qp-ledger-cite" href={formatHash(['catalogue', 'clause', one.id])}>
              {one.label}
            </a>
          ))}
        </p>
      </section>
    );
  });
}
