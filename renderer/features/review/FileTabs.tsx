import { Dropdown } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { PageState } from '#shared/domain/filePages.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { fileTitle } from './fileTitle.ts';
import { countNew } from './pageChanges.ts';

interface Props {
  files: readonly AttachmentView[];
  current: string | undefined;
  /** The file of the other pane. */
  beside: string | undefined;
  /** What became of the pages of replaced files. */
  changed: ReadonlyMap<string, readonly PageState[]>;
  onSelect: (attachmentId: string) => void;
  /** Shows a file in the other pane. */
  onBeside: (attachmentId: string) => void;
}

/** The case's files side by side above the document. Ctrl and a click, or the menu, open one beside the file on screen. */
export function FileTabs({ files, current, beside, changed, onSelect, onBeside }: Props) {
  const tabs = useRef(new Map<string, HTMLButtonElement>());
  const [menuOf, setMenuOf] = useState<string | null>(null);
  useEffect(() => {
    if (current) tabs.current.get(current)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = files.findIndex((file) => file.attachmentId === current);
    const next = files[(at + step + files.length) % files.length];
    if (!step || !next) return;
    event.preventDefault();
    onSelect(next.attachmentId);
    tabs.current.get(next.attachmentId)?.focus();
  };
  const menu = {
    items: [
      { key: 'here', label: beside === undefined ? '打开' : '在当前栏打开' },
      { key: 'beside', label: beside === undefined ? '在右侧打开' : '在另一栏打开' },
    ],
    onClick: ({ key }: { key: string }) => menuOf && (key === 'here' ? onSelect(menuOf) : onBeside(menuOf)),
  };
  return (
    <Dropdown menu={menu} trigger={['contextMenu']} autoFocus>
      <div
        className="qp-wb-tabs"
        role="tablist"
        aria-label="附件"
        onKeyDown={onKeyDown}
        onContextMenuCapture={(event) => {
          const tab = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=tab]') : null;
          setMenuOf(tab?.dataset.file ?? null);
          // Beside the tabs there is nothing to open.
          if (!tab) event.stopPropagation();
        }}
        onWheel={(event) => {
          event.currentTarget.scrollLeft += event.deltaY;
        }}
      >
        {files.map(({ attachmentId: id, ...file }) => (
          <button
            key={id}
            type="button"
            role="tab"
            aria-selected={id === current}
            tabIndex={id === current ? 0 : -1}
            data-file={id}
            data-beside={(id === beside && id !== current) || undefined}
            data-changed={countNew(changed.get(id)) > 0 || undefined}
            title={[
              `${file.name}${file.materialName ? `（${file.materialName}）` : ''}`,
              ...(countNew(changed.get(id)) > 0 ? [`本次变化：${countNew(changed.get(id))} 页`] : []),
            ].join('，')}
            className={file.viewedPages.length > 0 ? 'qp-wb-tab qp-wb-tab-viewed' : 'qp-wb-tab'}
            ref={(element) => {
              if (element) tabs.current.set(id, element);
              else tabs.current.delete(id);
            }}
            onClick={(event) => (event.ctrlKey || event.metaKey ? onBeside(id) : onSelect(id))}
          >
            <VisibleText text={fileTitle({ attachmentId: id, ...file }, files)} />
          </button>
        ))}
      </div>
    </Dropdown>
  );
}
