import { useQueryClient } from '@tanstack/react-query';
import type { InputRef } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef, useState } from 'react';
import type { CaseView } from '#shared/api/cases.ts';
import type { Checklist, FactLine } from '#shared/api/review.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useReport } from '../../app/useReport.tsx';
import { ViewProblem } from '../../pdf/problems.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { HistoryDrawer } from '../cases/HistoryDrawer.tsx';
import { itemOf } from './acts.ts';
import { CaptureFoot } from './CaptureFoot.tsx';
import { CaseHeader } from './CaseHeader.tsx';
import { ChangesNotice } from './ChangesNotice.tsx';
import { ChecklistPane, OUTCOME } from './ChecklistPane.tsx';
import { ClausePanel } from './ClausePanel.tsx';
import { DocumentPane } from './DocumentPane.tsx';
import { FactsSheet } from './FactsSheet.tsx';
import { FilesPane } from './FilesPane.tsx';
import { ItemDetail } from './ItemDetail.tsx';
import { LockedNotice } from './LockedNotice.tsx';
import { ObserveDialog } from './ObserveDialog.tsx';
import { OutcomeRow } from './OutcomeRow.tsx';
import { SignSheet } from './SignSheet.tsx';
import { SplitLine } from './SplitLine.tsx';
import { useCapture } from './useCapture.ts';
import { useCaseFind } from './useCaseFind.ts';
import type { ChecklistState } from './useChecklist.ts';
import { useFocus } from './useFocus.ts';
import { useKeepKeys } from './useKeepKeys.ts';
import { useMarks } from './useMarks.ts';
import { usePanes } from './usePanes.ts';
import { useReceipts } from './useReceipts.ts';
import { useReveal } from './useReveal.ts';
import { useDocumentCommands, useRegionCommands, useReviewCommands } from './useReviewCommands.ts';
import { useVerdicts } from './useVerdicts.ts';
import { useViewer } from './useViewer.ts';
import { VersionsDialog } from './VersionsDialog.tsx';
import '../../pdf/pdf.css';
import './review.css';
import './checklist.css';
import './document.css';

interface Props {
  view: CaseView;
  list: Checklist;
  checklist: ChecklistState;
  onLeave: () => void;
}

