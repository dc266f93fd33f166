import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CaseFolderRecord, caseFolderRecord } from '#shared/domain/caseRecord.ts';
import { addDays, caseContext } from './cases/context.ts';
import { purchaseCases } from './cases/purchaseSet.ts';
import { recognitionCases } from './cases/recognitionSet.ts';
import { tuitionCases } from './cases/tuitionSet.ts';
import { buildDemoFont } from './font/demoFont.ts';
import type { DemoCase, DemoSummary, PlantedCase, PlantedTruth } from './model.ts';
import { LAYOUT_TEXTS } from './page/model.ts';
import { registerFonts } from './page/raster.ts';
import { seededRandom } from './random.ts';
import { EXTENSIONS, type Press, renderFile } from './renderFile.ts';

export interface DemoOptions {
  /** The same seed (and `today`) gives the same files, byte for byte. */
  seed: number;
  /** A day; cases then get due dates from a few days before to three weeks after it. Without it no case has a due date. */
  today?: string;
}

/**
 * Writes a cases folder (one JSON per case, a folder of files each) of invented people over the three programmes, ready for
 * `central issue`. What every case is made to show goes into `planted/planted.json`: below the folder, because every JSON file
 * in it is a case. The folder must exist and be empty. Needs development packages (pdfkit, the canvas, the web font).
 */
export async function createDemoCases(folder: string, { seed, today }: DemoOptions): Promise<DemoSummary> {
  const context = caseContext(seed);
  const cases = [...recognitionCases(context), ...purchaseCases(context), ...tuitionCases(context)];
  const press = openPress(cases, seed);
  const planted: PlantedCase[] = [];
  let [attachments, bytes] = [0, 0];
  for (const [index, one] of cases.entries()) {
    const files = await writeFiles(folder, caseName(index), one, press);
    const dueOn = today === undefined ? null : addDays(today, ((index * 7) % 25) - 3);
    const record = caseFolderRecord.parse({ ...one.record, dueOn, attachments: files.map(({ entry }) => entry) });
    await writeJson(join(folder, `${caseName(index)}.json`), record);
    attachments += files.length;
    bytes += files.reduce((sum, file) => sum + file.bytes, 0);
    planted.push(plantedCase(one, record));
  }
  const programmes = countBy(cases.map(({ record }) => record.programme));
  const summary = { seed, cases: cases.length, attachments, bytes, programmes, planted };
  await mkdir(join(folder, 'planted'));
  await writeJson(join(folder, 'planted', 'planted.json'), summary);
  return summary;
}

const caseName = (index: number) => `case-${String(index + 1).padStart(2, '0')}`;

/** One pair of fonts for the whole set: every character of every paper, and those the layout adds. */
function openPress(cases: readonly DemoCase[], seed: number): Press {
  const texts = cases.flatMap(({ attachments }) => attachments.map(({ paper }) => JSON.stringify(paper)));
  const all = [...texts, ...LAYOUT_TEXTS];
  const fonts = { regular: buildDemoFont(all, false), bold: buildDemoFont(all, true) };
  return { fonts, canvasFonts: registerFonts(fonts), random: seededRandom(seed + 1) };
}

async function writeFiles(folder: string, name: string, one: DemoCase, press: Press) {
  await mkdir(join(folder, name));
  const createdAt = new Date(`${one.record.appliedOn}T09:00:00Z`);
  const files: { entry: CaseFolderRecord['attachments'][number]; bytes: number }[] = [];
  for (const [index, attachment] of one.attachments.entries()) {
    const extension = EXTENSIONS[attachment.form];
    const file = `${name}/${String(index + 1).padStart(2, '0')}.${extension}`;
    const data = await renderFile(attachment, createdAt, press, passwordFor(one.truths, attachment.material));
    await writeFile(join(folder, ...file.split('/')), data);
    const { material, paper } = attachment;
    files.push({ entry: { file, name: `${paper.name}.${extension}`, material }, bytes: data.length });
  }
  return files;
}

function passwordFor(truths: readonly PlantedTruth[], material: string | null): string | undefined {
  for (const truth of truths) if (truth.kind === 'encrypted' && truth.file === material) return truth.password;
  return undefined;
}

/** Truths name papers by material while cases are built; outside they name the file. */
function plantedCase(one: DemoCase, record: CaseFolderRecord): PlantedCase {
  const fileOf = (material: string) => record.attachments.find((entry) => entry.material === material)!.file;
  return {
    caseId: record.id,
    number: record.number,
    programme: record.programme,
    applicant: record.applicant.name,
    truths: one.truths.map((truth) => ('file' in truth ? { ...truth, file: fileOf(truth.file) } : truth)),
  };
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
