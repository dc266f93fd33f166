import { useState } from 'react';
import type { SavedView } from '#shared/api/settings.ts';
import { useRead, useSetPreferences } from '../../app/data.ts';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { Home } from '../home/HomePage.tsx';
import { CASE_COMMANDS } from './commands.ts';
import { type CaseView, NAMED_VIEWS, type NamedView, namedViewOf, sameList, turnTo } from './filter.ts';
import type { WorkList } from './queueMemory.ts';
import { SaveView } from './SaveView.tsx';

interface Props {
  /** What is on screen, search text included. */
  list: WorkList;
  home: Home | undefined;
  onChange: (filter: CaseView['filter']) => void;
  onOpen: (view: SavedView) => void;
}

function countOf(view: NamedView, home: Home): number {
  if (view.filter.due) return home.due[view.filter.due];
  if (view.filter.state) return home.states[view.filter.state];
  if (view.filter.assignee) return home.mine;
  return view.filter.unreturned ? home.unreturned : home.total;
}

/** Named views with how many cases each holds in all, and the person's own behind them. */
export function ViewTabs({ list, home, onChange, onOpen }: Props) {
  const { text, ...filter } = list.filter;
  const [saving, setSaving] = useState(false);
  const views = useRead('settings', 'preferences', {}).data?.queueViews ?? [];
  const setPreferences = useSetPreferences();
  const own = views.find((view) => sameList(view, list));
  const current = own || text ? undefined : namedViewOf(filter);
  useCommands([{ ...CASE_COMMANDS.saveView, run: () => setSaving(true) }]);
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
      {views.map((view) => (
        <span key={view.name} className="qp-own-view">
          <button type="button" aria-pressed={view === own} onClick={() => onOpen(view)}>
            {view.name}
          </button>
          {view === own && (
            <button
              type="button"
              className="qp-view-drop"
              aria-label={`删除视图“${view.name}”`}
              title="删除这个视图"
              onClick={() => setPreferences({ queueViews: views.filter((other) => other !== view) })}
            >
              <Icon name="close" />
            </button>
          )}
        </span>
      ))}
      {!own && !current && (
        <button type="button" onClick={() => setSaving(true)}>
          <Icon name="plus" /> 保存为视图
        </button>
      )}
      {saving && <SaveView list={list} onClose={() => setSaving(false)} />}
    </fieldset>
  );
}
