import { type PageMark, putPages, type UnreadFile, unreadFiles } from '#db/queries/pages.ts';
import { jpegMark } from '#main/pages/imageMark.ts';
import { FILE_LIMITS } from '#main/pages/limits.ts';
import type { FileMarks } from '#main/pages/model.ts';
import { createMarksReader, type MarksReader } from '#main/pages/reader.ts';
import type { PagesReport, TransferProgress } from '#shared/api/transfer.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { PageProblem } from '#shared/domain/filePages.ts';
import { createSealedFiles, type SealedFiles } from '../sealedFiles.ts';
import { requireOpen, type Session } from '../session.ts';
import { createSteps } from '../transfer/steps.ts';

/** The way files are read; another number reads all of them again. */
export const PAGES_PROFILE = 1;

interface Options {
  report: (progress: TransferProgress) => void;
  signal: AbortSignal;
}

function marksOf(pages: Extract<FileMarks, { told: true }>['pages']): PageMark[] {
  return pages.flatMap(({ whole, slight, scan, text }, page): PageMark[] => {
    const marks: [PageMark['kind'], string | null][] = [
      ['whole', slight ? null : whole],
      ['scan', scan],
      ['text', text],
    ];
    return marks.flatMap(([kind, mark]) => (mark === null ? [] : [{ page, kind, mark }]));
  });
}

/** Bytes below which a photograph is a stamp or a portrait. */
const SMALL_PHOTOGRAPH = 20_000;

/** A photograph is its only page; the same mark finds it inside a PDF. */
async function readFile(
  file: UnreadFile,
  bytes: Uint8Array,
  reader: MarksReader,
  signal: AbortSignal,
): Promise<FileMarks> {
  if (file.extension === 'pdf') return reader.read(bytes, signal);
  const scan = bytes.length < SMALL_PHOTOGRAPH ? null : jpegMark(bytes);
  return { told: true, pages: [{ whole: null, slight: false, scan, text: null }] };
}

const damaged: FileMarks = { told: false, why: 'damaged' };

async function marksIn(
  files: SealedFiles,
  file: UnreadFile,
  reader: MarksReader,
  signal: AbortSignal,
): Promise<FileMarks> {
  if (file.bytes > FILE_LIMITS.bytes) return { told: false, why: 'too-large' };
  try {
    const { vaultId, offset, bytes } = file;
    const content = await files.use(vaultId, (sealed) => sealed.readRange(offset, offset + bytes));
    return await readFile(file, content, reader, signal);
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'CANCELLED') return damaged;
    throw error;
  }
}

/**
 * Reads the pages of every file that was not read yet, so that the same page is found in other files. What is cut off goes on the next
 * time: each file is kept as soon as it was read. CANCELLED.
 */
export async function readPages(session: Session, { report, signal }: Options): Promise<PagesReport> {
  const { db, vault } = session;
  const steps = createSteps(report);
  const waiting = unreadFiles(db.read, PAGES_PROFILE);
  steps.begin('content', waiting.length);
  const reader = createMarksReader();
  const files = createSealedFiles((id) => vault.open(id));
  const counts = { files: 0, pages: 0, problems: {} as Partial<Record<PageProblem, number>> };
  try {
    for (const file of waiting) {
      const marks = await marksIn(files, file, reader, signal);
      if (signal.aborted) throw new Refusal('CANCELLED');
      requireOpen(session);
      const pages = marks.told ? marks.pages.length : 0;
      const problem = marks.told ? null : marks.why;
      const row = { sha256: file.sha256, profile: PAGES_PROFILE, pages, problem };
      db.write((tx) => putPages(tx, row, marks.told ? marksOf(marks.pages) : []));
      counts.files += 1;
      counts.pages += pages;
      if (problem) counts.problems[problem] = (counts.problems[problem] ?? 0) + 1;
      steps.done(counts.files);
    }
    return counts;
  } finally {
    await reader.close();
    await files.close();
  }
}
