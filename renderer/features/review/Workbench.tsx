import { useQueryClient } from '@tanstack/react-query';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useMemo, useRef, useState } from 'react';
import type { CaseView } from '#shared/api/cases.ts';
import type { Checklist, FactLine } from '#shared/api/review.ts';
import { useReport } from '../../app/useReport.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { HistoryDrawer } from '../cases/HistoryDrawer.tsx';
import { ReturnedNotice } from '../second/ReturnedNotice.tsx';
import { itemOf } from './acts.ts';
import { CaseHeader } from './CaseHeader.tsx';
import { ChangesNotice } from './ChangesNotice.tsx';
import { ChecklistPane, OUTCOME } from './ChecklistPane.tsx';
import { ClausePanel } from './ClausePanel.tsx';
import { DocumentArea } from './DocumentArea.tsx';
import { FactsSheet } from './FactsSheet.tsx';
import { FilesPane } from './FilesPane.tsx';
import { ItemDetail } from './ItemDetail.tsx';
import { LockedNotice } from './LockedNotice.tsx';
import { ObserveDialog } from './ObserveDialog.tsx';
import { OutcomeRow } from './OutcomeRow.tsx';
import { pagesByFile } from './pageChanges.ts';
import { SignSheet } from './SignSheet.tsx';
import { SplitLine } from './SplitLine.tsx';
import type { ChecklistState } from './useChecklist.ts';
import { useRegionCommands } from './useDocumentCommands.ts';
import { useDocuments } from './useDocuments.ts';
import { useFocus } from './useFocus.ts';
import { useKeepKeys } from './useKeepKeys.ts';
import { usePanes } from './usePanes.ts';
import { useReviewCommands } from './useReviewCommands.ts';
import { useVerdicts } from './useVerdicts.ts';
import { VersionsDialog } from './VersionsDialog.tsx';
import '../../pdf/pdf.css';
import './review.css';
import './checklist.css';
import './changes.css';
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
  const cache = useQueryClient();
  const panes = usePanes();
  const report = useReport();
  const focus = useFocus(list, files, panes.sideBySide);
  const item = itemOf(list, focus.current) ?? null;
  const [overlay, setOverlay] = useState<'sheet' | 'history' | 'facts' | 'versions' | null>(null);
  const [observing, setObserving] = useState<FactLine | null>(null);
  const [showClauses, setShowClauses] = useState(false);
  const [showPerson, setShowPerson] = useState(false);
  const room = useKeepKeys();
  const split = useRef<HTMLDivElement>(null);
  const noteField = useRef<TextAreaRef>(null);
  const documents = useDocuments({
    ...{ caseId, list, files, focus, panes, act },
    itemId: locked ? null : (item?.itemId ?? null),
  });
  const { active, capture } = documents;
  const changed = useMemo(() => pagesByFile(list.changes), [list.changes]);
  const verdicts = useVerdicts(act, () => setTimeout(() => noteField.current?.focus()));

  /** Back or forward one act; the item it changed is looked at. */
  const step = async (kind: 'undo' | 'redo') => {
    if (!(await act({ kind }))) return;
    const changed = checklist.latest()?.items.find((now) => now.revision !== itemOf(list, now.itemId)?.revision);
    if (changed) focus.select(changed.itemId);
  };

  useReviewCommands({
    canDecide: item !== null && !locked,
    canCapture: item !== null && !locked && active.viewer.opened !== null,
    canUndo: !locked && list.undo !== null,
    canRedo: !locked && list.redo !== null,
    decide: (verdict) => {
      if (!item) return;
      verdicts.decide(item, verdict);
      if (verdict === 'pass' && panes.advance) focus.move(1);
    },
    clear: () => item && verdicts.clear(item),
    move: (step) => {
      verdicts.cancel();
      if (step > 0 && focus.current === OUTCOME) setOverlay('sheet');
      else focus.move(step);
    },
    nextOpen: focus.nextOpen,
    toggleAdvance: () => {
      panes.toggleAdvance();
      report.tell(panes.advance ? '判为“符合”后留在原项。' : '判为“符合”后自动到下一项。');
    },
    capture: capture.capture,
    capturePage: capture.capturePage,
    nextEvidence: item && item.evidence.length > 0 ? focus.nextEvidence : null,
    note: () => noteField.current?.focus(),
    observe: !locked && item?.declared[0] ? () => setObserving(nextToObserve(item.declared)) : null,
    facts: () => setOverlay('facts'),
    clauses: item ? () => setShowClauses(!showClauses) : null,
    versions: view.version > 0 ? () => setOverlay('versions') : null,
    undo: () => step('undo'),
    redo: () => step('redo'),
    outcome: () => setOverlay('sheet'),
    person: () => setShowPerson(!showPerson),
    history: () => setOverlay('history'),
    leave: onLeave,
  });
  useRegionCommands({
    viewer: active.viewer.opened?.viewer ?? null,
    drawing: capture.drawing,
    take: capture.capture,
    cancel: capture.stop,
  });
  const line = documents.shown.length > 1 ? panes.wideLine : panes.checklistLine;
  return (
    <div className="qp-wb" ref={room}>
      <CaseHeader view={view} showPerson={showPerson} findings={list.findings.length} />
      <div className="qp-wb-body">
        {!panes.filesCollapsed && (
          <FilesPane
            files={files}
            current={focus.fileId}
            viewer={active.viewer.opened?.viewer ?? null}
            state={active.viewer.state}
            outline={active.viewer.outline}
            contents={documents.contents}
            changed={changed}
            onFile={focus.showFile}
          />
        )}
        <div
          className="qp-wb-work"
          ref={split}
          style={{ gridTemplateColumns: `minmax(0, ${line.percent}fr) auto minmax(0, ${100 - line.percent}fr)` }}
        >
          <DocumentArea
            files={files}
            documents={documents}
            changed={changed}
            line={panes.filesLine}
            itemTitle={locked ? null : (item?.title ?? null)}
          />
          <SplitLine box={split} line={line} label="文件与审核表的分界" />
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
                {!locked && view.version > 0 && (
                  <ReturnedNotice caseId={caseId} onItem={focus.select} onOutcome={() => focus.select(OUTCOME)} />
                )}
                <ChangesNotice
                  list={list}
                  onItem={focus.select}
                  onPage={(attachmentId, page) => focus.goToPage({ attachmentId, page })}
                  onAway={(away) => void act({ kind: 'putChangesAway', away })}
                />
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
                  shownEvidence={focus.shownEvidence}
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
