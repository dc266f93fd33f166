import { useEffect, useMemo, useState } from 'react';
import type { SavedView } from '#shared/api/settings.ts';
import { useRead } from '../../app/data.ts';
import { recall, remember } from '../../app/memory.ts';
import { useLocation, useSetQuery } from '../../app/router.ts';
import { CaseQueue } from './CaseQueue.tsx';
import { FilterBar } from './FilterBar.tsx';
import { type CaseView, formatView, parseView } from './filter.ts';
import { setSearchText, useSearchText } from './queueMemory.ts';
import { ViewTabs } from './ViewTabs.tsx';
import './cases.css';

const MEMORY = 'queue';

function remembered(): Record<string, string> {
  const stored = recall(MEMORY);
  return typeof stored === 'object' && stored !== null ? (stored as Record<string, string>) : {};
}

/** The case queue. Filter and order live in the address; coming back without one restores the last. */
export function CasesPage() {
  const { query } = useLocation();
  const setQuery = useSetQuery();
  const text = useSearchText();
  const fresh = Object.keys(query).length === 0;
  const view = useMemo(() => parseView(fresh ? remembered() : query), [query, fresh]);
  useEffect(() => {
    if (fresh) setQuery(formatView(view));
    else remember(MEMORY, formatView(view));
  }, [fresh, view, setQuery]);
  const [preview, setPreview] = useState(() => recall('preview') !== false);
  const home = useRead('cases', 'home', {});
  const change = (next: Partial<CaseView>) => setQuery(formatView({ ...view, ...next }));
  const filter = useMemo(() => (text ? { ...view.filter, text } : view.filter), [view.filter, text]);
  const openView = ({ filter: { text: words, ...kept }, sort }: SavedView) => {
    setSearchText(words ?? '');
    change({ filter: kept, sort });
  };
  const togglePreview = () => {
    remember('preview', !preview);
    setPreview(!preview);
  };
  return (
    <div className="qp-cases">
      <ViewTabs
        list={{ filter, sort: view.sort }}
        home={home.data}
        onChange={(next) => change({ filter: next })}
        onOpen={openView}
      />
      <FilterBar filter={view.filter} onChange={(next) => change({ filter: next })} />
      <CaseQueue
        filter={filter}
        sort={view.sort}
        empty={home.data?.total === 0}
        preview={preview}
        onPreview={togglePreview}
        onSort={(sort) => change({ sort })}
        onClear={() => change({ filter: {} })}
      />
    </div>
  );
}
