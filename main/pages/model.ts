import type { PageProblem } from '#shared/domain/filePages.ts';

/** What one page shows, as digests. `null` where there is nothing of the kind, or the page could not be read whole. */
export interface PageMarks {
  /** Of everything on the page with its place: equal digests, equal pictures. */
  whole: string | null;
  /** Almost nothing is on it. */
  slight: boolean;
  /** Of the one image that is the page. */
  scan: string | null;
  /** Of its words without their places. */
  text: string | null;
}

export type FileMarks = { told: true; pages: PageMarks[] } | { told: false; why: PageProblem };
