/**
 * What pdf.js expects around it where nothing is drawn: run before it is loaded, in a thread that does nothing else. Pictures are
 * never put together here: what a JPEG holds is hashed as it lies in the file, which is the same question and a hundredth of the work.
 */
import { jpegHash } from './jpegHash.ts';

/** Named by pdf.js while it loads; used only where something is drawn. */
class Unused {}

class HashingDecoder {
  static isTypeSupported = async (type: string): Promise<boolean> => type === 'image/jpeg';
  #data: Uint8Array;
  constructor({ data }: { data: Uint8Array }) {
    this.#data = data;
  }
  /** In place of a bitmap, which pdf.js only passes on: something of the right life cycle that holds the hash. */
  decode = async () => ({ image: Uint8Array.from(jpegHash(this.#data)).buffer });
  close(): void {}
}

Object.assign(globalThis, { DOMMatrix: Unused, Path2D: Unused, ImageDecoder: HashingDecoder });
Object.defineProperty(ArrayBuffer.prototype, 'close', { value: () => undefined });

const heard: string[] = [];
// pdf.js says here, and nowhere else, what it leaves out of a page.
console.warn = (...words: unknown[]) => heard.push(words.map(String).join(' '));

/** What pdf.js warned of since the last call. */
export const warnings = (): string[] => heard.splice(0);
