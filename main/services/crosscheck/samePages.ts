import type { ReadableDb } from '#db/database.ts';
import { type MarkPlace, marksOf, pagesWith } from '#db/queries/pages.ts';
import type { SharedPages } from '#shared/domain/crossCheckHits.ts';
import { COMMON_PAGE_FROM } from '#shared/domain/crossCheckKeys.ts';

/** Pages that two cases have in common, as the one of them sees it. */
export interface PageTwins {
  pages: { own: [attachmentId: string, page: number]; other: [attachmentId: string, page: number] }[];
  marks: string[];
}

const PLACES = 4 * COMMON_PAGE_FROM;

/** Places that say something: what too many cases have is a form everybody hands in. */
function telling(db: ReadableDb, mark: string): MarkPlace[] {
  const places = pagesWith(db, mark, PLACES + 1);
  const cases = new Set(places.map(({ caseId }) => caseId));
  return places.length > PLACES || cases.size > COMMON_PAGE_FROM ? [] : places;
}

/** Pages of other cases that show the same as one of this case, in files that are not the same. */
export function samePagesOf(db: ReadableDb, caseId: string): Map<string, PageTwins> {
  const found = new Map<string, PageTwins & { seen: Set<string> }>();
  for (const { attachmentId, sha256, page, mark } of marksOf(db, caseId)) {
    for (const place of telling(db, mark)) {
      if (place.caseId === caseId || place.sha256 === sha256) continue;
      const twins = found.get(place.caseId) ?? { pages: [], marks: [], seen: new Set() };
      found.set(place.caseId, twins);
      twins.marks.push(mark);
      const key = `${attachmentId} ${page} ${place.attachmentId} ${place.page}`;
      if (twins.seen.has(key)) continue;
      twins.seen.add(key);
      twins.pages.push({ own: [attachmentId, page], other: [place.attachmentId, place.page] });
    }
  }
  return found;
}

/** The same by pairs of files, in the order of the cases. */
export function sharedPages({ pages }: PageTwins, ownFirst: boolean): SharedPages[] {
  const byFiles = new Map<string, SharedPages>();
  for (const { own, other } of pages) {
    const [a, b] = ownFirst ? [own, other] : [other, own];
    const key = `${a[0]} ${b[0]}`;
    const shared = byFiles.get(key) ?? { attachments: [a[0], b[0]], pages: [] };
    shared.pages.push([a[1], b[1]]);
    byFiles.set(key, shared);
  }
  return [...byFiles]
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([, shared]) => ({ ...shared, pages: shared.pages.sort(([a, b], [c, d]) => a - c || b - d) }));
}
