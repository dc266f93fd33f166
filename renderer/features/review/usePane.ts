import type { InputRef } from 'antd';
import { type RefObject, useRef, useState } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { Checklist } from '#shared/api/review.ts';
import type { PaneId } from './paneState.ts';
import type { Focus } from './useFocus.ts';
import { type FoundPlaces, useMarks } from './useMarks.ts';
import { useReveal } from './useReveal.ts';
import { useViewer, type ViewerHandle, type ViewerHooks } from './useViewer.ts';

/** One pane of the document side: its file, its viewer, and whether its find bar is open. */
export interface PaneHandle {
  id: PaneId;
  file: AttachmentView | undefined;
  viewer: ViewerHandle;
  finding: boolean;
  findField: RefObject<InputRef | null>;
  setFinding: (finding: boolean) => void;
}

interface Shared {
  list: Checklist;
  files: readonly AttachmentView[];
  focus: Focus;
  hooks: ViewerHooks;
  onLost: () => void;
}

export function usePane(id: PaneId, { list, files, focus, hooks, onLost }: Shared): PaneHandle {
  const fileId = focus.panes[id];
  const file = files.find((one) => one.attachmentId === fileId);
  const viewer = useViewer(file, hooks);
  const { opened } = viewer;
  const found: FoundPlaces = useMarks(opened, list, files, focus.current);
  useReveal(opened, focus.panes.active === id ? focus : NOWHERE, files, found, onLost);
  const [finding, setOpen] = useState(false);
  const findField = useRef<InputRef>(null);
  return {
    id,
    file,
    viewer,
    finding,
    findField,
    setFinding(open) {
      setOpen(open);
      if (!open) opened?.viewer.clearFind();
      else findField.current?.focus({ cursor: 'all' });
    },
  };
}

const NOWHERE: Pick<Focus, 'target' | 'reached'> = { target: null, reached() {} };
