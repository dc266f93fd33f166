import { findBrowser, whyNoWindow } from './chromium.ts';
import { watchPage } from './lifetime.ts';
import type { LoopbackServer } from './server.ts';
import type { SessionKeeper } from './session.ts';
import { type AppWindow, openWindow } from './window.ts';

export interface ShowParts {
  server: LoopbackServer;
  session: SessionKeeper;
  env: NodeJS.ProcessEnv;
  /** Data folder of this user. */
  folder: string;
  print: (line: string) => void;
  log: (line: string) => void;
  quit: () => void;
}

/** Milliseconds a page may be away while it reloads. */
const RELOAD_MS = 6_000;

/** Brings the page to the person: in a window of its own where that works, else by printing its address. Answers the window. */
export async function showPage(parts: ShowParts): Promise<AppWindow | null> {
  const { env, print, session } = parts;
  if (env.QUANPING_NO_WINDOW === '1') {
    const say = () => print(JSON.stringify({ address: newAddress(parts) }));
    watchPage(session, RELOAD_MS / 6, say);
    say();
    return null;
  }
  const browser = findBrowser(process.platform, env);
  const obstacle = whyNoWindow(process.platform, env, process.getuid?.());
  if (obstacle || !browser) {
    sayAddress(parts, obstacle ?? '没有找到 Chromium、Chrome 或 Edge（可用 QUANPING_BROWSER 指定）');
    return null;
  }
  print(`正在用 ${browser} 打开窗口，关闭窗口即退出。`);
  const window = await openWindow(browser, newAddress(parts), parts.folder, env);
  followWindow(window, parts);
  return window;
}

function newAddress({ server, session }: Pick<ShowParts, 'server' | 'session'>): string {
  return `${server.origin}/#launch=${session.newLaunchCode()}`;
}

/** For a person without a window: each address opens one page; when that page is closed the next address is printed. */
function sayAddress(parts: ShowParts, reason: string): void {
  const { print, session } = parts;
  const say = (first: string) => {
    print(first);
    print('请在本机的浏览器里打开下面的地址（只能用一次，不要发给别人）：');
    print(`  ${newAddress(parts)}`);
    print('按 Ctrl+C 退出泉评。');
  };
  watchPage(session, RELOAD_MS, () => say('页面已关闭，泉评仍在运行。'));
  say(`没有打开窗口：${reason}。`);
}

/**
 * The window is closed when its process ends; some systems keep the process, or hand over to one that already runs, so a page that
 * stays away means the same. A browser that ends before any page came could not start: then the address is printed.
 */
function followWindow(window: AppWindow, parts: ShowParts): void {
  const { session, quit, log } = parts;
  let pageCame = false;
  session.onPresence((present) => {
    pageCame ||= present;
    if (!present && !window.isRunning()) quit();
  });
  const stopWatching = watchPage(session, RELOAD_MS, quit);
  void window.ended.then((how) => {
    log(`browser ended: ${how}`);
    if (session.isPresent()) return;
    if (pageCame) return quit();
    stopWatching();
    sayAddress(parts, `浏览器未能启动（${how}）`);
  });
}
