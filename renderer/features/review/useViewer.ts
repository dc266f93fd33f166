import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import { unwrap } from '#shared/api/result.ts';
import type { reviewApi } from '#shared/api/review.ts';
import type { InputOf } from '#shared/api/route.ts';
import type { Transport } from '#shared/api/transport.ts';
import { useApi, useTransport } from '../../api/ApiProvider.tsx';
import type { ByteReader, OutlineEntry, ViewDocument } from '../../pdf/document.ts';
import type { FindState } from '../../pdf/findController.ts';
import { openFile, warmViewer } from '../../pdf/open.ts';
import { NOTICES, ViewProblem } from '../../pdf/problems.ts';
import { shownAs } from '../../pdf/shownAs.ts';
import { Viewer, type ViewerState, type ViewPosition } from '../../pdf/viewer.ts';
import { fileAhead, versionOf } from './ahead.ts';
import { keepPassword, usePasswords } from './fileSecrets.ts';
import { ViewMemory } from './viewMemory.ts';

export interface OpenedFile {
  attachmentId: string;
  viewer: Viewer;
}

export interface ViewerHandle {
  /** Give this to the element pages scroll in. */
  scroller: RefObject<HTMLDivElement | null>;
  /** The file on screen; `null` while one is being opened or cannot be shown. */
  opened: OpenedFile | null;
  problem: ViewProblem | null;
  state: ViewerState | null;
  find: FindState | null;
  selected: boolean;
  outline: OutlineEntry[];
  notices: string[];
  enterPassword: (password: string) => void;
}

export interface ViewerHooks {
  /** Where a file was left, or is looked at in the other pane. */
  placeOf: (attachmentId: string) => ViewPosition | undefined;
  onLeft: (attachmentId: string, position: ViewPosition) => void;
  /** Pages of the file that are being read in the other pane, where they count already. */
  readBeside: (attachmentId: string) => readonly number[];
  onMark: (evidenceId: string) => void;
  onRegion: () => void;
  onViewed: (receipt: InputOf<typeof reviewApi.viewed>) => void;
}

export function readerOf(transport: Transport, { attachmentId, bytes }: AttachmentView): ByteReader {
  return {
    bytes,
    readRange: async (begin, end) =>
      unwrap(await transport.readRange({ kind: 'attachment', id: attachmentId }, begin, end)),
  };
}

function problemOf(error: unknown): ViewProblem {
  return error instanceof ViewProblem ? error : new ViewProblem('damaged', { cause: error });
}

/**
 * Opens the file of one pane and mounts its viewer. A password that opened a file is kept while the workspace is open, so that it is
 * asked for once.
 */
export function useViewer(file: AttachmentView | undefined, hooks: ViewerHooks): ViewerHandle {
  const transport = useTransport();
  const { settings } = useApi();
  const scroller = useRef<HTMLDivElement>(null);
  const latest = useRef(hooks);
  latest.current = hooks;
  const passwords = usePasswords();
  const [typed, setTyped] = useState<{ attachmentId: string; text: string } | null>(null);
  const [shown, setShown] = useState<Omit<ViewerHandle, 'scroller' | 'enterPassword'>>(NOTHING);
  const attachmentId = file?.attachmentId;
  const version = file && versionOf(file);
  const secret = typed && typed.attachmentId === attachmentId ? typed.text : passwords.get(attachmentId ?? '');

  // biome-ignore lint/correctness/useExhaustiveDependencies: a file is opened once, and again when another one took its place; its record may be read anew meanwhile
  useEffect(() => {
    setShown(NOTHING);
    const element = scroller.current;
    if (!file || !element || shownAs(file.extension) === 'outside') return;
    const stop = new AbortController();
    const patch = (change: Partial<typeof NOTHING>) => {
      if (!signal.aborted) setShown((before) => ({ ...before, ...change }));
    };
    let mounted: { viewer: Viewer; document: ViewDocument } | null = null;
    let placed = false;
    const { signal } = stop;
    const { attachmentId: id } = file;
    const asked = secret === undefined ? {} : { password: secret };
    const memory = new ViewMemory((view) => settings.keepFileView({ attachmentId: id, view }));
    const left = latest.current.placeOf(id);
    const kept = left ? null : settings.fileView({ attachmentId: id }).catch(() => null);
    const mount = async () => {
      const document =
        (await fileAhead.take(versionOf(file))) ??
        (await openFile(readerOf(transport, file), file.extension, { ...asked, signal }));
      if (signal.aborted) return document.close();
      if (secret !== undefined) keepPassword(id, secret);
      const viewer = new Viewer(element, document, {
        onState: (state) => {
          patch({ state });
          if (mounted) memory.changed(() => viewer.position());
        },
        onSelection: (selected) => patch({ selected }),
        onMark: (evidence) => latest.current.onMark(evidence),
        onRegion: () => latest.current.onRegion(),
        onFind: (find) => patch({ find }),
        readElsewhere: () => latest.current.readBeside(id),
        onViewed: (pages) => {
          if (pages.length > 0) latest.current.onViewed({ attachmentId: id, pages });
        },
        onFirstPage: () => void afterFirstPage(document, patch),
      });
      mounted = { viewer, document };
      const view = (await kept)?.view;
      if (signal.aborted) return;
      await viewer.open(left ?? (view ? { place: START, ...view } : null));
      placed = true;
      memory.begin(viewer.position());
      patch({ opened: { attachmentId: id, viewer } });
    };
    mount().catch((error) => patch({ problem: problemOf(error) }));
    return () => {
      stop.abort();
      if (!mounted) return;
      const position = mounted.viewer.position();
      if (placed) latest.current.onLeft(id, position);
      memory.end(position);
      mounted.viewer.close();
      void mounted.document.close();
    };
  }, [version, secret, transport, settings]);

  const enterPassword = useCallback((text: string) => attachmentId && setTyped({ attachmentId, text }), [attachmentId]);
  return { ...shown, scroller, enterPassword };
}

const START = { page: 0, share: 0 };

const NOTHING: Omit<ViewerHandle, 'scroller' | 'enterPassword'> = {
  opened: null,
  problem: null,
  state: null,
  find: null,
  selected: false,
  outline: [],
  notices: [],
};

/** Side questions to the file wait until there is something to look at. */
async function afterFirstPage(document: ViewDocument, patch: (change: Partial<typeof NOTHING>) => void): Promise<void> {
  warmViewer();
  const notices = await document.notices();
  if (notices.length > 0) patch({ notices: notices.map((code) => NOTICES[code]) });
  const outline = await document.outline();
  if (outline.length > 0) patch({ outline });
}
