/** Frames that come late while the wheel is turned over a long colour scan, and over pages of text. */
import type { Bench, BenchContext, Sample } from './bench.ts';
import { FILES, type Kind, onSite, prepareSite, show, siteLimit } from './pdfSite.ts';
import { scroll } from './scrolling.ts';

/** Reading fast: 20 steps of the wheel a second, nearly two pages, for 20 seconds. */
const WHEEL = { step: 120, everyMs: 50, steps: 400 };

const readOn = (context: BenchContext, viewer: 'ours' | 'stock', kind: Kind): Promise<Sample> =>
  onSite(context, viewer, async ({ tab }) => {
    await show(tab, context, kind);
    const { frames, late, longestFrameMs, blankPercent, moved } = await scroll(tab, WHEEL);
    if (moved < 0.9 * WHEEL.step * WHEEL.steps) throw new Error(`${viewer}: only ${moved} pixels were scrolled`);
    const value = (100 * late) / frames;
    context.log(`P3 ${viewer} ${kind}: ${value.toFixed(2)} % of ${frames}, longest ${longestFrameMs.toFixed(0)} ms`);
    return { value, notes: { longestFrameMs, blankPercent, pixels: moved } };
  });

const bench = (kind: Kind): Bench => ({
  id: 'P3',
  what: `frames later than 20 ms while scrolling: ${FILES[kind].what}`,
  against: 'stock pdf.js viewer',
  unit: '%',
  by: 'difference',
  gate: 2,
  prepare: prepareSite,
  ours: (context) => readOn(context, 'ours', kind),
  reference: (context) => readOn(context, 'stock', kind),
  limit: siteLimit,
});

export const benches: readonly Bench[] = [bench('big'), bench('text')];
