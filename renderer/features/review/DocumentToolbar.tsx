import { InputNumber } from 'antd';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { isComposing } from '../../commands/composition.ts';
import type { ViewerState } from '../../pdf/viewer.ts';
import { Icon } from '../../ui/Icon.tsx';
import { WorkIcon } from './WorkIcon.tsx';

interface Props {
  state: ViewerState | null;
  pageField: RefObject<HTMLInputElement | null>;
  canCapture: boolean;
  /** Dragging moves the pages. */
  hand: boolean;
  /** Two files are shown. */
  split: boolean;
  onPage: (page: number) => void;
}

/** The viewer's tools. Every button is a command, so its key stands in its tooltip. */
export function DocumentToolbar({ state, pageField, canCapture, hand, split, onPage }: Props) {
  return (
    <div className="qp-wb-tools" role="toolbar" aria-label="文件工具">
      <CommandButton id="document.files" type="text" size="small">
        <WorkIcon name="files" />
      </CommandButton>
      <CommandButton id="document.split" type="text" size="small" aria-pressed={split}>
        <WorkIcon name="split" />
      </CommandButton>
      <PageBox state={state} pageField={pageField} onPage={onPage} />
      <span className="qp-wb-tools-gap" />
      <CommandButton id="document.zoomOut" type="text" size="small">
        <WorkIcon name="zoomOut" />
      </CommandButton>
      <output className="qp-wb-zoom" aria-label="缩放比例">
        {state ? `${Math.round(state.zoom * 100)}%` : ''}
      </output>
      <CommandButton id="document.zoomIn" type="text" size="small">
        <WorkIcon name="zoomIn" />
      </CommandButton>
      <CommandButton id="document.fitWidth" type="text" size="small" aria-pressed={state?.mode === 'width'}>
        <WorkIcon name="fitWidth" />
      </CommandButton>
      <CommandButton id="document.fitPage" type="text" size="small" aria-pressed={state?.mode === 'page'}>
        <WorkIcon name="fitPage" />
      </CommandButton>
      <CommandButton id="document.rotate" type="text" size="small">
        <WorkIcon name="rotate" />
      </CommandButton>
      <CommandButton id="document.hand" type="text" size="small" aria-pressed={hand}>
        <WorkIcon name="hand" />
      </CommandButton>
      <span className="qp-wb-tools-gap" />
      <CommandButton id="document.find" type="text" size="small">
        <Icon name="search" />
      </CommandButton>
      <CommandButton id="document.outside" type="text" size="small">
        <WorkIcon name="outside" />
      </CommandButton>
      {canCapture && (
        <CommandButton id="review.capture" size="small" className="qp-wb-capture">
          <WorkIcon name="capture" />
          <span className="qp-wb-capture-word">截取依据</span>
        </CommandButton>
      )}
    </div>
  );
}

/** The page one is on; a number and Enter go elsewhere. */
function PageBox({ state, pageField, onPage }: Pick<Props, 'state' | 'pageField' | 'onPage'>) {
  const page = state ? state.page + 1 : null;
  const [typed, setTyped] = useState<number | null>(page);
  const going = useRef(false);
  useEffect(() => setTyped(page), [page]);
  const go = (to: number) => {
    const target = Math.min(Math.max(to, 1), state?.pageCount ?? 1);
    // The field loses the focus before the page has changed: what is typed must not be taken back meanwhile.
    going.current = true;
    setTyped(target);
    onPage(target - 1);
  };
  return (
    <span className="qp-wb-page">
      <InputNumber
        ref={pageField as never}
        aria-label="页码"
        size="small"
        controls={false}
        min={1}
        max={state?.pageCount ?? 1}
        precision={0}
        disabled={!state}
        value={typed}
        onChange={(value) => setTyped(value === null ? null : Number(value))}
        onFocus={(event) => event.target.select()}
        onBlur={() => {
          if (!going.current) setTyped(page);
          going.current = false;
        }}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'Enter' && typed !== null) go(typed);
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          (event.target as HTMLElement).blur();
        }}
      />
      <span>
        ／{state?.pageCount ?? '–'} 页
        {state && state.label !== String(state.page + 1) && <span className="qp-faint">（{state.label}）</span>}
      </span>
    </span>
  );
}
