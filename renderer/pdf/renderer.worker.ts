/** pdf.js's worker that draws, behind what makes pictures ready for it. The order of the imports is the order of the listeners. */
import './renderer.frames.ts';
import 'pdfjs-dist/build/pdf.renderer.min.mjs';
