/** Click to first page, warm: the product's viewer against pdf.js's own, in one browser, on the same files from one server. */
import type { Bench, BenchContext, Sample } from './bench.ts';
import { FILES, type Kind, onSite, prepareSite, show, siteLimit } from './pdfSite.ts';

/** One opening in a fresh browser whose viewer has opened another file before. */
const openOnce = (context: BenchContext, viewer: 'ours' | 'stock', kind: Kind): Promise<Sample> =>
  onSite(context, viewer, async ({ tab }) => {
    await show(tab, context, kind === 'text' ? 'scan' : 'text');
    await tab.evaluate(() => globalThis.benchViewer.close());
    return { value: await show(tab, context, kind) };
  });

const bench = (kind: Kind): Bench => ({
  id: 'P1',
  what: `first page, warm: ${FILES[kind].what}`,
  against: 'stock pdf.js viewer',
  gate: 1.1,
  prepare: prepareSite,
  ours: (context) => openOnce(context, 'ours', kind),
  reference: (context) => openOnce(context, 'stock', kind),
  limit: siteLimit,
});

export const benches: readonly Bench[] = [bench('text'), bench('scan'), bench('big')];
