import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';

interface Props {
  files: readonly AttachmentView[];
  current: string | undefined;
  onSelect: (attachmentId: string) => void;
}

/** The case's files side by side above the document. */
export function FileTabs({ files, current, onSelect }: Props) {
  const tabs = useRef(new Map<string, HTMLButtonElement>());
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
  return (
    <div
      className="qp-wb-tabs"
      role="tablist"
      aria-label="附件"
      onKeyDown={onKeyDown}
      onWheel={(event) => {
        event.currentTarget.scrollLeft += event.deltaY;
      }}
    >
      {files.map((file) => (
        <button
          key={file.attachmentId}
          type="button"
          role="tab"
          aria-selected={file.attachmentId === current}
          tabIndex={file.attachmentId === current ? 0 : -1}
          title={`${file.name}${file.materialName ? `（${file.materialName}）` : ''}`}
          className={file.viewedPages.length > 0 ? 'qp-wb-tab qp-wb-tab-viewed' : 'qp-wb-tab'}
          ref={(element) => {
            if (element) tabs.current.set(file.attachmentId, element);
            else tabs.current.delete(file.attachmentId);
          }}
          onClick={() => onSelect(file.attachmentId)}
        >
          <VisibleText text={file.materialName ?? file.name} />
        </button>
      ))}
    </div>
  );
}
