import { useDeferredValue, useEffect } from 'react';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { useLocation, useSetQuery } from '../../app/router.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatDay } from '../../ui/format.ts';
import { type Browse, filterProgrammes, formatBrowse, type ListedProgramme, parseBrowse } from './browse.ts';
import { CatalogueFilters } from './CatalogueFilters.tsx';
import { CatalogueHead } from './CatalogueHead.tsx';
import { CatalogueSearch } from './CatalogueSearch.tsx';
import { rememberBrowse, useCatalogueText } from './catalogueMemory.ts';
import { ProgrammeTable } from './ProgrammeTable.tsx';
import { SearchResults } from './SearchResults.tsx';
import './catalogue.css';
import './programme.css';

/** The programmes of the catalogue, filtered and grouped; with words in the field what was found of everything. */
export function CataloguePage() {
  const catalogue = useRead('catalogue', 'programmes', {});
  const { query } = useLocation();
  const setQuery = useSetQuery();
  useEffect(() => rememberBrowse(query), [query]);
  const today = formatDay(new Date().toISOString());
  const browse = parseBrowse(query, today);
  const data = catalogue.data;
  const note =
    data && `${new Set(data.programmes.map((one) => one.id)).size} 个项目，目录校验码 ${data.hash.slice(0, 16)}`;
  return (
    <div className="qp-page">
      <CatalogueHead part="" note={note}>
        <CatalogueSearch />
      </CatalogueHead>
      {catalogue.error && <ErrorPanel title="没有读到政策目录" error={catalogue.error} />}
      {!data && !catalogue.error && <Later>正在读取</Later>}
      {data && (
        <>
          <CatalogueFilters
            programmes={data.programmes}
            browse={browse}
            onChange={(next) => setQuery(formatBrowse(next, today))}
            onClear={() => setQuery({})}
          />
          <Listed programmes={data.programmes} browse={browse} />
        </>
      )}
    </div>
  );
}

function Listed({ programmes, browse }: { programmes: readonly ListedProgramme[]; browse: Browse }) {
  const text = useDeferredValue(useCatalogueText().trim());
  const shown = filterProgrammes(programmes, browse);
  if (text !== '') return <Found text={text} shown={shown} browse={browse} />;
  if (shown.length === 0) {
    return <EmptyState title="没有相符的项目">可以清除筛选，或换一个日期。</EmptyState>;
  }
  return <ProgrammeTable programmes={shown} grouping={browse.grouping} on={browse.on} />;
}

/** Programmes that were found pass the filters like the list; tasks, documents and clauses are not filtered. */
function Found({ text, shown, browse }: { text: string; shown: readonly ListedProgramme[]; browse: Browse }) {
  const found = useRead('catalogue', 'search', { text }, { keep: true });
  if (found.error) return <ErrorPanel title="没有查成" error={found.error} />;
  if (!found.data) return <Later>正在查找</Later>;
  const keys = new Set(shown.map((one) => `${one.id} ${one.from}`));
  const narrowed = Object.keys(browse.filters).length > 0 || browse.current;
  const hits = found.data.hits.filter((one) =>
    one.kind === 'programme' ? keys.has(`${one.id} ${one.from}`) : !narrowed,
  );
  const programme = narrowed ? hits.length : found.data.counts.programme;
  return <SearchResults hits={hits} counts={{ ...found.data.counts, programme }} on={browse.on} />;
}
