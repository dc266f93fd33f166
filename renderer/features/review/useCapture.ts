import { useCallback, useEffect, useState } from 'react';
import { unwrap } from '#shared/api/result.ts';
import { useTransport } from '../../api/ApiProvider.tsx';
import type { Capture } from '../../pdf/capture.ts';
import type { Viewer } from '../../pdf/viewer.ts';
import type { Act } from './acts.ts';
import type { OpenedFile } from './useViewer.ts';

export interface CaptureState {
  /** A rectangle is being drawn. */
  drawing: boolean;
  /** The evidence is being kept. */
  keeping: boolean;
  /** Takes what is marked; begins a rectangle when nothing is. */
  capture: () => void;
  /** Takes the whole page on screen. */
  capturePage: () => void;
  stop: () => void;
}

interface Options {
  /** The file of the active pane. */
  opened: OpenedFile | null;
  /** The item the evidence is for; `null` when there is none to take it. */
  itemId: string | null;
  act: (act: Act) => Promise<boolean>;
  onError: (error: unknown) => void;
}

/** Makes evidence of what is marked in the document: crop first, then the anchor that names it. */
export function useCapture({ opened, itemId, act, onError }: Options): CaptureState {
  const transport = useTransport();
  /** The viewer a rectangle is being drawn in: another file and the other pane have another one, so going there ends it. */
  const [drawnIn, setDrawnIn] = useState<Viewer | null>(null);
  const [keeping, setKeeping] = useState(false);
  const viewer = opened?.viewer;

  const stop = useCallback(() => {
    viewer?.stopRegion();
    setDrawnIn(null);
  }, [viewer]);
  useEffect(() => {
    if (itemId === null) stop();
  }, [itemId, stop]);
  useEffect(() => {
    if (drawnIn === null || drawnIn === viewer) return;
    drawnIn.stopRegion();
    setDrawnIn(null);
  }, [drawnIn, viewer]);

  const keep = async (attachmentId: string, item: string, captures: readonly Capture[]) => {
    for (const { kind, pageIndex, pageLabel, rects, rotation, quote } of captures) {
      const { png } = await opened!.viewer.crop(pageIndex, rects);
      const crop = unwrap(await transport.putBlob(png));
      const place = { attachmentId, pageIndex, pageLabel, rects, rotation, ...quote };
      const anchor = kind === 'page' ? { ...place, wholePage: true as const } : place;
      if (!(await act({ kind: 'evidence', itemId: item, anchor, crop }))) return;
    }
    document.getSelection()?.removeAllRanges();
    stop();
  };
  const capture = async () => {
    if (!opened || itemId === null || keeping) return;
    const captures = await opened.viewer.captures();
    if (captures.length === 0) {
      opened.viewer.startRegion();
      setDrawnIn(opened.viewer);
      return;
    }
    await take(captures);
  };
  const take = async (captures: readonly Capture[]) => {
    setKeeping(true);
    try {
      await keep(opened!.attachmentId, itemId!, captures);
    } finally {
      setKeeping(false);
    }
  };
  const whole = async () => {
    if (opened && itemId !== null && !keeping) await take(await opened.viewer.captures(true));
  };
  const drawing = drawnIn !== null && drawnIn === viewer;
  return {
    drawing,
    keeping,
    stop,
    capture: () => void capture().catch(onError),
    capturePage: () => void whole().catch(onError),
  };
}
