/** Turns the wheel over a viewer, at the same pace whatever the viewer makes of it, and notes what a reader would have seen. */
import type { Page } from '@playwright/test';

export interface Wheel {
  /** Pixels a step of the wheel asks for. */
  step: number;
  everyMs: number;
  steps: number;
}

export interface Scrolled {
  frames: number;
  /** Frames that came later than 20 ms after the one before. */
  late: number;
  longestFrameMs: number;
  /** Pages that were drawn when the middle of the view lay on them. */
  pagesSeen: number;
  /** Share of looks, in percent, at which the middle of the view showed a page that was not drawn. */
  blankPercent: number;
  /** Pixels scrolled, and pixels left to the end. */
  moved: number;
  left: number;
}

const LATE_MS = 20;
const LOOK_EVERY_MS = 100;

declare global {
  var scrollWatch: () => Scrolled;
}

/** Runs in the page. */
function watch({ lateMs, lookEveryMs }: { lateMs: number; lookEveryMs: number }): void {
  const scroller = document.getElementById('scroller') as HTMLElement;
  const began = scroller.scrollTop;
  const seen = new Set<string>();
  const state = { frames: 0, late: 0, longestFrameMs: 0 };
  let looks = 0;
  let blank = 0;
  let last = 0;
  let over = false;
  const onFrame = (now: number) => {
    if (over) return;
    if (last > 0) {
      state.frames += 1;
      if (now - last > lateMs) state.late += 1;
      state.longestFrameMs = Math.max(state.longestFrameMs, now - last);
    }
    last = now;
    requestAnimationFrame(onFrame);
  };
  const look = () => {
    const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    const page = middle?.closest<HTMLElement>('.page, .qp-pdf-page');
    if (!page) return;
    looks += 1;
    const canvas = page.querySelector('canvas');
    if (canvas && canvas.width > 0) seen.add(page.dataset.pageNumber ?? page.dataset.page ?? '');
    else blank += 1;
  };
  const looking = setInterval(look, lookEveryMs);
  requestAnimationFrame(onFrame);
  globalThis.scrollWatch = () => {
    over = true;
    clearInterval(looking);
    const left = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    const blankPercent = looks === 0 ? 100 : (100 * blank) / looks;
    return { ...state, pagesSeen: seen.size, blankPercent, moved: scroller.scrollTop - began, left };
  };
}

/** The steps are sent when their time comes; an answer that a busy page delays delays no step. */
async function turn(tab: Page, { step, everyMs, steps }: Wheel): Promise<void> {
  const session = await tab.context().newCDPSession(tab);
  const wheel = { type: 'mouseWheel', x: 500, y: 450, deltaX: 0, deltaY: step } as const;
  const answers: Promise<unknown>[] = [];
  const began = performance.now();
  for (let i = 0; i < steps; i++) {
    const wait = began + i * everyMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    answers.push(session.send('Input.dispatchMouseEvent', wheel));
  }
  await Promise.all(answers);
  await session.detach();
}

/** The pointer has to be over the viewer's scroll area. */
export async function scroll(tab: Page, wheel: Wheel): Promise<Scrolled> {
  await tab.mouse.move(500, 450);
  await tab.evaluate(watch, { lateMs: LATE_MS, lookEveryMs: LOOK_EVERY_MS });
  await turn(tab, wheel);
  return tab.evaluate(() => globalThis.scrollWatch());
}

/** Pixels below the view. */
export const scrollLeft = (tab: Page): Promise<number> =>
  tab.evaluate(() => {
    const scroller = document.getElementById('scroller') as HTMLElement;
    return scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
  });
