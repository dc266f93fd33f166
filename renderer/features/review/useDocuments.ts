import type { InputRef } from 'antd';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { Checklist } from '#shared/api/review.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useReport } from '../../app/useReport.tsx';
import { ViewProblem } from '../../pdf/problems.ts';
import type { ViewPosition } from '../../pdf/viewer.ts';
import type { Act } from './acts.ts';
import type { Contents } from './FilesPane.tsx';
import { activeFirst, otherPane, type PaneId } from './paneState.ts';
import { type CaptureState, useCapture } from './useCapture.ts';
import { type CaseFind, useCaseFind } from './useCaseFind.ts';
import { useDocumentCommands } from './useDocumentCommands.ts';
import type { Focus } from './useFocus.ts';
import { type PaneHandle, usePane } from './usePane.ts';
import type { Panes } from './usePanes.ts';
import { useReceipts } from './useReceipts.ts';
import type { ViewerHooks } from './useViewer.ts';

/** The document side of the workbench: one pane or two, and what works on the active one. */
export interface Documents {
  /** The panes on screen, left to right. */
  shown: readonly PaneHandle[];
  active: PaneHandle;
  capture: CaptureState;
  /** Finding in all files of the case; `null` while nobody looks there. */
  caseFind: CaseFind | null;
  caseField: RefObject<InputRef | null>;
  closeCaseFind: () => void;
  pageField: RefObject<HTMLInputElement | null>;
  /** Dragging moves the pages. */
  hand: boolean;
  contents: Contents;
  activate: (pane: PaneId) => void;
  showFile: (attachmentId: string) => void;
  /** Shows a file in the other pane, opening it where there is none. */
  openBeside: (attachmentId: string) => void;
  closePane: (pane: PaneId) => void;
}

interface Options {
  caseId: string;
  list: Checklist;
  files: readonly AttachmentView[];
  focus: Focus;
  panes: Panes;
  /** The item evidence is for; `null` when there is none to take it. */
  itemId: string | null;
  act: (act: Act) => Promise<boolean>;
}

export function useDocuments({ caseId, list, files, focus, panes, itemId, act }: Options): Documents {
  const api = useApi();
  const report = useReport();
  const pageField = useRef<HTMLInputElement>(null);
  const caseField = useRef<InputRef>(null);
  const [hand, setHand] = useState(false);
  const [contents, setContents] = useState<Pick<Contents, 'tab' | 'asked'>>({ tab: 'pages', asked: 0 });
  const [findingAll, setFindingAll] = useState(false);
  const { main, side } = usePanePair({ caseId, list, files, focus, onRegion: () => capture.capture() });
  const [active, other] = activeFirst(focus.panes).map((pane) => (pane === 'main' ? main : side)) as [
    PaneHandle,
    PaneHandle?,
  ];
  const { opened } = active.viewer;
  const beside = other?.viewer.opened ?? null;
  const viewer = opened?.viewer ?? null;
  const capture = useCapture({ opened, itemId, act, onError: (error) => report.fail('依据没有保存', told(error)) });
  const onScreen = [opened, beside].filter((one) => one !== null);
  const caseFind = useCaseFind(findingAll, files, onScreen, focus.goToFile);
  useEffect(() => {
    opened?.viewer.setHand(hand);
    beside?.viewer.setHand(hand);
  }, [opened, beside, hand]);

  const closeCaseFind = () => {
    for (const one of onScreen) one.viewer.clearFind();
    setFindingAll(false);
  };
  const openBeside = (attachmentId?: string) => {
    focus.beside(attachmentId);
    if (!other) panes.setSideBySide(true);
  };
  const closePane = (pane: PaneId) => {
    focus.closePane(pane);
    panes.setSideBySide(false);
  };
  const { file } = active;
  useDocumentCommands({
    viewer,
    moveFile: focus.moveFile,
    toggleFiles: panes.toggleFiles,
    goTo: () => pageField.current?.focus(),
    find() {
      setFindingAll(false);
      active.setFinding(true);
    },
    findAll() {
      for (const pane of [main, side]) pane.setFinding(false);
      setFindingAll(true);
      caseField.current?.focus({ cursor: 'all' });
    },
    finding: findingAll || (viewer !== null && active.finding),
    stepFind: (step) => (findingAll ? caseFind.step(step) : viewer?.findNext(step)),
    closeFind: () => (findingAll ? closeCaseFind() : active.setFinding(false)),
    hand: () => setHand(!hand),
    outline:
      active.viewer.outline.length > 0
        ? () => {
            const open = !panes.filesCollapsed && contents.tab === 'outline';
            if (panes.filesCollapsed) panes.toggleFiles();
            setContents(open ? { tab: 'pages', asked: 0 } : { tab: 'outline', asked: contents.asked + 1 });
          }
        : null,
    split: file ? () => (other ? closePane(other.id) : openBeside()) : null,
    beside: file ? () => openBeside(file.attachmentId) : null,
    switchPane: other
      ? () => {
          focus.activate(other.id);
          other.viewer.scroller.current?.focus();
        }
      : null,
    outside: file
      ? () => report.guard('没有打开', () => api.host.openOutside({ attachmentId: file.attachmentId }))
      : null,
  });
  return {
    shown: other ? [main, side] : [main],
    active,
    capture,
    caseFind: findingAll ? caseFind : null,
    caseField,
    closeCaseFind,
    pageField,
    hand,
    contents: { ...contents, setTab: (tab) => setContents({ tab, asked: 0 }) },
    activate: focus.activate,
    showFile: focus.showFile,
    openBeside,
    closePane,
  };
}

interface PairOptions extends Pick<Options, 'caseId' | 'list' | 'files' | 'focus'> {
  onRegion: () => void;
}

/**
 * Both panes. A file opens where it was left, or where it stands in the other pane. A page read in both counts once.
 */
function usePanePair({ caseId, list, files, focus, onRegion }: PairOptions): Record<PaneId, PaneHandle> {
  const report = useReport();
  const onViewed = useReceipts(caseId);
  const places = useRef(new Map<string, ViewPosition>());
  const handles = useRef<Partial<Record<PaneId, PaneHandle>>>({});
  const viewerBeside = (pane: PaneId, attachmentId: string) => {
    const opened = handles.current[otherPane(pane)]?.viewer.opened;
    return opened?.attachmentId === attachmentId ? opened.viewer : null;
  };
  const hooksOf = (pane: PaneId): ViewerHooks => ({
    placeOf: (id) => viewerBeside(pane, id)?.position() ?? places.current.get(id),
    onLeft: (id, position) => void places.current.set(id, position),
    readBeside: (id) => (pane === 'side' ? viewerBeside(pane, id)?.readable() : undefined) ?? [],
    onMark(id) {
      const evidence = list.items.flatMap((item) => item.evidence).find((one) => one.id === id);
      if (evidence) focus.point(evidence);
    },
    onRegion,
    onViewed,
  });
  const onLost = () => report.note('原文件已更换，新文件里没有找到这处内容，请看依据截图。');
  const main = usePane('main', { list, files, focus, hooks: hooksOf('main'), onLost });
  const side = usePane('side', { list, files, focus, hooks: hooksOf('side'), onLost });
  handles.current = { main, side };
  return { main, side };
}

/** Problems of the viewer carry their own sentence. */
function told(error: unknown): unknown {
  return error instanceof ViewProblem ? { code: error.code, message: error.message } : error;
}
