/** Handing back a review of 1,000 cases: chain proved, bundle signed, encrypted, written, read back, twin kept; against copy and sign. */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ExportReport } from '#shared/api/transfer.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import type { Bench, BenchContext, Sample } from './bench.ts';
import { command, settle } from './bundleMaterial.ts';
import { signedReviews } from './reviewMaterial.ts';

const CASES = 1000;
const pattern = (context: BenchContext) => path.join(context.folder, 'review-pattern.qpb');
const keyFile = (context: BenchContext) => path.join(context.folder, 'sign-key.pem');

async function exportTo(context: BenchContext, file: string): Promise<ExportReport> {
  const { api } = await signedReviews(context, CASES);
  const { taskId } = await api.transfer.exportStart({ path: file });
  for (;;) {
    const { state, exportReport, refusal } = await api.transfer.task({ taskId });
    if (exportReport) return exportReport;
    if (state !== 'running') throw new Error(`the export ended ${state}: ${refusal?.message}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function prepare(context: BenchContext): Promise<void> {
  ensureTool('openssl');
  if (existsSync(pattern(context))) return;
  const report = await exportTo(context, pattern(context));
  if (report.cases.length !== CASES) throw new Error(`${report.cases.length} cases in the bundle`);
  execFileSync('openssl', [
    'genpkey',
    '-algorithm',
    'EC',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-out',
    keyFile(context),
  ]);
}

async function ours(context: BenchContext): Promise<Sample> {
  const file = path.join(context.folder, 'review.qpb');
  const began = performance.now();
  const { bytes } = await exportTo(context, file);
  const value = performance.now() - began;
  rmSync(file);
  await settle(context);
  return { value, notes: { bundleMiB: bytes / 1024 ** 2 } };
}

/** The same bytes copied durably, then hashed and signed by openssl. */
async function copyAndSign(context: BenchContext): Promise<Sample> {
  const copy = path.join(context.folder, 'copy');
  const signature = path.join(context.folder, 'opened');
  const copied = await command('cp', [pattern(context), copy]);
  const synced = await command('sync', [copy]);
  const signed = await command('openssl', ['dgst', '-sha256', '-sign', keyFile(context), '-out', signature, copy]);
  await settle(context);
  return { value: copied + synced + signed };
}

export const benches: readonly Bench[] = [
  {
    id: 'X2',
    what: `sealing and exporting a review of ${CASES} cases through the product`,
    against: 'cp + sync + openssl dgst -sign of the same bytes',
    gate: 2,
    seed: '7',
    prepare,
    ours,
    reference: copyAndSign,
    limit: (context) => command('openssl', ['dgst', '-sha256', pattern(context)]),
  },
];
