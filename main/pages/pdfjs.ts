/** pdf.js, loaded in the one order that works: what it expects around it first, then the half that parses, then the one that is asked. */
import './standIns.ts';
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';

export { getDocument, OPS, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
