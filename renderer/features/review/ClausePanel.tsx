import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { formatHash } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { RuleLines } from '../catalogue/RuleLines.tsx';
import '../catalogue/programme.css';

/** What the clauses behind the item say in our own words, and what else stands on them. */
export function ClausePanel({ caseId, itemId, programme }: { caseId: string; itemId: string; programme: string }) {
  const { data, error } = useRead('review', 'clauses', { caseId, itemId });
  if (error) return <ErrorPanel title="没有读到条款" error={error} />;
  if (!data) return <Later>正在读取条款</Later>;
  return (
    <section className="qp-wb-clauses" aria-label="条款内容">
      <p className="qp-faint">
        {data.document} 第 {data.rule} 条，<a href={formatHash(['catalogue', programme])}>{data.programme}</a>
      </p>
      {data.lines.length === 0 ? <p>这一项由程序核对，没有对应的条款。</p> : <RuleLines lines={data.lines} />}
      {data.related.length > 0 && (
        <details>
          <summary>同一条款的其他规定（{data.related.length} 处）</summary>
          <ul>
            {data.related.map(({ section, line }) => (
              <li key={`${section}${line.number}`}>
                <span className="qp-faint">{section}</span> {line.text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
