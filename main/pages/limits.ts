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
