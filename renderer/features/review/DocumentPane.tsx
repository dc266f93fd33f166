import type { InputRef } from 'antd';
import type { ReactNode, RefObject } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import { Later } from '../../app/Later.tsx';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { shownAs } from '../../pdf/open.ts';
import { Icon } from '../../ui/Icon.tsx';
import { CaseFindPanel } from './CaseFindPanel.tsx';
import { DocumentToolbar } from './DocumentToolbar.tsx';
import { FileTabs } from './FileTabs.tsx';
import { FindBar } from './FindBar.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import type { CaseFind } from './useCaseFind.ts';
import type { ViewerHandle } from './useViewer.ts';

interface Props {
  files: readonly AttachmentView[];
  file: AttachmentView | undefined;
  viewer: ViewerHandle;
  locked: boolean;
  finding: 'file' | 'case' | null;
  findField: RefObject<InputRef | null>;
  caseFind: CaseFind;
  pageField: RefObject<HTMLInputElement | null>;
  /** A line at the foot of the pages: what is being marked. */
  foot: ReactNode;
  onFile: (attachmentId: string) => void;
  onCloseFind: () => void;
}

/** Tabs, tools and the pages of the file on screen; or why it cannot be shown. */
export function DocumentPane({
  files,
  file,
  viewer,
  locked,
  finding,
  findField,
  caseFind,
  pageField,
  foot,
  ...on
}: Props) {
  const shown = viewer.opened?.viewer ?? null;
  return (
    <section className="qp-wb-document" aria-label="文件">
      <FileTabs files={files} current={file?.attachmentId} onSelect={on.onFile} />
      <DocumentToolbar
        state={shown ? viewer.state : null}
        pageField={pageField}
        locked={locked}
        onPage={(page) => shown?.goToPage(page)}
      />
      {viewer.notices.map((notice) => (
        <p key={notice} className="qp-wb-notice" role="note">
          <Icon name="info" />
          {notice}
        </p>
      ))}
      {finding === 'case' && (
        <CaseFindPanel
          find={caseFind}
          files={files}
          field={findField}
          canCapture={!locked && (viewer.find?.current ?? 0) > 0}
          onClose={on.onCloseFind}
        />
      )}
      <div className="qp-wb-pages">
        <div
          ref={viewer.scroller}
          className="qp-pdf-scroller"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached and moved by the keyboard
          tabIndex={0}
          role="document"
          aria-label="材料"
          data-testid="pages"
        />
        {finding === 'file' && (
          <FindBar
            key={file?.attachmentId}
            viewer={shown}
            find={viewer.find}
            field={findField}
            canCapture={!locked}
            onClose={on.onCloseFind}
          />
        )}
        <PaneState file={file} viewer={viewer} />
        {foot}
      </div>
    </section>
  );
}

/** What lies over the empty desk while there are no pages on it. */
function PaneState({ file, viewer }: { file: AttachmentView | undefined; viewer: ViewerHandle }) {
  if (!file) return <div className="qp-wb-desk">这件案卷没有附件。</div>;
  if (shownAs(file.extension) === 'outside') {
    return (
      <div className="qp-wb-desk">
        <p>“{file.name}”不能在这里显示，请在系统程序中打开查看。</p>
        <CommandButton id="document.outside" type="primary" />
      </div>
    );
  }
  if (viewer.problem) {
    const { code, message } = viewer.problem;
    const locked = code === 'encrypted' || code === 'wrong-password';
    return (
      <div className="qp-wb-desk" role="alert">
        <Icon name={locked ? 'lock' : 'warning'} />
        <p>{message}</p>
        {locked && <PasswordForm wrong={code === 'wrong-password'} onEnter={viewer.enterPassword} />}
        <CommandButton id="document.outside" />
      </div>
    );
  }
  if (viewer.opened) return null;
  return (
    <div className="qp-wb-desk">
      <Later>正在打开文件</Later>
    </div>
  );
}
