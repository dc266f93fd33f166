/** Memory of a browser's processes, as the kernel counts it. Linux only. */
import { readFile } from 'node:fs/promises';
import type { Browser } from '@playwright/test';

const EVERY_MS = 150;

interface ProcessInfo {
  type: string;
  id: number;
}

/** Bytes of one process with its share of what it shares (PSS); 0 once it is gone. */
async function proportionalSet(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Largest sums seen while `work` ran, in MiB: of the renderers, where pages and their workers live, and of the whole browser. */
export async function peakMemory(
  browser: Browser,
  work: () => Promise<void>,
): Promise<{ renderers: number; browser: number }> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = (await session.send('SystemInfo.getProcessInfo')) as { processInfo: ProcessInfo[] };
  const peak = { renderers: 0, browser: 0 };
  const look = async () => {
    const sizes = await Promise.all(processInfo.map(({ id }) => proportionalSet(id)));
    peak.renderers = Math.max(peak.renderers, sum(sizes.filter((_, i) => processInfo[i]!.type === 'renderer')));
    peak.browser = Math.max(peak.browser, sum(sizes));
  };
  let over = false;
  const watching = (async () => {
    while (!over) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  try {
    await work();
    await look();
  } finally {
    over = true;
    await watching;
    await session.detach();
  }
  return { renderers: peak.renderers / 1024 ** 2, browser: peak.browser / 1024 ** 2 };
}
