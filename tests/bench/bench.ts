/** The shape of one comparison, and how it is measured: interleaved, medians, the machine's own limit first and last. */
export interface Sample {
  ms: number;
  /** Figures beside the time; the report shows the largest of all runs. */
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
  /** Largest ratio ours / reference that passes. */
  gate: number;
  /** Largest values notes may have. */
  bounds?: Record<string, number>;
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
  /** Medians, milliseconds. */
  ours: number;
  reference: number;
  ratio: number;
  gate: number;
  /** Within the gate and the bounds, on a machine that stayed as fast as it was. */
  ok: boolean;
  /** The limit moved by more than 25 %: the figures mean nothing. */
  void: boolean;
  limit: { first: number; last: number };
  notes: Record<string, number>;
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

type Measured = Omit<BenchResult, 'machine'>;

async function measureOnce(bench: Bench, context: BenchContext): Promise<Measured> {
  const first = await bench.limit(context);
  const samples: { ours: Sample[]; reference: Sample[] } = { ours: [], reference: [] };
  for (let round = 0; round < context.rounds; round++) {
    // Each side goes first as often as the other.
    const order = round % 2 === 0 ? (['ours', 'reference'] as const) : (['reference', 'ours'] as const);
    for (const side of order) samples[side].push(await bench[side](context));
  }
  const last = await bench.limit(context);
  const [ours, reference] = [samples.ours, samples.reference].map((side) => median(side.map(({ ms }) => ms))) as [
    number,
    number,
  ];
  const notes: Record<string, number> = {};
  for (const [name, value] of samples.ours.flatMap((sample) => Object.entries(sample.notes ?? {}))) {
    notes[name] = Math.max(notes[name] ?? 0, value);
  }
  const isVoid = Math.abs(last - first) > MOVED * Math.min(first, last);
  const ratio = ours / reference;
  const inBounds = Object.entries(bench.bounds ?? {}).every(
    ([name, bound]) => (notes[name] ?? Number.POSITIVE_INFINITY) <= bound,
  );
  const { id, what, against, gate } = bench;
  const ok = ratio <= gate && inBounds && !isVoid;
  const { bytes, rounds } = context;
  return {
    id,
    what,
    against,
    ours,
    reference,
    ratio,
    gate,
    ok,
    void: isVoid,
    limit: { first, last },
    notes,
    bytes,
    rounds,
  };
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
