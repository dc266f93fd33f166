/** Time limits, in milliseconds. Generous: an old office PC with a slow disk must still get there. */
export const OPEN_LIMIT = 30_000;
export const PAGE_LIMIT = 20_000;
export const TEXT_LIMIT = 20_000;
/** A file that was left must let go of the worker within this time, or the worker is replaced. */
export const CLOSE_LIMIT = 2_000;

/** Largest canvas, in pixels (64 MB of memory); pages beyond are drawn coarser and stretched. */
export const MAX_CANVAS_PIXELS = 2 ** 24;
/** Images inside a PDF beyond this many pixels are not decoded (an A0 scan at 300 dpi has 140 million). */
export const MAX_IMAGE_PIXELS = 200_000_000;

export class TimeLimitError extends Error {
  constructor(what: string) {
    super(`time limit: ${what}`);
    this.name = 'TimeLimitError';
  }
}

/** Settles like `work`, or rejects with `TimeLimitError`; `work` itself goes on unobserved. */
export function within<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeLimitError(what)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Like `within`, but the time starts anew with every call of `sign`. */
export function whileAlive<T>(work: Promise<T>, ms: number, what: string): { result: Promise<T>; sign: () => void } {
  let sign = () => {};
  const result = new Promise<T>((resolve, reject) => {
    const stop = () => reject(new TimeLimitError(what));
    let timer = setTimeout(stop, ms);
    sign = () => {
      clearTimeout(timer);
      timer = setTimeout(stop, ms);
    };
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      sign = () => {};
    });
  });
  return { result, sign: () => sign() };
}
