import { findAll, fold, type Span } from './fold.ts';
import { type ProblemCode, ViewProblem } from './problems.ts';
import { quoteAt } from './quote.ts';

/** Text of one page of a file, as a search reads it. */
export interface ReadPage {
  page: number;
  pageCount: number;
  text: string;
}

export interface SearchedFile {
  id: string;
  /** `null` where there is no text to look through: pictures and kinds that are not shown here. */
  pages: ((signal: AbortSignal) => AsyncIterable<ReadPage>) | null;
}

/** A place found. `index` counts the matches of its page from 0. */
export interface Hit {
  fileId: string;
  page: number;
  index: number;
  before: string;
  words: string;
  after: string;
}

/** How far the search is with a file: `noText` a scan, `picture` no PDF at all, or why it could not be read. */
export type FileProgress = 'waiting' | 'reading' | 'done' | 'noText' | 'picture' | ProblemCode;

export interface SearchState {
  query: string;
  /** In the order of the files, their pages and the places on a page. */
  hits: readonly Hit[];
  files: ReadonlyMap<string, FileProgress>;
  /** Pages looked through in all files. */
  pages: number;
  done: boolean;
  /** The list was cut at `MAX_HITS`. */
  cut: boolean;
}

export const MAX_HITS = 1000;
const BEFORE = 14;
const AFTER = 26;
/** Pages between two reports of a search that finds nothing. */
const REPORT_PAGES = 10;

function hitAt(fileId: string, { page, text }: ReadPage, span: Span, index: number): Hit {
  const { quote, prefix, suffix } = quoteAt(text, span);
  const before = [...prefix].slice(-BEFORE).join('').trimStart();
  return { fileId, page, index, before, words: quote, after: [...suffix].slice(0, AFTER).join('').trimEnd() };
}

/**
 * Looks for a text in file after file, white space, width and case left out of account. A file that cannot be read says why and
 * stops nothing. Reports as it goes and once at the end, unless `signal` ends it. Never throws but the signal's reason.
 */
export async function searchFiles(
  files: readonly SearchedFile[],
  query: string,
  signal: AbortSignal,
  report: (state: SearchState) => void,
): Promise<void> {
  const hits: Hit[] = [];
  const progress = new Map<string, FileProgress>(files.map(({ id }) => [id, 'waiting']));
  let pages = 0;
  let cut = false;
  const tell = (done: boolean) => report({ query, hits: [...hits], files: new Map(progress), pages, done, cut });
  if (fold(query).text === '') return tell(true);

  const look = (fileId: string, read: ReadPage) => {
    const room = MAX_HITS - hits.length;
    const spans = findAll(read.text, query, room + 1);
    cut ||= spans.length > room;
    for (const [index, span] of spans.slice(0, room).entries()) hits.push(hitAt(fileId, read, span, index));
    pages += 1;
    if (spans.length > 0 || pages % REPORT_PAGES === 0) tell(false);
  };
  const readFile = async ({ id, pages: read }: SearchedFile): Promise<FileProgress> => {
    if (!read) return 'picture';
    let anyText = false;
    try {
      for await (const page of read(signal)) {
        signal.throwIfAborted();
        anyText ||= page.text.trim() !== '';
        look(id, page);
        if (cut) break;
      }
    } catch (error) {
      signal.throwIfAborted();
      return error instanceof ViewProblem ? error.code : 'damaged';
    }
    return anyText ? 'done' : 'noText';
  };
  for (const file of files) {
    if (cut) break;
    progress.set(file.id, 'reading');
    tell(false);
    progress.set(file.id, await readFile(file));
  }
  signal.throwIfAborted();
  tell(true);
}
