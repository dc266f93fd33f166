import { type KeyboardEvent, type PointerEvent as ReactPointerEvent, type RefObject, useRef } from 'react';
import type { Line } from './usePanes.ts';

interface Props {
  /** The box the share is of. */
  box: RefObject<HTMLElement | null>;
  line: Line;
  label: string;
}

const MIN = 20;
const MAX = 80;
const clamp = (percent: number) => Math.max(MIN, Math.min(MAX, Math.round(percent)));

/** The line between two parts of the room: dragged, or moved with the arrow keys. */
export function SplitLine({ box, line: { percent, move: onMove, settle: onDone }, label }: Props) {
  const last = useRef(percent);
  const onPointerDown = (event: ReactPointerEvent<HTMLDivElement>) => {
    const area = box.current?.getBoundingClientRect();
    if (!area || event.button !== 0) return;
    const line = event.currentTarget;
    line.setPointerCapture(event.pointerId);
    const move = (at: PointerEvent) => {
      last.current = clamp((100 * (at.clientX - area.left)) / area.width);
      onMove(last.current);
    };
    const up = () => {
      line.removeEventListener('pointermove', move);
      onDone(last.current);
    };
    line.addEventListener('pointermove', move);
    line.addEventListener('pointerup', up, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -2 : event.key === 'ArrowRight' ? 2 : 0;
    if (step === 0) return;
    event.preventDefault();
    onMove(clamp(percent + step));
    onDone(clamp(percent + step));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator one can move is no <hr>
    <div
      className="qp-wb-split"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={MIN}
      aria-valuemax={MAX}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
