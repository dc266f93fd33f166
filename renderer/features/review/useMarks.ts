import { useEffect, useMemo, useState } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { Checklist } from '#shared/api/review.ts';
import type { EvidenceView, PdfRect } from '#shared/domain/review.ts';
import type { Mark } from '../../pdf/marks.ts';
import { isReplaced, standsAt } from './standing.ts';
import type { OpenedFile } from './useViewer.ts';

export interface FoundPlace {
  page: number;
  rects: readonly PdfRect[];
}

/** Where the evidence of replaced files was found again by its quote; `null`: nowhere. */
export type FoundPlaces = ReadonlyMap<string, FoundPlace | null>;

/**
 * Draws the evidence of the file on screen: the current item's strongly, the others' faintly. Evidence taken from another version
 * of the file is put where its quote is found now, or not drawn: a wrong mark is worse than none.
 */
export function useMarks(
  opened: OpenedFile | null,
  list: Checklist,
  files: readonly AttachmentView[],
  current: string,
): FoundPlaces {
  const [found, setFound] = useState<FoundPlaces>(new Map());
  const here = useMemo(
    () =>
      list.items.flatMap((item) =>
        item.evidence
          .filter((one) => standsAt(one).attachmentId === opened?.attachmentId)
          .map((one) => ({ one, title: item.title })),
      ),
    [list, opened],
  );
  useEffect(() => {
    if (!opened) return;
    const lost = here.map(({ one }) => one).filter((one) => isReplaced(one, files) && one.quote !== '');
    let wanted = true;
    void (async () => {
      for (const one of lost) {
        const place = await opened.viewer.locate(one.pageIndex, one).catch(() => null);
        if (!wanted) return;
        setFound((known) => (known.get(one.id) === undefined ? new Map(known).set(one.id, place) : known));
      }
    })();
    return () => {
      wanted = false;
    };
  }, [opened, here, files]);
  useEffect(() => {
    const marks = here.flatMap(({ one, title }) => markOf(one, title, files, found, current));
    opened?.viewer.setMarks(marks);
  }, [opened, here, files, found, current]);
  return found;
}

function markOf(
  one: EvidenceView,
  itemTitle: string,
  files: readonly AttachmentView[],
  found: FoundPlaces,
  current: string,
): Mark[] {
  const place = isReplaced(one, files) ? found.get(one.id) : { page: standsAt(one).pageIndex, rects: one.rects };
  if (!place) return [];
  const strong = one.itemId === current;
  return [
    {
      id: one.id,
      pageIndex: place.page,
      rects: place.rects,
      strong,
      framed: one.quote === '',
      title: `依据：${itemTitle}`,
    },
  ];
}
