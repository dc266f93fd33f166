/** What a screen owes at any zoom: nothing beyond the window, no text cut off silently, no control under another or too small to hit. */
import type { Page } from '@playwright/test';

/** Runs in the page. Lines: what is wrong, where. */
function inspect(): string[] {
  const found: string[] = [];
  const shown = (element: Element) => {
    const box = element.getBoundingClientRect();
    return (
      box.width > 0 && box.height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    );
  };
  const name = (element: Element) => {
    const own = element.getAttribute('aria-label') ?? (element as HTMLElement).innerText ?? '';
    const kind =
      element.className
        .toString()
        .split(' ')
        .find((one) => one.startsWith('qp-')) ?? element.tagName.toLowerCase();
    return `${kind} “${own.trim().replace(/\s+/g, ' ').slice(0, 24)}”`;
  };
  const within = (element: Element, test: (style: CSSStyleDeclaration, of: Element) => boolean) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (test(getComputedStyle(up), up)) return up;
    }
    return null;
  };
  const scrolls = (style: CSSStyleDeclaration) => /auto|scroll/.test(style.overflowX + style.overflowY);
  const hides = (style: CSSStyleDeclaration) => /hidden|clip/.test(style.overflowX + style.overflowY);
  // What lies over the page is what people deal with.
  const layers = [...document.querySelectorAll('.ant-modal-wrap, .ant-drawer-open')].filter(shown);
  const root = layers.at(-1) ?? document.body;
  const all = [...root.querySelectorAll('*')].filter((one) => !one.closest('.qp-pdf-scroller, svg') && shown(one));
  for (const [of, box] of [
    ['page', document.documentElement],
    ['room', document.querySelector('.qp-room')],
  ] as const) {
    const wide = box ? box.scrollWidth - box.clientWidth : 0;
    if (wide > 1) found.push(`the ${of} is ${wide} px too wide`);
  }

  for (const element of all) {
    const box = element.getBoundingClientRect();
    const beyond = box.right > window.innerWidth + 1 || box.left < -1;
    if (beyond && element.childElementCount === 0 && !within(element, (style) => scrolls(style) || hides(style))) {
      found.push(`beyond the window: ${name(element)}`);
    }
    const style = getComputedStyle(element);
    const ownText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    const cut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
    if (
      ownText &&
      cut &&
      hides(style) &&
      style.textOverflow !== 'ellipsis' &&
      !element.closest('[title], .qp-unseen')
    ) {
      found.push(`cut off: ${name(element)}`);
    }
  }

  const CONTROLS =
    'button, a[href], input:not([type=hidden]), select, textarea, [role=button], [role=checkbox], [role=tab], [role=combobox]';
  const DRAWN =
    '.ant-select, .ant-picker, .ant-checkbox-wrapper, .ant-radio-wrapper, .ant-radio-button-wrapper, .ant-input-affix-wrapper, .ant-input-number, .ant-segmented-item';
  const reachable = (control: Element) => {
    const { left, top, width, height } = control.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (x <= 0 || y <= 0 || x >= window.innerWidth || y >= window.innerHeight) return false;
    return !within(control, (style, of) => {
      if (!scrolls(style) && !hides(style)) return false;
      const pane = of.getBoundingClientRect();
      // What is cut through its middle by an edge is half scrolled away.
      return x < pane.left + 2 || x > pane.right - 2 || y < pane.top + 2 || y > pane.bottom - 2;
    });
  };
  const controls = [...root.querySelectorAll(CONTROLS)].filter(
    (one) => shown(one) && reachable(one) && !one.closest('.qp-pdf-scroller, .qp-unseen, [aria-hidden=true]'),
  );
  /** A small target will do where a circle of 24 px around its middle meets no other (WCAG 2.5.8). */
  const crowded = (control: Element, { left, top, width, height }: DOMRect) => {
    const [x, y] = [left + width / 2, top + height / 2];
    return controls.some((other) => {
      if (other === control || control.contains(other) || other.contains(control)) return false;
      const box = other.getBoundingClientRect();
      const [dx, dy] = [Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)];
      return Math.hypot(dx, dy) < 12;
    });
  };
  for (const control of controls) {
    const box = control.getBoundingClientRect();
    const inText = control.matches('a') && getComputedStyle(control).display === 'inline';
    const drawnBy = control.closest(DRAWN) ?? control;
    const target = drawnBy.getBoundingClientRect();
    if (!inText && (target.height < 23.5 || target.width < 23.5) && crowded(control, target)) {
      found.push(`small (${Math.round(target.width)}×${Math.round(target.height)}): ${name(control)}`);
    }
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!top || drawnBy.contains(top) || top.contains(control)) continue;
    // Lists that were opened, and heads that stay while rows pass below them, may cover.
    const above = within(top, (style) => style.position === 'sticky') ?? top;
    const mayCover = top.closest('.ant-tooltip, .ant-message, .ant-notification, .ant-select-dropdown');
    if (!mayCover && getComputedStyle(above).position !== 'sticky') {
      found.push(`covered by ${name(top)}: ${name(control)}`);
    }
  }
  return [...new Set(found)];
}

export const layoutFaults = (page: Page): Promise<string[]> => page.evaluate(inspect);
