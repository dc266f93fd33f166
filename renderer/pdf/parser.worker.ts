/**
 * pdf.js's own worker, with its warnings passed on: they are the only sign that part of a page was left out (pdf.js shows what
 * it can and says nothing to the caller). Started with `new Worker`, so the import below runs pdf.js's set-up for workers.
 */
import 'pdfjs-dist/build/pdf.worker.min.mjs';

const port = globalThis as unknown as { postMessage(message: unknown): void };

// pdf.js ignores messages that do not name it as their target
console.warn = (...words: unknown[]) => port.postMessage({ warning: words.map(String).join(' ') });
