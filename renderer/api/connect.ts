import type { PreloadBridge } from '#shared/api/bridge.ts';
import { createBrowserTransport } from './browserTransport.ts';
import { createElectronTransport } from './electronTransport.ts';
import { windowLaunchCodes } from './launchCode.ts';
import type { LiveTransport } from './liveTransport.ts';

declare global {
  interface Window {
    quanping?: PreloadBridge;
  }
}

/** The wire of this page, by what the page finds: Electron's preload, else the browser shell that served it. Call it once. */
export function connect(): LiveTransport {
  if (window.quanping) return createElectronTransport(window.quanping, window);
  return createBrowserTransport({
    origin: window.location.origin,
    codes: windowLaunchCodes(window),
    fetch: window.fetch.bind(window),
  });
}
