/** Small choices kept between starts in the browser's storage. Never names, typed text or anything of a case. */
const PREFIX = 'quanping.';

export function remember(name: string, value: unknown): void {
  try {
    window.localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage may be full or switched off: the choice then lasts until the window closes.
  }
}

export function recall(name: string): unknown {
  try {
    return JSON.parse(window.localStorage.getItem(PREFIX + name) ?? 'null');
  } catch {
    return null;
  }
}
