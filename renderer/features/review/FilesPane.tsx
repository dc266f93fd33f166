import { Segmented } from 'antd';
import { useEffect, useRef } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { PageState } from '#shared/domain/filePages.ts';
import type { OutlineEntry } from '../../pdf/document.ts';
import type { Viewer, ViewerState } from '../../pdf/viewer.ts';
import { formatBytes } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { OutlineList } from './OutlineList.tsx';
import { countNew } from './pageChanges.ts';
import { Thumbnails } from './Thumbnails.tsx';

interface Props {
  files: readonly AttachmentView[];
  current: string | undefined;
  viewer: Viewer | null;
  state: ViewerState | null;
  outline: readonly OutlineEntry[];
  contents: Contents;
  /** What became of the pages of replaced files. */
  changed: ReadonlyMap<string, readonly PageState[]>;
  onFile: (attachmentId: string) => void;
}

/** What stands below the files: small pages, or the file's table of contents. */
export interface Contents {
  tab: 'pages' | 'outline';
  setTab: (tab: 'pages' | 'outline') => void;
  /** Counts how often the table was asked for by key: it takes the focus then. */
  asked: number;
}

/** The files of the case with what was looked at, and the pages of the one on screen. */
export function FilesPane({ files, current, viewer, state, outline, contents, changed, onFile }: Props) {
  const file = files.find((one) => one.attachmentId === current);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const shown = current && list.current?.querySelector('[aria-current=true]');
    if (shown) shown.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const showOutline = contents.tab === 'outline' && outline.length > 0;
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
              value={contents.tab}
              options={[
                { value: 'pages', label: '页面' },
                { value: 'outline', label: '目录' },
              ]}
              onChange={(value) => contents.setTab(value as Contents['tab'])}
            />
          )}
          {showOutline ? (
            <OutlineList
              entries={outline}
              page={state.page}
              asked={contents.asked}
              onPage={(page) => viewer.goToPage(page)}
            />
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
