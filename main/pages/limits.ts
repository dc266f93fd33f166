/** What one file may cost; whatever passes one of these is told as a problem of the file, never waited for. */
export const FILE_LIMITS = {
  bytes: 200 * 1024 * 1024,
  /** Milliseconds for the whole file. */
  ms: 60_000,
  /** By how many bytes the whole program may grow meanwhile: buffers of a thread stand outside its heap's own limit. */
  growth: 1024 * 1024 * 1024,
};

/** Pixels of one image (a page of A4 at 600 dpi has 35 million). A page with a larger one cannot be told. */
export const MAX_IMAGE_PIXELS = 40_000_000;

/** Megabytes of the thread's own heap. */
export const HEAP_MB = 512;

/** Below this many characters, image pixels and drawing steps a page has almost nothing on it: it says nothing about where it is from. */
export const SLIGHT = { characters: 40, pixels: 40_000, steps: 400 };

/** From this many characters on a page is found again by its text alone, whoever laid it out. */
export const TELLING_TEXT = 200;

/** From this share of the page on one image is the page, and is found again by itself: a scan put into another file. */
export const SCAN_SHARE = 0.6;
