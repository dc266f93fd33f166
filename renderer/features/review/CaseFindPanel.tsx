import { Button, type InputRef } from 'antd';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { type FileProgress, type Hit, MAX_HITS, type SearchState } from '../../pdf/searchFiles.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { FindField } from './FindField.tsx';
import type { CaseFind } from './useCaseFind.ts';

interface Props {
  find: CaseFind;
  files: readonly AttachmentView[];
  field: RefObject<InputRef | null>;
  /** The place on screen may become evidence. */
  canCapture: boolean;
  onClose: () => void;
}

/** Why a file was not looked through; files that were are not listed. */
const NOT_READ: Partial<Record<FileProgress, string>> = {
  noText: '扫描件，没有文字',
  picture: '不是文字文件',
  encrypted: '已加密',
  'wrong-password': '已加密',
  damaged: '已损坏',
  empty: '空文件',
  stuck: '过于复杂，没有读完',
  unreadable: '读取出错',
};

function summary({ query, current, state }: CaseFind): string {
  if (!state) return query.trim() === '' ? '' : '正在查找…';
  const { hits, files, done, cut, pages } = state;
  const inFiles = new Set(hits.map((hit) => hit.fileId)).size;
  const found = hits.length === 0 ? '没有找到' : `${inFiles} 个文件中共 ${hits.length} 处`;
  if (cut) return `只列出前 ${MAX_HITS} 处，请多写几个字`;
  if (done) return current >= 0 ? `第 ${current + 1} 处，${found}` : found;
  const over = [...files.values()].filter((one) => one !== 'waiting' && one !== 'reading').length;
  return `已查 ${over}／${files.size} 个文件，${pages} 页；${hits.length} 处`;
}

/** Finds text in every file of the case; a list by file and page. Keys: Enter and F3 go on, ↓ enters the list, Escape leaves. */
export function CaseFindPanel({ find, files, field, canCapture, onClose }: Props) {
  const [draft, setDraft] = useState(find.query);
  const [composing, setComposing] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const { setQuery, state } = find;
  useEffect(() => {
    if (!composing) setQuery(draft);
  }, [composing, draft, setQuery]);
  useEffect(() => {
    list.current?.querySelector(`[data-hit="${find.current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [find.current]);
  return (
    <search className="qp-wb-casefind" aria-label="在全部附件中查找">
      <div className="qp-wb-casefind-bar">
        <FindField
          field={field}
          label="在全部附件中查找的内容"
          placeholder="在全部附件中查找"
          value={draft}
          onValue={setDraft}
          onComposing={setComposing}
          onStep={find.step}
          onDown={() => list.current?.querySelector('button')?.focus()}
        />
        <span className="qp-wb-find-words" role="status">
          {summary(find)}
        </span>
        {state && !state.done && (
          <Button size="small" onClick={find.stop}>
            停止
          </Button>
        )}
        <CommandButton id="document.findPrevious" type="text" size="small">
          <Icon name="up" />
        </CommandButton>
        <CommandButton id="document.findNext" type="text" size="small">
          <Icon name="down" />
        </CommandButton>
        {canCapture && find.current >= 0 && (
          <CommandButton id="review.capture" size="small">
            作为依据
          </CommandButton>
        )}
        <Button type="text" size="small" aria-label="关闭查找" icon={<Icon name="close" />} onClick={onClose} />
      </div>
      {state && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move between the buttons inside
        <div className="qp-wb-casefind-list" ref={list} onKeyDown={moveInList}>
          {hitsFirst(files, state).map((file) => (
            <FileHits key={file.attachmentId} file={file} state={state} current={find.current} onGo={find.go} />
          ))}
        </div>
      )}
    </search>
  );
}

/** Files where something stands come first, so that those nobody could look through do not push them away. */
function hitsFirst(files: readonly AttachmentView[], { hits }: SearchState): AttachmentView[] {
  const found = new Set(hits.map((hit) => hit.fileId));
  return [
    ...files.filter((file) => found.has(file.attachmentId)),
    ...files.filter((file) => !found.has(file.attachmentId)),
  ];
}

interface FileHitsProps {
  file: AttachmentView;
  state: SearchState;
  current: number;
  onGo: (index: number) => void;
}

function FileHits({ file, state, current, onGo }: FileHitsProps) {
  const hits = state.hits.map((hit, index) => ({ hit, index })).filter(({ hit }) => hit.fileId === file.attachmentId);
  const why = NOT_READ[state.files.get(file.attachmentId) ?? 'waiting'];
  if (hits.length === 0 && !why) return null;
  return (
    <section>
      <h3>
        <VisibleText text={file.name} />
        <span className="qp-faint">{hits.length > 0 ? `${hits.length} 处` : `没有查找：${why}`}</span>
      </h3>
      {hits.map(({ hit, index }) => (
        <button
          key={`${hit.page}/${hit.index}`}
          type="button"
          className="qp-wb-hit"
          data-hit={index}
          aria-current={index === current}
          onClick={() => onGo(index)}
        >
          <span className="qp-faint">第 {hit.page + 1} 页</span>
          <Snippet hit={hit} />
        </button>
      ))}
    </section>
  );
}

function Snippet({ hit }: { hit: Hit }) {
  return (
    <span className="qp-wb-hit-text">
      <VisibleText text={hit.before} />
      <mark>
        <VisibleText text={hit.words} />
      </mark>
      <VisibleText text={hit.after} />
    </span>
  );
}

function moveInList(event: React.KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (!step) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}
