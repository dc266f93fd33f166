/** A demo with a bundle of the wanted size beside it, as a centre would issue it, for benches that import through the product. */
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '#db/ids.ts';
import { parseCertificates } from '#main/bundle/certificate.ts';
import { loadCatalogue } from '#main/catalogue/load.ts';
import { readCasesFolder } from '#main/central/casesFolder.ts';
import { withCentre } from '#main/central/centre.ts';
import { issueCases } from '#main/central/send.ts';
import { projections } from '#main/createCore.ts';
import { createDemoCases } from '#main/demo/createDemoCases.ts';
import { makeDemo } from '#main/demo/makeDemo.ts';
import { systemClock } from '#main/ports.ts';
import type { CaseFolderRecord } from '#shared/domain/caseRecord.ts';
import type { BenchContext } from './bench.ts';

const AVERAGE_BYTES = (2 * 1024 ** 3) / 5_000;
const PER_CASE = 10;
const policies = path.resolve(import.meta.dirname, '../../policies');

const demoFolder = (context: BenchContext) => path.join(context.folder, 'demo');
export const bigBundle = (context: BenchContext) => path.join(context.folder, 'big.qpb');

/** Makes the demo and the big bundle once; the demo's own sealed bundle comes before it in the centre's numbering. */
export async function makeImportMaterial(context: BenchContext): Promise<void> {
  if (existsSync(bigBundle(context))) return;
  const catalogue = loadCatalogue(policies);
  const log = context.log;
  const demo = await makeDemo({
    ...{ folder: demoFolder(context), clock: systemClock, catalogue, projections, version: '0.0.0', log },
  });
  const cases = path.join(context.folder, 'cases');
  await makeCases(context, cases);
  const certificate = path.join(demoFolder(context), demo.certificate);
  const [to] = parseCertificates(await readFile(certificate, 'utf8'));
  await withCentre({ folder: path.join(demoFolder(context), demo.centre), passphrase: null }, (centre) =>
    issueCases(centre, {
      ...{ to: [to!], target: bigBundle(context), now: Date.now(), signal: new AbortController().signal },
      ...{ cases, plain: true, catalogue },
    }),
  );
  rmSync(cases, { recursive: true });
}

/** Cases after the pattern of the demo's first one, with attachments of noise that no two share. */
async function makeCases(context: BenchContext, folder: string): Promise<void> {
  const pattern = path.join(context.folder, 'pattern');
  mkdirSync(pattern);
  await createDemoCases(pattern, { seed: 1 });
  const { record } = (await readCasesFolder(pattern)).cases[0]!;
  rmSync(pattern, { recursive: true });
  const count = Math.max(1, Math.round(context.bytes / AVERAGE_BYTES / PER_CASE));
  const noise = randomBytes(Math.ceil(AVERAGE_BYTES) + count * PER_CASE);
  mkdirSync(folder);
  for (let i = 0; i < count; i++) {
    const attachments = Array.from({ length: PER_CASE }, (_, n) => {
      const file = `${i}-${n}.pdf`;
      writeFileSync(path.join(folder, file), noise.subarray(i * PER_CASE + n).subarray(0, Math.floor(AVERAGE_BYTES)));
      return { file, name: `附件${n + 1}.pdf`, material: record.attachments[n]?.material ?? null };
    });
    const made: CaseFolderRecord = { ...record, id: newId(Date.now()), number: `压测-${i + 1}`, attachments };
    writeFileSync(path.join(folder, `${i}.json`), JSON.stringify(made));
  }
}

/** A fresh copy of the demo for one run. */
export function copyDemo(context: BenchContext, name: string): string {
  const folder = path.join(context.folder, name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(demoFolder(context), folder, { recursive: true });
  return folder;
}
