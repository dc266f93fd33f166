/** The shape of one comparison, and how it is measured: interleaved, medians, the machine's own limit first and last. */
export interface Sample {
  /** What is compared, in the bench's unit. */
  value: number;
  /** Figures beside it; the report shows the largest of all runs. */
  notes?: Record<string, number>;
}

export interface BenchContext {
  /** Size of the material (`--size`). */
  bytes: number;
  /** Runs of each side, at least 5. */
  rounds: number;
  /** An empty folder shared by all benches of one call; removed afterwards. */
  folder: string;
  log(line: string): void;
}

export interface Bench {
  /** As in PERFORMANCE.md; several comparisons may share one. */
  id: string;
  what: string;
  against: string;
  /** Milliseconds unless said otherwise. */
  unit?: 'MiB' | '%';
  /** How ours is held against the reference: ours / reference, or ours − reference where both are shares. */
  by?: 'difference';
  /** Largest outcome of that which passes. */
  gate: number;
  /** Largest values notes may have. */
  bounds?: Record<string, number>;
  /** What the material is made from, for the report; every run makes the same. */
  seed?: string;
  /** Makes the material; not timed. */
  prepare(context: BenchContext): Promise<void>;
  ours(context: BenchContext): Promise<Sample>;
  reference(context: BenchContext): Promise<Sample>;
  /** A raw operation that only the machine can make faster or slower, in milliseconds. */
  limit(context: BenchContext): Promise<number>;
}

export interface BenchResult {
  id: string;
  what: string;
  against: string;
  unit: 'ms' | 'MiB' | '%';
  by: 'ratio' | 'difference';
  /** Medians. */
  ours: number;
  reference: number;
  /** `ours / reference`, or their difference in percentage points where `by` says so. */
  ratio: number;
  gate: number;
  /** Within the gate and the bounds, on a machine that stayed as fast as it was. */
  ok: boolean;
  /** The limit moved by more than 25 %: the figures mean nothing. */
  void: boolean;
  limit: { first: number; last: number };
  notes: Record<string, number>;
  /** What ran beside the bench: processes that wanted a processor, averaged over its last minute. */
  load: number;
  seed: string | null;
  bytes: number;
  rounds: number;
  machine: Record<string, string | number>;
}

const MOVED = 0.25;
/** How often a comparison that the machine spoiled is tried. */
const ATTEMPTS = 3;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The largest value of each note. */
function largestNotes(samples: readonly Sample[]): Record<string, number> {
  const notes: Record<string, number> = {};
  for (const [name, value] of samples.flatMap((sample) => Object.entries(sample.notes ?? {}))) {
    notes[name] = Math.max(notes[name] ?? Number.NEGATIVE_INFINITY, value);
  }
  return notes;
}

type Judged = Pick<BenchResult, 'ours' | 'reference' | 'ratio' | 'ok' | 'void' | 'notes'>;

/** What the samples of both sides amount to. A note that a bound names must be there. */
export function judge(
  { by, gate, bounds = {} }: Pick<Bench, 'by' | 'gate' | 'bounds'>,
  samples: { ours: readonly Sample[]; reference: readonly Sample[] },
  limit: { first: number; last: number },
): Judged {
  const ours = median(samples.ours.map(({ value }) => value));
  const reference = median(samples.reference.map(({ value }) => value));
  const ratio = by === 'difference' ? ours - reference : ours / reference;
  const notes = largestNotes(samples.ours);
  const inBounds = Object.entries(bounds).every(([name, bound]) => (notes[name] ?? Number.POSITIVE_INFINITY) <= bound);
  const isVoid = Math.abs(limit.last - limit.first) > MOVED * Math.min(limit.first, limit.last);
  return { ours, reference, ratio, ok: ratio <= gate && inBounds && !isVoid, void: isVoid, notes };
}

type Measured = Omit<BenchResult, 'machine' | 'load'>;

async function measureOnce(bench: Bench, context: BenchContext): Promise<Measured> {
  const first = await bench.limit(context);
  const samples: { ours: Sample[]; reference: Sample[] } = { ours: [], reference: [] };
  for (let round = 0; round < context.rounds; round++) {
    // Each side goes first as often as the other.
    const order = round % 2 === 0 ? (['ours', 'reference'] as const) : (['reference', 'ours'] as const);
    for (const side of order) samples[side].push(await bench[side](context));
  }
  const limit = { first, last: await bench.limit(context) };
  const { id, what, against, unit = 'ms', by = 'ratio', gate, seed = null } = bench;
  const { bytes, rounds } = context;
  return { id, what, against, unit, by, gate, ...judge(bench, samples, limit), limit, seed, bytes, rounds };
}

export async function measure(bench: Bench, context: BenchContext): Promise<Measured> {
  await bench.prepare(context);
  for (let attempt = 1; ; attempt++) {
    const result = await measureOnce(bench, context);
    if (!result.void || attempt === ATTEMPTS) return result;
    context.log(
      `${bench.id}: the machine's limit moved from ${result.limit.first.toFixed(0)} to ${result.limit.last.toFixed(0)} ms, again`,
    );
  }
}
