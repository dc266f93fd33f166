import { useEffect, useRef, useState } from 'react';
import { PAGE_STATE_TITLES, type PageState } from '#shared/domain/filePages.ts';
import type { Viewer } from '../../pdf/viewer.ts';
import { Icon } from '../../ui/Icon.tsx';

const ROW = 156;
const WIDTH = 96;
const SPARE = 2;

interface Props {
  viewer: Viewer;
  pageCount: number;
  page: number;
  viewed: ReadonlySet<number>;
  /** What became of each page, where the file was replaced. */
  changed: readonly PageState[] | undefined;
  turn: number;
}

/** Small pictures of the pages; only those in view exist. */
export function Thumbnails({ viewer, pageCount, page, viewed, changed, turn }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [window, setWindow] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWindow({ top: element.scrollTop, height: element.clientHeight });
    const resize = new ResizeObserver(measure);
    resize.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      resize.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const top = page * ROW;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW > element.scrollTop + element.clientHeight) element.scrollTop = top + ROW - element.clientHeight;
  }, [page]);
  const first = Math.max(0, Math.floor(window.top / ROW) - SPARE);
  const last = Math.min(pageCount - 1, Math.ceil((window.top + window.height) / ROW) + SPARE);
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  return (
    <div className="qp-wb-thumbs" ref={box} role="listbox" aria-label="页面" tabIndex={-1}>
      <div style={{ height: pageCount * ROW, position: 'relative' }}>
        {rows.map((index) => (
          <button
            key={index}
            type="button"
            role="option"
            aria-selected={index === page}
            tabIndex={-1}
            className="qp-wb-thumb"
            style={{ top: index * ROW, height: ROW }}
            onClick={() => viewer.goToPage(index)}
          >
            <Picture key={turn} viewer={viewer} index={index} />
            <span className="qp-wb-thumb-label">
              {index + 1}
              {viewed.has(index) && <Icon name="check" aria-label="已看" />}
              <Change state={changed?.[index]} />
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}

function Change({ state }: { state: PageState | undefined }) {
  if (state === undefined || state === 'same') return null;
  return <span className={`qp-wb-thumb-change qp-wb-thumb-${state}`}>{PAGE_STATE_TITLES[state]}</span>;
}

function Picture({ viewer, index }: { viewer: Viewer; index: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const stop = new AbortController();
    // flying past paints nothing
    const timer = setTimeout(() => {
      element.width = WIDTH * Math.min(2, globalThis.devicePixelRatio || 1);
      viewer.thumbnail(index, element, stop.signal).catch(() => {});
    }, 80);
    return () => {
      clearTimeout(timer);
      stop.abort();
      element.width = 0;
      element.height = 0;
    };
  }, [viewer, index]);
  return <canvas ref={canvas} width={0} height={0} />;
}
