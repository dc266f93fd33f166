/** What every screen owes everybody: names on its controls, a visible focus, no sideways scrolling, all within reach of the Tab key. */
import { expect, type Locator, type Page } from '@playwright/test';
import { takePicture } from './appTest.ts';

const CONTROLS = 'button|link|textbox|searchbox|spinbutton|combobox|checkbox|radio|switch|tab|slider|menuitem|option';

/** Takes a picture and holds the screen against what is owed. */
export async function look(page: Page, name: string): Promise<void> {
  await settle(page);
  await takePicture(page, name);
  await expectNames(page, name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide, `${name}: sideways scrolling of the page`).toBeLessThanOrEqual(0);
}

/** Nothing is being waited for any more: no placeholder of a late answer, fonts there. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('.qp-later, .ant-spin-spinning')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

/** Every control has a name, and it is not the English name of an icon. */
async function expectNames(page: Page, where: string): Promise<void> {
  const lines = (await page.locator('body').ariaSnapshot()).split('\n');
  const control = new RegExp(`^\\s*- '?(${CONTROLS})\\b(.*)$`);
  const wrong = lines.filter((line) => {
    const [, , rest] = control.exec(line) ?? [];
    if (rest === undefined) return false;
    return !/^ ("|\/)/.test(rest) || /^ "[a-z]+(-[a-z]+)*"/.test(rest);
  });
  expect(wrong, `${where}: controls without a name of their own`).toEqual([]);
}

/** Presses Tab until a control has the focus. */
export async function tabTo(page: Page, target: Locator, limit = 60): Promise<void> {
  for (let i = 0; i < limit; i++) {
    if (await target.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target} in ${limit} steps`);
}

/** Walks with Tab and asks at every stop that the focus can be seen: some line, shadow or ground of it or around it differs. */
export async function expectFocusSeen(page: Page, stops: number): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const unseen: string[] = [];
  const seen: string[] = [];
  for (let i = 0; i < stops; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(focusAtHand);
    if (stop === null) continue;
    (stop.differs ? seen : unseen).push(stop.name);
  }
  expect(unseen, 'controls whose focus cannot be seen').toEqual([]);
  expect(seen.length, 'controls that Tab reached').toBeGreaterThan(0);
  return seen;
}

async function focusAtHand(): Promise<{ name: string; differs: boolean } | null> {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const around: Element[] = [element];
  for (let up = element.parentElement; up && around.length < 4; up = up.parentElement) around.push(up);
  const face = () =>
    around
      .map((one) => {
        const { outline, outlineStyle, boxShadow, borderColor, backgroundColor, color } = getComputedStyle(one);
        return [outlineStyle === 'none' ? '' : outline, boxShadow, borderColor, backgroundColor, color].join();
      })
      .join('|');
  const settled = () =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one instanceof CSSTransition)
        .map((one) => one.finished.catch(() => {})),
    );
  await settled();
  const focused = face();
  element.blur();
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await settled();
  const plain = face();
  element.focus({ preventScroll: true });
  const name = element.getAttribute('aria-label') ?? element.innerText?.trim().slice(0, 40) ?? element.tagName;
  return { name: `${element.tagName} ${name}`, differs: focused !== plain };
}
