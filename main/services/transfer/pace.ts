import { Refusal } from '#shared/domain/errors.ts';

/** Longest stretch of work before other requests get their turn, milliseconds: a frame of the screen. */
const SLICE_MS = 12;

/** To be awaited between two pieces of long work: lets others in when a slice is used up. CANCELLED once `signal` fires. */
export function createPace(signal: AbortSignal): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (signal.aborted) throw new Refusal('CANCELLED');
    if (performance.now() - began < SLICE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
    if (signal.aborted) throw new Refusal('CANCELLED');
  };
}
