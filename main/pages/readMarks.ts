import type { PDFDocumentProxy } from 'pdfjs-dist';
import { MAX_PAGES } from '#shared/domain/filePages.ts';
import type { FileMarks, PageMarks } from './model.ts';
import { openPdf } from './openPdf.ts';
import { pageMarks } from './pageMarks.ts';
import { warnings } from './standIns.ts';

/** What pdf.js says when part of a page does not come through. Anything else it notes is of no account for what a page shows. */
const LEFT_OUT =
  /ignoring|ignored|unable to|not available|unsupported|exceeded|removed|error during|failed|missing|cannot/i;
/** A fault of a font is told once, with the first page that uses it. */
const OF_A_FONT = /font|glyph/i;

const UNREADABLE: PageMarks = { whole: null, slight: false, scan: null, text: null };

const nameOf = (error: unknown): string => (error as Error | null)?.name ?? '';

/** Reads pages one after the other; what pdf.js warns of is of the page at hand. */
function pageReader(pdf: PDFDocumentProxy, layers: Layers) {
  let faultyFont = false;
  warnings();
  return async (number: number): Promise<PageMarks> => {
    try {
      const page = await pdf.getPage(number);
      const marks = await pageMarks(page, layers);
      page.cleanup();
      const leftOut = warnings().filter((words) => LEFT_OUT.test(words));
      faultyFont ||= leftOut.some((words) => OF_A_FONT.test(words));
      return faultyFont || leftOut.length > 0 ? UNREADABLE : marks;
    } catch {
      return UNREADABLE;
    }
  };
}

type Layers = Awaited<ReturnType<PDFDocumentProxy['getOptionalContentConfig']>>;

/** Pages between two calls of the whole clean-up: what several pages share is kept that long. */
const KEEP_PAGES = 25;

/** The marks of every page of a PDF. A page that cannot be read whole is like no other; a file that cannot be opened says why. */
export async function readMarks(data: Uint8Array, onPage: (done: number, total: number) => void): Promise<FileMarks> {
  let pdf: PDFDocumentProxy;
  try {
    pdf = await openPdf(data);
  } catch (error) {
    return { told: false, why: nameOf(error) === 'PasswordException' ? 'encrypted' : 'damaged' };
  }
  try {
    if (pdf.numPages > MAX_PAGES) return { told: false, why: 'too-many' };
    // What such a form holds is drawn by a program that does not run here: its pages all say the same.
    const { info } = await pdf.getMetadata();
    if ((info as { IsXFAPresent?: boolean }).IsXFAPresent) return { told: false, why: 'xfa' };
    const layers = await pdf.getOptionalContentConfig();
    const read = pageReader(pdf, layers);
    const pages: PageMarks[] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      pages.push(await read(number));
      onPage(number, pdf.numPages);
      if (number % KEEP_PAGES === 0) await pdf.cleanup();
    }
    // A file of nothing but unreadable pages is a damaged one.
    return pages.some(({ whole }) => whole !== null) ? { told: true, pages } : { told: false, why: 'damaged' };
  } finally {
    await pdf.loadingTask.destroy();
  }
}
