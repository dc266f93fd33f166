import { useEffect, useRef } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import { isReplaced, standsAt } from './standing.ts';
import type { Focus } from './useFocus.ts';
import type { FoundPlaces } from './useMarks.ts';
import type { OpenedFile } from './useViewer.ts';

/** Brings the wanted evidence into view once its file is open and, for a replaced file, once its quote was looked for. */
export function useReveal(
  opened: OpenedFile | null,
  { target, reached }: Pick<Focus, 'target' | 'reached'>,
  files: readonly AttachmentView[],
  found: FoundPlaces,
  onLost: () => void,
): void {
  const latest = useRef({ reached, onLost });
  latest.current = { reached, onLost };
  useEffect(() => {
    if (!target || !opened) return;
    if ('page' in target) {
      if (opened.attachmentId !== target.attachmentId) return;
      latest.current.reached();
      opened.viewer.goToPage(target.page);
      return;
    }
    if (opened.attachmentId !== standsAt(target).attachmentId) return;
    const replaced = isReplaced(target, files);
    const place = replaced ? found.get(target.id) : { page: standsAt(target).pageIndex, rects: target.rects };
    if (place === undefined && target.quote !== '') return;
    latest.current.reached();
    if (place) void opened.viewer.reveal(place.page, place.rects);
    else latest.current.onLost();
  }, [opened, target, files, found]);
}
