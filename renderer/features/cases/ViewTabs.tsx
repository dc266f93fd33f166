import { formatCount } from '../../ui/format.ts';
import type { Home } from '../home/HomePage.tsx';
import { type CaseView, NAMED_VIEWS, type NamedView, namedViewOf, turnTo } from './filter.ts';

interface Props {
  filter: CaseView['filter'];
  home: Home | undefined;
  onChange: (filter: CaseView['filter']) => void;
}

function countOf(view: NamedView, home: Home): number {
  if (view.filter.due) return home.due[view.filter.due];
  if (view.filter.state) return home.states[view.filter.state];
  return view.filter.unreturned ? home.unreturned : home.total;
}

/** Named views with how many cases each holds in all. */
export function ViewTabs({ filter, home, onChange }: Props) {
  const current = namedViewOf(filter);
  return (
    <fieldset className="qp-views" aria-label="常用视图">
      {NAMED_VIEWS.map((view) => (
        <button
          key={view.id}
          type="button"
          aria-pressed={view === current}
          onClick={() => onChange(turnTo(view, filter))}
        >
          {view.label}
          {home && <span className="qp-view-count">{formatCount(countOf(view, home))}</span>}
        </button>
      ))}
    </fieldset>
  );
}
