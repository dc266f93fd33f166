import type { coverageRoute } from '#shared/api/catalogueViews.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { formatHash } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount } from '../../ui/format.ts';
import { CatalogueHead } from './CatalogueHead.tsx';
import { clauseKindTitle, compareClauseKinds } from './clauseWords.ts';
import './catalogue.css';

type Documents = OutputOf<typeof coverageRoute>['documents'];
type Kind = Documents[number]['kinds'][number];

/** How many clauses of the documents the catalogue stands on, by document and kind; what is open can be opened. */
export function CoveragePage() {
  const coverage = useRead('catalogue', 'coverage', {});
  const data = coverage.data;
  return (
    <div className="qp-page">
      <CatalogueHead
        part="coverage"
        note={data && `${formatCount(data.total)} 条中已覆盖 ${formatCount(data.covered)} 条`}
      />
      {coverage.error && <ErrorPanel title="没有读到条款" error={coverage.error} />}
      {!data && !coverage.error && <Later>正在统计</Later>}
      {data && (
        <section className="qp-card" aria-label="条款覆盖情况">
          <p className="qp-faint">条款被目录内容引用，或者列明不产生判断的理由，算已覆盖。点待补条款可以打开。</p>
          <table className="qp-table qp-coverage">
            <thead>
              <tr>
                <th>文件</th>
                <th>性质</th>
                <th className="qp-num">条款</th>
                <th className="qp-num">引用</th>
                <th className="qp-num">列明理由</th>
                <th className="qp-num">覆盖</th>
                <th>待补条款</th>
              </tr>
            </thead>
            {data.documents.map((one) => (
              <DocumentRows key={one.id} document={one} />
            ))}
          </table>
        </section>
      )}
    </div>
  );
}

const percent = (part: number, whole: number): string => (whole === 0 ? '' : `${Math.floor((part / whole) * 100)}%`);

const sumOf = (kinds: readonly Kind[], of: (kind: Kind) => number): number =>
  kinds.reduce((sum, one) => sum + of(one), 0);

function DocumentRows({ document: { id, number, title, kinds } }: { document: Documents[number] }) {
  const clauses = sumOf(kinds, (one) => one.clauses);
  const cited = sumOf(kinds, (one) => one.cited);
  const informational = sumOf(kinds, (one) => one.informational);
  const open = sumOf(kinds, (one) => one.open.length);
  return (
    <tbody>
      <tr className="qp-coverage-document">
        <td>
          <a href={formatHash(['catalogue', 'documents'], { document: id })}>{number ?? title}</a>
          {number && <div className="qp-faint">{title}</div>}
        </td>
        <td>合计</td>
        <td className="qp-num">{formatCount(clauses)}</td>
        <td className="qp-num">{formatCount(cited)}</td>
        <td className="qp-num">{formatCount(informational)}</td>
        <td className="qp-num">{percent(cited + informational, clauses)}</td>
        <td>{open === 0 ? '无' : `${formatCount(open)} 条`}</td>
      </tr>
      {kinds.length > 1 &&
        [...kinds]
          .sort((a, b) => compareClauseKinds(a.kind, b.kind))
          .map((one) => <KindRow key={one.kind} row={one} />)}
      {kinds.length === 1 && open > 0 && <KindRow row={kinds[0]!} />}
    </tbody>
  );
}

/** More than this are counted, not listed. */
const LISTED = 12;

function KindRow({ row: { kind, clauses, cited, informational, open } }: { row: Kind }) {
  return (
    <tr>
      <td />
      <td>{clauseKindTitle(kind)}</td>
      <td className="qp-num">{formatCount(clauses)}</td>
      <td className="qp-num">{formatCount(cited)}</td>
      <td className="qp-num">{formatCount(informational)}</td>
      <td className="qp-num">{percent(cited + informational, clauses)}</td>
      <td className="qp-coverage-open">
        {open.slice(0, LISTED).map((clause) => (
          <a key={clause.id} href={formatHash(['catalogue', 'clause', clause.id])}>
            {clause.label}
          </a>
        ))}
        {open.length > LISTED && <span className="qp-faint">另有 {open.length - LISTED} 条</span>}
      </td>
    </tr>
  );
}
