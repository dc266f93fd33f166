import type { ByteReader, ViewDocument } from './document.ts';
import { openImage } from './imageDocument.ts';
import { type OpenOptions, openPdf } from './pdfDocument.ts';
import { warmWorkers } from './workers.ts';

/** Kinds shown inside; every other kind is opened in the system's program for it. */
export type Shown = 'pdf' | 'image' | 'outside';

export function shownAs(extension: string): Shown {
  if (extension === 'pdf') return 'pdf';
  return extension === 'jpg' || extension === 'png' ? 'image' : 'outside';
}

/** Opens a file by its extension. Throws `ViewProblem`. */
export function openFile(source: ByteReader, extension: string, options: OpenOptions): Promise<ViewDocument> {
  return shownAs(extension) === 'image' ? openImage(source, extension, options.signal) : openPdf(source, options);
}

/** Starts the workers ahead of the next file. */
export function warmViewer(): void {
  warmWorkers();
}
