import { useState } from 'react';
import { useRead, useSetPreferences } from '../../app/data.ts';

export interface Panes {
  percent: number;
  filesCollapsed: boolean;
  move: (percent: number) => void;
  settle: (percent: number) => void;
  toggleFiles: () => void;
}

const USUAL_PERCENT = 60;

/** How the room is shared out; kept in the preferences. */
export function usePanes(): Panes {
  const stored = useRead('settings', 'preferences', {}).data;
  const store = useSetPreferences();
  const [dragged, setDragged] = useState<number | null>(null);
  const collapsed = stored?.filesCollapsed ?? false;
  return {
    percent: dragged ?? stored?.splitPercent ?? USUAL_PERCENT,
    filesCollapsed: collapsed,
    move: setDragged,
    settle(percent) {
      setDragged(null);
      store({ splitPercent: percent });
    },
    toggleFiles: () => store({ filesCollapsed: !collapsed }),
  };
}
