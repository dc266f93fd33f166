import { app, type BrowserWindow } from 'electron';

/** Whether this is the only copy. A second one makes the first show its window, and leaves. */
export function claimSingleInstance(window: () => BrowserWindow | null): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const existing = window();
    if (!existing) return;
    if (existing.isMinimized()) existing.restore();
    existing.show();
    existing.focus();
  });
  return true;
}
