import { useState } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { Checklist } from '#shared/api/review.ts';
import type { EvidenceView } from '#shared/domain/review.ts';
import { itemOf } from './acts.ts';
import { OUTCOME } from './ChecklistPane.tsx';

export interface Focus {
  /** The current item's id, or `OUTCOME`. */
  current: string;
  fileId: string | undefined;
  /** Evidence to be brought into view as soon as its file is open. */
  target: EvidenceView | null;
  reached: () => void;
  /** Makes an item current and opens what it rests on, or its likely material. */
  select: (id: string) => void;
  /** Makes an item current without touching the document. */
  point: (itemId: string) => void;
  showFile: (attachmentId: string) => void;
  showEvidence: (evidence: EvidenceView) => void;
  /** The current item's evidence one after the other. */
  nextEvidence: () => void;
  move: (step: 1 | -1) => void;
  nextOpen: () => void;
  moveFile: (step: 1 | -1) => void;
}

const firstOpen = (list: Checklist): string => list.items.find((item) => item.verdict === null)?.itemId ?? OUTCOME;

/** What the reviewer looks at: one item of the list and one file. */
export function useFocus(list: Checklist, files: readonly AttachmentView[]): Focus {
  const [current, setCurrent] = useState(() => firstOpen(list));
  const [fileId, setFileId] = useState(() => fileFor(list, current, undefined) ?? files[0]?.attachmentId);
  const [target, setTarget] = useState<EvidenceView | null>(() => itemOf(list, current)?.evidence[0] ?? null);
  const [shown, setShown] = useState<string | null>(null);
  const [wasLocked, setWasLocked] = useState(list.locked);
  if (list.locked !== wasLocked) {
    setWasLocked(list.locked);
    // opened again, by a person or by a corrected case: begin with what is open
    if (!list.locked) setCurrent(firstOpen(list));
  }
  const order = [...list.items.map((item) => item.itemId), OUTCOME];
  const showEvidence = (evidence: EvidenceView) => {
    setFileId(evidence.attachmentId);
    setTarget(evidence);
    setShown(evidence.id);
  };
  const select = (id: string) => {
    setCurrent(id);
    const evidence = itemOf(list, id)?.evidence[0];
    if (evidence) return showEvidence(evidence);
    const likely = fileFor(list, id, fileId);
    if (likely) setFileId(likely);
  };
  return {
    current: order.includes(current) ? current : OUTCOME,
    fileId: files.some((file) => file.attachmentId === fileId) ? fileId : files[0]?.attachmentId,
    target,
    reached: () => setTarget(null),
    select,
    point: setCurrent,
    showFile: setFileId,
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
      const at = files.findIndex((file) => file.attachmentId === fileId);
      const next = files[at + step];
      if (next) setFileId(next.attachmentId);
    },
  };
}

/** The file to look at for an item; `undefined` keeps the one on screen, which may be as good. */
function fileFor(list: Checklist, id: string, shown: string | undefined): string | undefined {
  const item = itemOf(list, id);
  if (!item) return undefined;
  const best = item.evidence[0]?.attachmentId ?? item.likely[0];
  return shown !== undefined && item.likely.includes(shown) ? undefined : best;
}
