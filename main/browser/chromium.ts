import { accessSync, constants } from 'node:fs';
import path from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Programs that are Chromium under some name, best first. UOS, Kylin and Loongson bring their own. */
const LINUX_NAMES = [
  ...[
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
  ],
  ...['uos-browser-stable', 'uos-browser', 'deepin-browser', 'qaxbrowser-safe-stable', 'qaxbrowser-safe'],
  ...['browser360-cn-stable', 'browser360-cn', 'lbrowser', 'brave-browser'],
];
const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/opt/browser360', '/opt/lbrowser'];

const WINDOWS_PROGRAMS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
];
const MAC_PROGRAMS = ['Google Chrome', 'Microsoft Edge', 'Chromium'];

/** Full paths where a browser may be, best first. */
export function browserCandidates(platform: NodeJS.Platform, env: Env): string[] {
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
    return WINDOWS_PROGRAMS.flatMap((parts) => roots.map((root) => path.win32.join(root, ...parts)));
  }
  if (platform === 'darwin') {
    const homes = ['/Applications', path.posix.join(env.HOME ?? '', 'Applications')];
    return MAC_PROGRAMS.flatMap((name) => homes.map((home) => `${home}/${name}.app/Contents/MacOS/${name}`));
  }
  const folders = [...new Set([...(env.PATH ?? '').split(':').filter((folder) => folder !== ''), ...LINUX_FOLDERS])];
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
}

/** The browser to start: the one `QUANPING_BROWSER` names, else the first that is there, else `null`. */
export function findBrowser(
  platform: NodeJS.Platform = process.platform,
  env: Env = process.env,
  isProgram: (file: string) => boolean = canExecute,
): string | null {
  if (env.QUANPING_BROWSER) return env.QUANPING_BROWSER;
  return browserCandidates(platform, env).find(isProgram) ?? null;
}

function canExecute(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why no window can be opened here although a browser may be there: a sentence, or `null` when one can. */
export function whyNoWindow(platform: NodeJS.Platform, env: Env, uid: number | undefined): string | null {
  if (platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return '没有可用的图形界面（未设置 DISPLAY 或 WAYLAND_DISPLAY）';
  const sandboxOff = splitArguments(env.QUANPING_BROWSER_ARGS).includes('--no-sandbox');
  if (uid === 0 && !sandboxOff) return '当前以 root 身份运行，浏览器的安全沙箱在 root 下无法启动；请改用普通用户运行';
  return null;
}

/**
 * A proxy that is not there: a port only root could open. Names are then not even looked up, and every address but loopback (which
 * never goes through a proxy) fails. `--host-resolver-rules` would do the same but makes Chromium show a warning bar.
 */
const NO_NETWORK = 'socks5://127.0.0.1:9';

/** Flags that keep the browser to its one job: our page, no network beyond loopback, nothing remembered, nothing offered. */
const FIXED_ARGUMENTS = [
  '--no-first-run',
  '--no-default-browser-check',
  `--proxy-server=${NO_NETWORK}`,
  '--disable-sync',
  '--disable-background-networking',
  '--disable-background-mode',
  '--disable-component-update',
  '--disable-client-side-phishing-detection',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-session-crashed-bubble',
  '--disable-translate',
  '--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication,CertificateTransparencyComponentUpdater,GlobalMediaControls',
  '--metrics-recording-only',
  '--no-pings',
  '--no-service-autorun',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disk-cache-size=1',
  '--lang=zh-CN',
];

/** The command line for one window without address bar on `address`, with a profile of its own. */
export function browserArguments(address: string, profile: string, env: Env = process.env): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--window-size=1440,900',
    ...FIXED_ARGUMENTS,
    ...splitArguments(env.QUANPING_BROWSER_ARGS),
  ];
}

function splitArguments(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((part) => part !== '');
}
