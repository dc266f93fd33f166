import type { PageStack } from './pageStack.ts';
import { free } from './pageView.ts';
import { ViewProblem } from './problems.ts';

/**
 * Draws a small picture of a page as wide as `canvas` is given; its height follows the page. Takes the drawing on screen when
 * there is one; otherwise waits until the big pages are done, because they are what the reader waits for.
 */
export async function paintThumbnail(
  stack: PageStack,
  index: number,
  canvas: HTMLCanvasElement,
  signal: AbortSignal,
): Promise<void> {
  await stack.idle();
  signal.throwIfAborted();
  if (stack.failed(index)) return;
  const page = await stack.load(index);
  signal.throwIfAborted();
  const size = page.map(1, stack.turn);
  canvas.height = Math.max(1, Math.round((canvas.width * size.height) / size.width));
  const shown = stack.views.get(index)?.canvas;
  if (shown) return shrink(shown, canvas);
  const drawing = page.draw(canvas, stack.turn);
  const stop = () => drawing.cancel();
  signal.addEventListener('abort', stop);
  try {
    await drawing.done;
  } catch (error) {
    if (error instanceof ViewProblem) stack.fail(index, error);
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    if (!stack.views.has(index)) page.release();
  }
}

/** Halves step by step: one big step would drop thin strokes. */
function shrink(from: HTMLCanvasElement, to: HTMLCanvasElement): void {
  let source = from;
  while (source.width > 2 * to.width) {
    const half = document.createElement('canvas');
    half.width = Math.max(to.width, Math.ceil(source.width / 2));
    half.height = Math.max(to.height, Math.ceil(source.height / 2));
    half.getContext('2d')?.drawImage(source, 0, 0, half.width, half.height);
    if (source !== from) free(source);
    source = half;
  }
  to.getContext('2d')?.drawImage(source, 0, 0, to.width, to.height);
  if (source !== from) free(source);
}
