import type { ByteReader, ViewDocument } from './document.ts';
import { openImage } from './imageDocument.ts';
import { type OpenOptions, openPdf } from './pdfDocument.ts';
import { shownAs } from './shownAs.ts';
import { warmWorkers } from './workers.ts';

/** Opens a file by its extension. Throws `ViewProblem`. */
export function openFile(source: ByteReader, extension: string, options: OpenOptions): Promise<ViewDocument> {
  return shownAs(extension) === 'image' ? openImage(source, extension, options.signal) : openPdf(source, options);
}

/** Starts the workers ahead of the next file. */
export function warmViewer(): void {
  warmWorkers();
}
