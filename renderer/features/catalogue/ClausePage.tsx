import type { clauseRoute } from '#shared/api/catalogueViews.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { formatHash, navigate } from '../../app/router.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { CatalogueHead } from './CatalogueHead.tsx';
import { CitingList } from './CitingList.tsx';
import { ClauseSourcePane } from './ClauseSourcePane.tsx';
import { clauseKindTitle } from './clauseWords.ts';
import { CLAUSE_COMMANDS } from './commands.ts';
import './catalogue.css';
import './clause.css';

type Answer = OutputOf<typeof clauseRoute>;

/** A clause: what of ours stands on it, its neighbours, and the document's own wording where a pack brought it. */
export function ClausePage({ id }: { id: string }) {
  const clause = useRead('catalogue', 'clause', { id });
  return (
    <div className="qp-page">
      <CatalogueHead part="coverage">
        <CommandButton id={CLAUSE_COMMANDS.previous.id} />
        <CommandButton id={CLAUSE_COMMANDS.next.id} />
      </CatalogueHead>
      {clause.error && <ErrorPanel title="没有读到这个条款" error={clause.error} />}
      {!clause.data && !clause.error && <Later>正在读取</Later>}
      {clause.data && <ClauseView clause={clause.data} />}
    </div>
  );
}

/** Within one document its number need not be said again at every clause. */
const withoutNumber = (label: string, number: string | null): string =>
  number !== null && label.startsWith(`${number} `) ? label.slice(number.length + 1) : label;

function ClauseView({ clause }: { clause: Answer }) {
  const { document, label, kind, id, citing, around, previous, next, source } = clause;
  const go = (to: Answer['next']) => to !== null && navigate(['catalogue', 'clause', to.id]);
  useCommands([
    { ...CLAUSE_COMMANDS.next, run: () => go(next), enabledWhen: () => next !== null },
    { ...CLAUSE_COMMANDS.previous, run: () => go(previous), enabledWhen: () => previous !== null },
  ]);
  return (
    <>
      <section className="qp-card" aria-label="条款">
        <h2>{label}</h2>
        <dl className="qp-facts">
          <dt>文件</dt>
          <dd>
            <a href={formatHash(['catalogue', 'documents'], { document: document.id })}>{document.title}</a>
            <div className="qp-faint">
              {document.number && `${document.number}，`}
              {document.from} 至 {document.to ?? '长期'}
            </div>
          </dd>
          <dt>条款编号</dt>
          <dd>
            <code>{id}</code>
          </dd>
          <dt>性质</dt>
          <dd>{clauseKindTitle(kind)}</dd>
        </dl>
      </section>
      <div className={source === null ? 'qp-clause-columns' : 'qp-clause-columns qp-clause-with-source'}>
        <nav className="qp-card qp-clause-around" aria-label="前后条款">
          <h2>前后条款</h2>
          <ol>
            {around.map((one) => (
              <li key={one.id}>
                <a href={formatHash(['catalogue', 'clause', one.id])} aria-current={one.id === id ? 'true' : undefined}>
                  {withoutNumber(one.label, document.number)}
                  <span>{one.citing === 0 ? '' : `${one.citing} 处`}</span>
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <div className="qp-clause-main">
          <CitingList citing={citing} />
          <ClauseSourcePane source={source} />
        </div>
      </div>
    </>
  );
}
