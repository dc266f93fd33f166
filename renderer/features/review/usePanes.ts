import { useState } from 'react';
import { useRead, useSetPreferences } from '../../app/data.ts';

/** A line that is dragged: where it stands, and how it is moved. */
export interface Line {
  percent: number;
  move: (percent: number) => void;
  settle: (percent: number) => void;
}

export interface Panes {
  /** An item found to fit makes the next one current. */
  advance: boolean;
  toggleAdvance: () => void;
  filesCollapsed: boolean;
  toggleFiles: () => void;
  /** Two files are shown side by side. */
  sideBySide: boolean;
  setSideBySide: (on: boolean) => void;
  /** Between the document and the checklist. */
  checklistLine: Line;
  /** The same while two files are shown. */
  wideLine: Line;
  /** Between the two files. */
  filesLine: Line;
}

type Measure = 'splitPercent' | 'wideSplitPercent' | 'panesPercent';
const USUAL: Record<Measure, number> = { splitPercent: 60, wideSplitPercent: 72, panesPercent: 50 };

/** How the room is shared out; kept in the preferences. Two files leave no room for the list of files until it is asked for. */
export function usePanes(): Panes {
  const stored = useRead('settings', 'preferences', {}).data;
  const store = useSetPreferences();
  const [dragged, setDragged] = useState<{ measure: Measure; percent: number } | null>(null);
  const [listBeside, setListBeside] = useState(false);
  const advance = stored?.advance ?? false;
  const sideBySide = stored?.sideBySide ?? false;
  const collapsed = sideBySide ? !listBeside : (stored?.filesCollapsed ?? false);
  const line = (measure: Measure): Line => ({
    percent: dragged?.measure === measure ? dragged.percent : (stored?.[measure] ?? USUAL[measure]),
    move: (percent) => setDragged({ measure, percent }),
    settle(percent) {
      setDragged(null);
      store({ [measure]: percent });
    },
  });
  return {
    advance,
    toggleAdvance: () => store({ advance: !advance }),
    filesCollapsed: collapsed,
    toggleFiles: () => (sideBySide ? setListBeside(collapsed) : store({ filesCollapsed: !collapsed })),
    sideBySide,
    setSideBySide: (on) => store({ sideBySide: on }),
    checklistLine: line('splitPercent'),
    wideLine: line('wideSplitPercent'),
    filesLine: line('panesPercent'),
  };
}
