import { app, type Session, session, type WebContents } from 'electron';
import { isAppAddress, isAppPage } from './origin.ts';

/** A proxy that is not there: names are not looked up and no address outside is reached, whatever asks. */
const NO_NETWORK = 'socks5://127.0.0.1:9';

const SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['proxy-server', NO_NETWORK],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-breakpad'],
  ['no-pings'],
  ['lang', 'zh-CN'],
];

/** Call before the app is ready: every page sandboxed, the browser's own services off, and rules for every page ever made. */
export function lockDownApp(): void {
  app.enableSandbox();
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
  app.on('web-contents-created', (_, contents) => lockDownContents(contents));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, decide) => {
    event.preventDefault();
    decide(false);
  });
  app.on('login', (event) => event.preventDefault());
}

/** Nothing the page asks of the browser is granted but one: putting text on the clipboard when the person pressed the copy button. */
const GRANTED: readonly string[] = ['clipboard-sanitized-write'];

/** The window's session: kept in memory only, no network but app://, no permissions, no downloads, no devices, no spelling service. */
export function createLockedSession(): Session {
  const locked = session.fromPartition('quanping');
  locked.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isAppAddress(details.url) }));
  locked.setPermissionRequestHandler((_contents, permission, decide) => decide(GRANTED.includes(permission)));
  locked.setPermissionCheckHandler((_contents, permission) => GRANTED.includes(permission));
  locked.setDevicePermissionHandler(() => false);
  locked.setSpellCheckerEnabled(false);
  locked.on('will-download', (event) => event.preventDefault());
  return locked;
}

/** No page may go elsewhere, open windows or embed others; reloading the page itself is all that is left. */
export function lockDownContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isAppPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isAppPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
