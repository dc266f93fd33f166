/** The one table of a call of the bench. */
import type { BenchResult } from './bench.ts';

const HEAD = '| id | what | against | ours | reference | ratio | gate | | load | notes |';
const RULE = `|${'---|'.repeat(10)}`;

function figure(value: number, unit: BenchResult['unit']): string {
  return `${value.toFixed(unit === '%' || value < 10 ? 2 : 0)} ${unit}`;
}

function compared({ by, ratio, gate }: BenchResult): [ratio: string, gate: string] {
  if (by === 'ratio') return [ratio.toFixed(2), String(gate)];
  const signed = (points: string) => (points.startsWith('-') ? `${points} pp` : `+${points} pp`);
  return [signed(ratio.toFixed(2)), signed(String(gate))];
}

function verdictOf({ void: isVoid, ok }: BenchResult): string {
  if (isVoid) return 'void';
  return ok ? 'ok' : 'MISSED';
}

/** Markdown; one row a comparison. */
export function table(results: readonly BenchResult[]): string {
  const rows = results.map((result) => {
    const { id, what, against, unit, ours, reference, load, seed } = result;
    const notes = Object.entries(result.notes).map(([name, value]) => `${name} ${Math.round(value)}`);
    if (seed !== null) notes.push(`seed ${seed}`);
    const figures = [figure(ours, unit), figure(reference, unit), ...compared(result)];
    return `| ${[id, what, against, ...figures, verdictOf(result), load.toFixed(1), notes.join(', ')].join(' | ')} |`;
  });
  return [HEAD, RULE, ...rows].join('\n');
}
