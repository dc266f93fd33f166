import { whyNoWindow } from '#main/browser/chromium.ts';

export interface Surroundings {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  uid: number | undefined;
  /** Electron's program when it is there. */
  findElectron: () => string | null;
  /** Tries to get it; called only where it could be used. */
  fetchElectron: () => string | null;
}

export type Choice = { shell: 'electron'; program: string; why: string } | { shell: 'browser'; why: string };

/** Electron where its program is there or comes quickly and a window can open; else the browser. Always with the reason. */
export function chooseShell({ platform, env, uid, findElectron, fetchElectron }: Surroundings): Choice {
  if (env.QUANPING_SHELL === 'browser') return { shell: 'browser', why: '按 QUANPING_SHELL=browser 的要求' };
  if (env.QUANPING_NO_WINDOW === '1') return { shell: 'browser', why: '按 QUANPING_NO_WINDOW=1 的要求不开窗口' };
  const obstacle = whyNoWindow(platform, { ...env, QUANPING_BROWSER_ARGS: undefined }, uid);
  if (obstacle) return { shell: 'browser', why: `Electron 无法开窗口：${obstacle}` };
  const present = findElectron();
  if (present) return { shell: 'electron', program: present, why: 'Electron 程序已就绪' };
  const fetched = fetchElectron();
  if (fetched) return { shell: 'electron', program: fetched, why: 'Electron 程序刚刚获取' };
  return { shell: 'browser', why: '本机没有 Electron 程序（联网时可运行 npx install-electron 获取）' };
}
