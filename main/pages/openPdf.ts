import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { MAX_IMAGE_PIXELS } from './limits.ts';
import { getDocument, VerbosityLevel } from './pdfjs.ts';

/** Character maps, standard fonts and decoders of pdf.js: beside the built program, or in the package. */
const FOLDER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../node_modules/pdfjs-dist/' : '../../pdfjs/', import.meta.url),
);
const KINDS: Record<string, string> = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts', wasmUrl: 'wasm' };

/** The only files pdf.js ever gets: those of its own, by their plain names. */
class OwnFiles {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const folder = KINDS[kind];
    if (!folder || !/^[\w-]+(\.[\w-]+)*$/.test(filename)) throw new Error(`no such file: ${kind} ${filename}`);
    return new Uint8Array(await readFile(path.join(FOLDER, folder, filename)));
  }
}
/** Stands for what draws: it is asked for and let go of, never used. */
class Nothing {
  destroy(): void {}
}

/**
 * Opens a PDF for reading what its pages show: no scripts, no forms of XFA, no network, no fonts or files of the system. What does not
 * come through is warned of: with `stopAtErrors` pdf.js would answer a list of steps that ends early, and no error.
 */
export async function openPdf(data: Uint8Array): Promise<PDFDocumentProxy> {
  const task = getDocument({
    data,
    cMapUrl: 'cmaps/',
    standardFontDataUrl: 'standard_fonts/',
    wasmUrl: 'wasm/',
    BinaryDataFactory: OwnFiles,
    CanvasFactory: Nothing,
    FilterFactory: Nothing,
    useWorkerFetch: false,
    disableWorkerRendering: true,
    disableFontFace: true,
    fontExtraProperties: true,
    useSystemFonts: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: true,
    enableXfa: false,
    maxImageSize: MAX_IMAGE_PIXELS,
    verbosity: VerbosityLevel.WARNINGS,
  });
  return task.promise;
}
