import { Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { PageState } from '#shared/domain/filePages.ts';
import type { OutlineEntry } from '../../pdf/document.ts';
import type { Viewer, ViewerState } from '../../pdf/viewer.ts';
import { formatBytes } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { countNew } from './pageChanges.ts';
import { Thumbnails } from './Thumbnails.tsx';

interface Props {
  files: readonly AttachmentView[];
  current: string | undefined;
  viewer: Viewer | null;
  state: ViewerState | null;
  outline: readonly OutlineEntry[];
  /** What became of the pages of replaced files. */
  changed: ReadonlyMap<string, readonly PageState[]>;
  onFile: (attachmentId: string) => void;
}

/** The files of the case with what was looked at, and the pages of the one on screen. */
export function FilesPane({ files, current, viewer, state, outline, changed, onFile }: Props) {
  const [tab, setTab] = useState<'pages' | 'outline'>('pages');
  const file = files.find((one) => one.attachmentId === current);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const shown = current && list.current?.querySelector('[aria-current=true]');
    if (shown) shown.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const showOutline = tab === 'outline' && outline.length > 0;
  return (
    <aside className="qp-wb-files" aria-label="文件栏">
      <ul ref={list}>
        {files.map((one) => (
          <li key={one.attachmentId}>
            <button
              type="button"
              aria-current={one.attachmentId === current}
              className="qp-wb-file"
              onClick={() => onFile(one.attachmentId)}
            >
              <Icon name={one.viewedPages.length > 0 ? 'check' : 'file'} />
              <span className="qp-wb-file-name">
                <VisibleText text={one.name} />
              </span>
              <span className="qp-faint">
                {one.viewedPages.length > 0 ? `已看 ${one.viewedPages.length} 页` : '未看'}　{formatBytes(one.bytes)}
              </span>
              {countNew(changed.get(one.attachmentId)) > 0 && (
                <span className="qp-wb-file-changed">本次变化 {countNew(changed.get(one.attachmentId))} 页</span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {viewer && state && (
        <>
          {outline.length > 0 && (
            <Segmented
              block
              size="small"
              value={tab}
              options={[
                { value: 'pages', label: '页面' },
                { value: 'outline', label: '目录' },
              ]}
              onChange={(value) => setTab(value as typeof tab)}
            />
          )}
          {showOutline ? (
            <Outline entries={outline} onPage={(page) => viewer.goToPage(page)} />
          ) : (
            <Thumbnails
              viewer={viewer}
              pageCount={state.pageCount}
              page={state.page}
              turn={state.turn}
              viewed={new Set(file?.viewedPages)}
              changed={changed.get(current ?? '')}
            />
          )}
        </>
      )}
    </aside>
  );
}

function Outline({ entries, onPage }: { entries: readonly OutlineEntry[]; onPage: (page: number) => void }) {
  return (
    <ol className="qp-wb-outline">
      {entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity and never move
        <li key={index}>
          <button
            type="button"
            disabled={entry.pageIndex === null}
            onClick={() => entry.pageIndex !== null && onPage(entry.pageIndex)}
          >
            <VisibleText text={entry.title} />
          </button>
          {entry.items.length > 0 && <Outline entries={entry.items} onPage={onPage} />}
        </li>
      ))}
    </ol>
  );
}
