/** Hands of a reviewer: a keyboard that counts, an input method, a mouse for what only a mouse does well. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface Keys {
  /** One stroke, held modifiers included: `Ctrl+Z` counts once. */
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** Strokes so far. */
  count(): number;
}

export function countedKeys(page: Page): Keys {
  let strokes = 0;
  return {
    press: async (key) => {
      strokes++;
      await page.keyboard.press(key.replace('Ctrl+', 'Control+'));
    },
    type: async (text) => {
      strokes += [...text].length;
      await page.keyboard.type(text);
    },
    count: () => strokes,
  };
}

/**
 * Types letters through an input method and takes the first candidate with the digit 1, as Chinese is typed. The page sees what it
 * sees then: keys named Process with code 229, composition events, and in the end the text.
 */
export async function compose(page: Page, letters: string, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const key = (code: string) => ({ key: 'Process', code, windowsVirtualKeyCode: 229 });
  for (const [index, letter] of [...letters].entries()) {
    const code = `Key${letter.toUpperCase()}`;
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key(code) });
    const typed = letters.slice(0, index + 1);
    const end = typed.length;
    await session.send('Input.imeSetComposition', { text: typed, selectionStart: end, selectionEnd: end });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key(code) });
  }
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key('Digit1') });
  await session.send('Input.insertText', { text });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key('Digit1') });
  await session.detach();
}

/** A key the input method keeps for itself while nothing is being composed: the page must not act on it. */
export async function pressForInputMethod(page: Page, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const key = { key: 'Process', code, windowsVirtualKeyCode: 229 };
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  await session.detach();
}

export const currentItem = (page: Page): Locator => page.locator('.qp-wb-item-current');

/** The line of the item at hand; `结论与签署` at the end. */
export const currentTitle = async (page: Page): Promise<string> =>
  (await currentItem(page).locator('.qp-wb-title').innerText()).trim();

/** The item at hand has this verdict, and it is written. */
export async function expectVerdict(page: Page, verdict: string): Promise<void> {
  await expect(currentItem(page).locator('.qp-wb-line .qp-verdict')).toHaveText(verdict);
  await expect(page.locator('.qp-wb-saved')).toHaveText('已保存');
}

/** Waits until the pages on screen are drawn and their text can be selected. */
export async function shownText(page: Page, text: string): Promise<{ x: number; y: number; right: number }> {
  const place = () =>
    page.evaluate((wanted) => {
      // A line stands in several elements, one for each kind of characters.
      for (const layer of document.querySelectorAll('.qp-pdf-page .textLayer')) {
        const nodes = [...layer.querySelectorAll('span')]
          .map((span) => span.firstChild)
          .filter((n) => n instanceof Text);
        const at = nodes
          .map((node) => node.data)
          .join('')
          .indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        let passed = 0;
        for (const node of nodes) {
          const [from, to] = [at - passed, at + wanted.length - passed];
          if (from >= 0 && from < node.length) range.setStart(node, from);
          if (to > 0 && to <= node.length) range.setEnd(node, to);
          passed += node.length;
        }
        range.startContainer.parentElement!.scrollIntoView({ block: 'center' });
        const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
        const { left, top, height } = rects[0]!;
        return { x: left, right: rects.at(-1)!.right, y: top + height / 2 };
      }
      return null;
    }, text);
  await expect.poll(place, { message: `text on the page: ${text}` }).not.toBeNull();
  return (await place())!;
}

/** Selects text on the page by dragging over it. */
export async function selectText(page: Page, text: string): Promise<void> {
  const { x, right, y } = await shownText(page, text);
  await page.mouse.move(x + 1, y);
  await page.mouse.down();
  await page.mouse.move((x + right) / 2, y);
  await page.mouse.move(right - 1, y);
  await page.mouse.up();
  await expect.poll(() => page.evaluate(() => document.getSelection()?.toString())).toContain(text.slice(1, -1));
}

/** Draws a rectangle over the middle of the first page in view. */
export async function drawRectangle(page: Page): Promise<void> {
  const box = (await page.locator('.qp-pdf-scroller').boundingBox())!;
  const [x, y] = [box.x + box.width / 3, box.y + box.height / 3];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 90, y + 40);
  await page.mouse.move(x + 180, y + 70);
  await page.mouse.up();
}

/** The first page in view is drawn, and not empty: a share of its pixels is not paper. */
export async function inkOnPage(page: Page | Locator, index = 0): Promise<number> {
  const canvas = page.locator('.qp-pdf-page > canvas').nth(index);
  await expect(canvas).toBeVisible({ timeout: 40_000 });
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    // Not drawn yet: the canvas gets its size with its first drawing.
    if (width === 0 || height === 0) return 0;
    const { data } = element.getContext('2d')!.getImageData(0, 0, width, height);
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i]! + data[i + 1]! + data[i + 2]! < 600) dark++;
    return dark / (width * height);
  });
}

/** Searches the file on screen; spaces and line breaks do not count. */
export async function findInFile(page: Page, keys: Keys, text: string): Promise<void> {
  await keys.press('Ctrl+F');
  await keys.type(text);
  await expect(page.locator('.qp-wb-find-words')).toContainText('第 1 处');
}

/** Opens a case by its number from anywhere, until its first page is drawn. */
export async function openCase(page: Page, number: string): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.keyboard.type(number);
  await page.getByRole('option', { name: number }).click();
  await expect(page.getByRole('heading', { name: number, level: 1 })).toBeVisible();
  await expect.poll(() => inkOnPage(page)).toBeGreaterThan(0.001);
}
