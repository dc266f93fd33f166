import { useRef } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { PageState } from '#shared/domain/filePages.ts';
import { CaptureFoot } from './CaptureFoot.tsx';
import { CaseFindPanel } from './CaseFindPanel.tsx';
import { DocumentPane } from './DocumentPane.tsx';
import { DocumentToolbar } from './DocumentToolbar.tsx';
import { FileTabs } from './FileTabs.tsx';
import { fileTitle } from './fileTitle.ts';
import { SplitLine } from './SplitLine.tsx';
import type { Documents } from './useDocuments.ts';
import type { PaneHandle } from './usePane.ts';
import type { Line } from './usePanes.ts';

interface Props {
  files: readonly AttachmentView[];
  documents: Documents;
  /** What became of the pages of replaced files. */
  changed: ReadonlyMap<string, readonly PageState[]>;
  /** Between two panes. */
  line: Line;
  /** The item that would get evidence; `null` when there is none to take it. */
  itemTitle: string | null;
}

/** Tabs and tools, which work on the active pane, and the panes: one file, or two side by side. */
export function DocumentArea({ files, documents, changed, line, itemTitle }: Props) {
  const { shown, active, capture, caseFind } = documents;
  const box = useRef<HTMLDivElement>(null);
  const canCapture = itemTitle !== null;
  const [first, second] = shown as [PaneHandle, PaneHandle?];
  const pane = (one: PaneHandle) => (
    <DocumentPane
      key={one.id}
      pane={one}
      active={one === active}
      title={second === undefined || !one.file ? null : fileTitle(one.file, files)}
      canCapture={canCapture}
      foot={one === active && <CaptureFoot capture={capture} selected={one.viewer.selected} title={itemTitle} />}
      onActive={() => documents.activate(one.id)}
      onClose={() => documents.closePane(one.id)}
    />
  );
  return (
    <section className="qp-wb-document" aria-label="文件">
      <FileTabs
        files={files}
        current={active.file?.attachmentId}
        beside={shown.find((one) => one !== active)?.file?.attachmentId}
        changed={changed}
        onSelect={documents.showFile}
        onBeside={documents.openBeside}
      />
      <DocumentToolbar
        state={active.viewer.opened ? active.viewer.state : null}
        pageField={documents.pageField}
        canCapture={canCapture}
        hand={documents.hand}
        split={second !== undefined}
        onPage={(page) => active.viewer.opened?.viewer.goToPage(page)}
      />
      {caseFind && (
        <CaseFindPanel
          find={caseFind}
          files={files}
          field={documents.caseField}
          canCapture={canCapture && (active.viewer.find?.current ?? 0) > 0}
          onClose={documents.closeCaseFind}
        />
      )}
      <div
        className="qp-wb-panes"
        ref={box}
        style={
          second && { gridTemplateColumns: `minmax(0, ${line.percent}fr) auto minmax(0, ${100 - line.percent}fr)` }
        }
      >
        {pane(first)}
        {second && <SplitLine box={box} line={line} label="两份文件的分界" />}
        {second && pane(second)}
      </div>
    </section>
  );
}