/** The workbench: files | document | checklist. Every act is a command; the mouse never takes the keys away from them. */
export function Workbench({ view, list, checklist, onLeave }: Props) {
  const { caseId } = view.row;
  const { locked } = list;
  const { act } = checklist;
  const files = view.attachments;
  const api = useApi();
  const cache = useQueryClient();
  const report = useReport();
  const panes = usePanes();
  const focus = useFocus(list, files);
  const item = itemOf(list, focus.current) ?? null;
  const file = files.find((one) => one.attachmentId === focus.fileId);
  const [overlay, setOverlay] = useState<'sheet' | 'history' | 'facts' | 'versions' | null>(null);
  const [observing, setObserving] = useState<FactLine | null>(null);
  const [showClauses, setShowClauses] = useState(false);
  const [showPerson, setShowPerson] = useState(false);
  const [finding, setFinding] = useState<'file' | 'case' | null>(null);
  const room = useKeepKeys();
  const split = useRef<HTMLDivElement>(null);
  const noteField = useRef<TextAreaRef>(null);
  const findField = useRef<InputRef>(null);
  const pageField = useRef<HTMLInputElement>(null);

  const onViewed = useReceipts(caseId);
  const viewer = useViewer(file, {
    onMark: (id) => {
      const owner = list.items.find(({ evidence }) => evidence.some((one) => one.id === id));
      if (owner) focus.point(owner.itemId);
    },
    onRegion: () => capture.capture(),
    onViewed,
  });
  const { opened } = viewer;
  const shown = opened?.viewer ?? null;
  const capture = useCapture({
    opened,
    itemId: locked ? null : (item?.itemId ?? null),
    act,
    onError: (error) => report.fail('依据没有保存', told(error)),
  });
  const verdicts = useVerdicts(act, () => setTimeout(() => noteField.current?.focus()));
  const found = useMarks(opened, list, files, focus.current);
  useReveal(opened, focus, files, found, () => report.tell('原文件已更换，新文件里没有找到这处内容，请看依据截图。'));
  const caseFind = useCaseFind(finding === 'case', files, opened, focus.showFile);
  const closeFind = () => {
    shown?.clearFind();
    setFinding(null);
  };
  const openFind = (where: 'file' | 'case') => {
    setFinding(where);
    findField.current?.focus({ cursor: 'all' });
  };

  useReviewCommands({
    canDecide: item !== null && !locked,
    canCapture: item !== null && !locked && opened !== null,
    canUndo: !locked && list.undo !== null,
    canRedo: !locked && list.redo !== null,
    decide: (verdict) => item && verdicts.decide(item, verdict),
    clear: () => item && verdicts.clear(item),
    move: (step) => {
      verdicts.cancel();
      if (step > 0 && focus.current === OUTCOME) setOverlay('sheet');
      else focus.move(step);
    },
    nextOpen: focus.nextOpen,
    capture: capture.capture,
    capturePage: capture.capturePage,
    nextEvidence: item && item.evidence.length > 0 ? focus.nextEvidence : null,
    note: () => noteField.current?.focus(),
    observe: !locked && item?.declared[0] ? () => setObserving(nextToObserve(item.declared)) : null,
    facts: () => setOverlay('facts'),
    clauses: item ? () => setShowClauses(!showClauses) : null,
    versions: view.version > 0 ? () => setOverlay('versions') : null,
    undo: () => void act({ kind: 'undo' }),
    redo: () => void act({ kind: 'redo' }),
    outcome: () => setOverlay('sheet'),
    person: () => setShowPerson(!showPerson),
    history: () => setOverlay('history'),
    leave: onLeave,
  });
  useDocumentCommands({
    viewer: shown,
    finding,
    moveFile: focus.moveFile,
    toggleFiles: panes.toggleFiles,
    goTo: () => pageField.current?.focus(),
    find: () => openFind('file'),
    findAll: () => openFind('case'),
    stepFind: (step) => (finding === 'case' ? caseFind.step(step) : shown?.findNext(step)),
    closeFind,
    outside: file
      ? () => report.guard('没有打开', () => api.host.openOutside({ attachmentId: file.attachmentId }))
      : null,
  });
  useRegionCommands({ viewer: shown, drawing: capture.drawing, take: capture.capture, cancel: capture.stop });

  return (
    <div className="qp-wb" ref={room}>
      <CaseHeader
        view={view}
        showPerson={showPerson}
        onPerson={() => setShowPerson(!showPerson)}
        findings={list.findings.length}
        onFacts={() => setOverlay('facts')}
        onHistory={() => setOverlay('history')}
      />
      <div className="qp-wb-body">
        {!panes.filesCollapsed && (
          <FilesPane
            files={files}
            current={file?.attachmentId}
            viewer={shown}
            state={viewer.state}
            outline={viewer.outline}
            onFile={focus.showFile}
          />
        )}
        <div
          className="qp-wb-work"
          ref={split}
          style={{ gridTemplateColumns: `minmax(0, ${panes.percent}fr) auto minmax(0, ${100 - panes.percent}fr)` }}
        >
          <DocumentPane
            files={files}
            file={file}
            viewer={viewer}
            locked={locked}
            finding={finding}
            findField={findField}
            caseFind={caseFind}
            pageField={pageField}
            foot={
              <CaptureFoot capture={capture} selected={viewer.selected} title={locked ? null : (item?.title ?? null)} />
            }
            onFile={focus.showFile}
            onCloseFind={closeFind}
          />
          <SplitLine box={split} percent={panes.percent} onMove={panes.move} onDone={panes.settle} />
          <ChecklistPane
            list={list}
            current={focus.current}
            saving={checklist.saving}
            onSelect={focus.select}
            notice={
              <>
                {locked && (
                  <LockedNotice view={view} onReopened={() => void cache.invalidateQueries({ queryKey: ['review'] })} />
                )}
                <ChangesNotice list={list} onItem={focus.select} onFile={focus.showFile} />
                {checklist.actError !== null && (
                  <ErrorPanel title="没有保存" error={checklist.actError} onClose={checklist.dismissError} />
                )}
              </>
            }
            detail={
              item && (
                <ItemDetail
                  item={item}
                  files={files}
                  locked={locked}
                  picking={verdicts.picking === item.itemId}
                  noteWanted={verdicts.noteWanted === item.itemId}
                  clauses={
                    showClauses ? (
                      <ClausePanel caseId={caseId} itemId={item.itemId} programme={view.row.programme} />
                    ) : null
                  }
                  noteField={noteField}
                  acts={{
                    pickReason: (reason) => verdicts.pick(item, reason),
                    cancelReason: verdicts.cancel,
                    changeReason: () => verdicts.openPicker(item),
                    saveNote: (text) => verdicts.saveNote(item, text),
                    observe: setObserving,
                    showEvidence: focus.showEvidence,
                    removeEvidence: (one) =>
                      void act({ kind: 'removeEvidence', itemId: one.itemId, evidenceId: one.id }),
                  }}
                />
              )
            }
            outcome={<OutcomeRow caseId={caseId} locked={locked} onOpen={() => setOverlay('sheet')} />}
          />
        </div>
      </div>
      {overlay === 'history' && <HistoryDrawer row={view.row} onClose={() => setOverlay(null)} />}
      {overlay === 'facts' && (
        <FactsSheet number={view.row.number} list={list} onObserve={setObserving} onClose={() => setOverlay(null)} />
      )}
      {overlay === 'versions' && (
        <VersionsDialog caseId={caseId} number={view.row.number} locked={locked} onClose={() => setOverlay(null)} />
      )}
      {observing && <ObserveDialog caseId={caseId} line={observing} item={item} onClose={() => setObserving(null)} />}
      {overlay === 'sheet' && (
        <SignSheet
          view={view}
          locked={locked}
          onClose={() => setOverlay(null)}
          onLeave={onLeave}
          onItem={(itemId) => {
            setOverlay(null);
            focus.select(itemId);
          }}
          onFile={(name) => {
            const named = files.find((one) => one.name === name);
            setOverlay(null);
            if (named) focus.showFile(named.attachmentId);
          }}
        />
      )}
    </div>
  );
}

/** The first declared value nobody has checked yet, else the first. */
function nextToObserve(lines: readonly FactLine[]): FactLine {
  return lines.find(({ observed }) => observed === null) ?? lines[0]!;
}

/** Problems of the viewer carry their own sentence. */
function told(error: unknown): unknown {
  return error instanceof ViewProblem ? { code: error.code, message: error.message } : error;
}
