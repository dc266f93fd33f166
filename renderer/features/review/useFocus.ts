import { useState } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { Checklist } from '#shared/api/review.ts';
import type { EvidenceView } from '#shared/domain/review.ts';
import { itemOf } from './acts.ts';
import { OUTCOME } from './ChecklistPane.tsx';
import {
  activate,
  activeFirst,
  closePane,
  companionOf,
  fileIn,
  goToFile,
  keepKnown,
  openBeside,
  type PaneId,
  type PaneState,
  showFile,
} from './paneState.ts';
import { standsAt } from './standing.ts';

/** A page of a file of the case. */
export interface PagePlace {
  attachmentId: string;
  page: number;
}

export interface Focus {
  /** The current item's id, or `OUTCOME`. */
  current: string;
  panes: PaneState;
  /** The file of the active pane. */
  fileId: string | undefined;
  /** Evidence, or a page, to be brought into view in the active pane as soon as its file is open. */
  target: EvidenceView | PagePlace | null;
  reached: () => void;
  /** The evidence gone to last, by chip, key or mark. */
  shownEvidence: string | null;
  /** Makes an item current and opens what it rests on, or its likely material. */
  select: (id: string) => void;
  /** Makes an item current without touching the document: a mark of it was clicked. */
  point: (evidence: EvidenceView) => void;
  /** Puts a file into the active pane. */
  showFile: (attachmentId: string) => void;
  /** Goes to the pane that shows the file, or shows it in the active one. */
  goToFile: (attachmentId: string) => void;
  /** The same, at a page. */
  goToPage: (place: PagePlace) => void;
  showEvidence: (evidence: EvidenceView) => void;
  /** The current item's evidence one after the other. */
  nextEvidence: () => void;
  move: (step: 1 | -1) => void;
  nextOpen: () => void;
  moveFile: (step: 1 | -1) => void;
  activate: (pane: PaneId) => void;
  /** Opens a file in the other pane; without one, what goes well with the file on screen. */
  beside: (attachmentId?: string) => void;
  closePane: (pane: PaneId) => void;
}

const firstOpen = (list: Checklist): string => list.items.find((item) => item.verdict === null)?.itemId ?? OUTCOME;

/** The file a case opens with. */
export function firstFile(list: Checklist, files: readonly AttachmentView[]): string | undefined {
  return fileFor(list, firstOpen(list), []) ?? files[0]?.attachmentId;
}

/** What the reviewer looks at: one item of the list and one file, or two side by side. */
export function useFocus(list: Checklist, files: readonly AttachmentView[], sideBySide: boolean): Focus {
  const fileIds = files.map((file) => file.attachmentId);
  const [current, setCurrent] = useState(() => firstOpen(list));
  const likely = itemOf(list, current)?.likely ?? [];
  const [state, setPanes] = useState<PaneState>(() => {
    const main = firstFile(list, files);
    return { main, side: (sideBySide && companionOf(main, likely, fileIds)) || null, active: 'main' };
  });
  const [target, setTarget] = useState<EvidenceView | PagePlace | null>(
    () => itemOf(list, current)?.evidence[0] ?? null,
  );
  const [shown, setShown] = useState<string | null>(null);
  const [wasLocked, setWasLocked] = useState(list.locked);
  if (list.locked !== wasLocked) {
    setWasLocked(list.locked);
    // opened again, by a person or by a corrected case: begin with what is open
    if (!list.locked) setCurrent(firstOpen(list));
  }
  const panes = keepKnown(state, fileIds);
  const fileId = fileIn(panes, panes.active);
  const order = [...list.items.map((item) => item.itemId), OUTCOME];
  const showEvidence = (evidence: EvidenceView) => {
    setPanes(goToFile(panes, standsAt(evidence).attachmentId));
    setTarget(evidence);
    setShown(evidence.id);
  };
  const select = (id: string) => {
    setCurrent(id);
    const evidence = itemOf(list, id)?.evidence[0];
    if (evidence) return showEvidence(evidence);
    const better = fileFor(
      list,
      id,
      activeFirst(panes).map((pane) => fileIn(panes, pane)),
    );
    if (better) setPanes(goToFile(panes, better));
  };
  return {
    current: order.includes(current) ? current : OUTCOME,
    panes,
    fileId,
    target,
    reached: () => setTarget(null),
    shownEvidence: shown,
    select,
    point(evidence) {
      setCurrent(evidence.itemId);
      setShown(evidence.id);
    },
    showFile: (id) => setPanes(showFile(panes, id)),
    goToFile: (id) => setPanes(goToFile(panes, id)),
    goToPage(place) {
      setPanes(goToFile(panes, place.attachmentId));
      setTarget(place);
    },
    showEvidence,
    nextEvidence() {
      const all = itemOf(list, current)?.evidence ?? [];
      const next = all[(all.findIndex((one) => one.id === shown) + 1) % all.length];
      if (next) showEvidence(next);
    },
    move(step) {
      const next = order[order.indexOf(current) + step];
      if (next) select(next);
    },
    nextOpen() {
      const at = order.indexOf(current);
      const wrapped = [...list.items.slice(at + 1), ...list.items.slice(0, at + 1)];
      select(wrapped.find((item) => item.verdict === null)?.itemId ?? OUTCOME);
    },
    moveFile(step) {
      const next = fileIds[fileIds.indexOf(fileId ?? '') + step];
      if (next) setPanes(showFile(panes, next));
    },
    // Told by pointer and focus, which may come in the same moment as a change of files.
    activate: (pane) => setPanes((latest) => activate(latest, pane)),
    beside(id) {
      const chosen = id ?? companionOf(fileId, likely, fileIds);
      if (chosen) setPanes(openBeside(panes, chosen));
    },
    closePane: (pane) => setPanes(closePane(panes, pane)),
  };
}

/** The file to look at for an item; `undefined` keeps those on screen, which may be as good. */
function fileFor(list: Checklist, id: string, shown: readonly (string | undefined)[]): string | undefined {
  const item = itemOf(list, id);
  if (!item) return undefined;
  const first = item.evidence[0];
  const best = first ? standsAt(first).attachmentId : item.likely[0];
  return shown.some((file) => file !== undefined && item.likely.includes(file)) ? undefined : best;
}
