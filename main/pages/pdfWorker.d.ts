/** The half of pdf.js that parses; loaded, it makes itself known to the other half. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
