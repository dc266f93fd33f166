import path from 'node:path';

/** The clone this file is in. */
export const ROOT = path.resolve(import.meta.dirname, '..', '..');
export const OUT = path.join(ROOT, 'out');
