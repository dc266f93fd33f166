import { describe, expect, it } from 'vitest';
import { browserArguments, browserCandidates, findBrowser, whyNoWindow } from '#main/browser/chromium.ts';
import { isOldBrowser, OLDEST_CHROMIUM, oldBrowserPage } from '#main/browser/oldBrowser.ts';

describe('finding a browser', () => {
  it.each([
    ['Debian', '/usr/bin/chromium'],
    ['Ubuntu', '/usr/bin/chromium-browser'],
    ['Chrome', '/usr/bin/google-chrome-stable'],
    ['Edge', '/usr/bin/microsoft-edge-stable'],
    ['UOS', '/usr/bin/uos-browser-stable'],
    ['Kylin', '/usr/bin/qaxbrowser-safe-stable'],
    ['360', '/opt/browser360/browser360-cn'],
    ['Loongson', '/opt/lbrowser/lbrowser'],
  ])('finds the one of %s', (_, file) => {
    expect(findBrowser('linux', { PATH: '/usr/bin:/bin' }, (candidate) => candidate === file)).toBe(file);
  });

  it('finds Chrome before Edge on Windows, for all users and for one', () => {
    const env = {
      ProgramFiles: 'C:\\Program Files',
      'ProgramFiles(x86)': 'C:\\Program Files (x86)',
      LOCALAPPDATA: 'C:\\L',
    };
    const chrome = 'C:\\L\\Google\\Chrome\\Application\\chrome.exe';
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    expect(findBrowser('win32', env, (file) => file === edge)).toBe(edge);
    expect(findBrowser('win32', env, (file) => file === edge || file === chrome)).toBe(chrome);
  });

  it('finds applications on macOS', () => {
    const file = '/Users/li/Applications/Chromium.app/Contents/MacOS/Chromium';
    expect(findBrowser('darwin', { HOME: '/Users/li' }, (candidate) => candidate === file)).toBe(file);
  });

  it('takes the one that is named, and none where there is none', () => {
    expect(findBrowser('linux', { QUANPING_BROWSER: '/opt/my browser', PATH: '/usr/bin' }, () => true)).toBe(
      '/opt/my browser',
    );
    expect(findBrowser('linux', { PATH: '' }, () => false)).toBeNull();
  });

  it('never looks in the current folder', () => {
    for (const file of browserCandidates('linux', { PATH: ':/usr/bin:' })) expect(file.startsWith('/')).toBe(true);
  });
});

describe('why there is no window', () => {
  it('needs a display on Linux only', () => {
    expect(whyNoWindow('linux', {}, 1000)).toContain('图形界面');
    expect(whyNoWindow('linux', { DISPLAY: ':0' }, 1000)).toBeNull();
    expect(whyNoWindow('linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000)).toBeNull();
    expect(whyNoWindow('win32', {}, undefined)).toBeNull();
  });

  it('explains root instead of switching the sandbox off', () => {
    expect(whyNoWindow('linux', { DISPLAY: ':0' }, 0)).toContain('root');
    expect(whyNoWindow('linux', { DISPLAY: ':0', QUANPING_BROWSER_ARGS: '--no-sandbox' }, 0)).toBeNull();
  });
});

describe('the command line', () => {
  const line = browserArguments('http://127.0.0.1:4711/#launch=abc', '/home/李 雷/profile', {});

  it('opens the address as an application with its own profile', () => {
    expect(line).toContain('--app=http://127.0.0.1:4711/#launch=abc');
    expect(line).toContain('--user-data-dir=/home/李 雷/profile');
    expect(line).toContain('--no-first-run');
  });

  it('never switches the sandbox or the same-origin rule off, and opens no debugging port', () => {
    expect(line.filter((part) => /sandbox|web-security|remote-debugging|ignore-certificate/.test(part))).toEqual([]);
  });

  it('adds only what the environment names', () => {
    const added = browserArguments('a', 'b', { QUANPING_BROWSER_ARGS: ' --no-sandbox  --headless ' });
    expect(added.slice(-2)).toEqual(['--no-sandbox', '--headless']);
    expect(added).toHaveLength(line.length + 2);
  });
});

describe('old browsers', () => {
  const agent = (version: number) =>
    `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/${version}.0.0.0 Safari/537.36`;

  it('are told by the version of their Chromium', () => {
    expect(isOldBrowser(agent(OLDEST_CHROMIUM - 1))).toBe(true);
    expect(isOldBrowser(agent(OLDEST_CHROMIUM))).toBe(false);
    expect(isOldBrowser('Mozilla/5.0 Firefox/150.0')).toBe(false);
    expect(isOldBrowser(undefined)).toBe(false);
  });

  it('get a page without script that says what to do', async () => {
    const page = await oldBrowserPage().text();
    expect(page).toContain('浏览器版本过低');
    expect(page).not.toContain('<script');
  });
});
