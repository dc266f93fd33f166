import { PDFDataRangeTransport } from 'pdfjs-dist';
import type { ByteReader } from './document.ts';
import { readWhole } from './readWhole.ts';

/** Size of the pieces pdf.js asks for; the vault seals files in pieces of the same size. */
export const CHUNK_BYTES = 64 * 1024;

/** Feeds pdf.js from a `ByteReader`. pdf.js joins neighbouring pieces into one question, which may be longer than one read may be. */
export class RangeTransport extends PDFDataRangeTransport {
  /** Rejects when a read fails: pdf.js has no way to be told. */
  readonly failed: Promise<never>;
  #fail: (error: unknown) => void = () => {};
  #source: ByteReader;
  #onBytes: () => void;
  #stopped = false;

  constructor(source: ByteReader, onBytes: () => void) {
    super(source.bytes, null as never);
    this.#source = source;
    this.#onBytes = onBytes;
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => {});
  }

  override requestDataRange(begin: number, end: number): void {
    readWhole(this.#source, begin, end).then(
      (bytes) => {
        if (this.#stopped) return;
        this.#onBytes();
        this.onDataRange(begin, bytes);
      },
      (error) => this.#fail(error),
    );
  }

  override abort(): void {
    this.#stopped = true;
  }
}
