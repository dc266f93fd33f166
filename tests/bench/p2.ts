/** Peak memory of the renderer while a long colour scan is scrolled through from its first page to its last. */
import type { Bench, BenchContext, Sample } from './bench.ts';
import { FILES, onSite, prepareSite, show, siteLimit } from './pdfSite.ts';
import { peakMemory } from './processMemory.ts';
import { scroll, scrollLeft } from './scrolling.ts';

/** Some five pages a second: leafing through, slow enough that pages are drawn. */
const STEP = 690;
const EVERY_MS = 100;

const scrollThrough = (context: BenchContext, viewer: 'ours' | 'stock'): Promise<Sample> =>
  onSite(context, viewer, async ({ browser, tab }) => {
    const notes: Record<string, number> = {};
    const peak = await peakMemory(browser, async () => {
      await show(tab, context, 'big');
      const steps = Math.ceil((await scrollLeft(tab)) / STEP) + 5;
      const { pagesSeen, blankPercent, left } = await scroll(tab, { step: STEP, everyMs: EVERY_MS, steps });
      if (left > STEP) throw new Error(`${viewer}: ${left} pixels were not reached`);
      Object.assign(notes, { pagesSeen, blankPercent });
    });
    context.log(`P2 ${viewer}: ${peak.renderers.toFixed(0)} MiB ${JSON.stringify(notes)}`);
    return { value: peak.renderers, notes: { ...notes, browserMiB: peak.browser } };
  });

export const benches: readonly Bench[] = [
  {
    id: 'P2',
    what: `peak memory of the renderer, ${FILES.big.what} scrolled through`,
    against: 'stock pdf.js viewer',
    unit: 'MiB',
    gate: 1.1,
    prepare: prepareSite,
    ours: (context) => scrollThrough(context, 'ours'),
    reference: (context) => scrollThrough(context, 'stock'),
    limit: siteLimit,
  },
];
