import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import { Later } from '../../app/Later.tsx';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { shownAs } from '../../pdf/shownAs.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { FindBar } from './FindBar.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import type { PaneHandle } from './usePane.ts';
import type { ViewerHandle } from './useViewer.ts';

interface Props {
  pane: PaneHandle;
  /** Keys and tools go to this pane. */
  active: boolean;
  /** Of a pane beside another one: it says which file it shows, and can be closed. */
  title: string | null;
  canCapture: boolean;
  /** A line at the foot of the pages: what is being marked. */
  foot: ReactNode;
  onActive: () => void;
  onClose: () => void;
}

const SIDES = { main: '左栏', side: '右栏' };

/** The pages of one file; or why it cannot be shown. */
export function DocumentPane({ pane, active, title, canCapture, foot, onActive, onClose }: Props) {
  const { id, file, viewer } = pane;
  const shown = viewer.opened?.viewer ?? null;
  const named = title !== null;
  return (
    <section
      className={named && active ? 'qp-wb-pane qp-wb-pane-active' : 'qp-wb-pane'}
      aria-label={named ? SIDES[id] : '页面'}
      aria-current={named && active ? true : undefined}
      onPointerDownCapture={onActive}
      onFocusCapture={onActive}
    >
      {named && (
        <header className="qp-wb-pane-head">
          <span className="qp-wb-pane-name" title={file?.name}>
            <VisibleText text={title} />
          </span>
          {viewer.state && (
            <span className="qp-faint">
              {viewer.state.page + 1}／{viewer.state.pageCount} 页　{Math.round(viewer.state.zoom * 100)}%
            </span>
          )}
          <Button
            type="text"
            size="small"
            aria-label={`关闭${SIDES[id]}`}
            icon={<Icon name="close" />}
            onClick={onClose}
          />
        </header>
      )}
      {viewer.notices.map((notice) => (
        <p key={notice} className="qp-wb-notice" role="note">
          <Icon name="info" />
          {notice}
        </p>
      ))}
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
        {pane.finding && (
          <FindBar
            key={file?.attachmentId}
            viewer={shown}
            find={viewer.find}
            field={pane.findField}
            canCapture={canCapture}
            onClose={() => pane.setFinding(false)}
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
