import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { createDemoCases } from '#main/demo/createDemoCases.ts';
import { type CaseFolderRecord, caseFolderRecord } from '#shared/domain/caseRecord.ts';

export async function makeDemoSet(seed: number, today?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'qp-demo-'));
  const summary = await createDemoCases(folder, { seed, today });
  const cases: CaseFolderRecord[] = [];
  for (let index = 1; index <= summary.cases; index++) {
    const name = `case-${String(index).padStart(2, '0')}.json`;
    cases.push(caseFolderRecord.parse(JSON.parse(await readFile(join(folder, name), 'utf8'))));
  }
  return { folder, summary, cases };
}

export type DemoSet = Awaited<ReturnType<typeof makeDemoSet>>;

export interface ReadPdf {
  pages: string[];
  /** Pages whose operator list paints a picture. */
  pictures: number;
  fonts: string[];
}

/** Opens a PDF the way the workbench does (pdf.js) and takes the text of every page, blanks removed. */
export async function readPdf(data: Buffer, password?: string): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(data), password, verbosity: 0, useSystemFonts: false });
  const document = await task.promise;
  const result: ReadPdf = { pages: [], pictures: 0, fonts: [] };
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items, styles } = await page.getTextContent({ disableNormalization: true });
    result.pages.push(squeeze(items.map((item) => ('str' in item ? item.str : '')).join('')));
    result.fonts.push(...Object.keys(styles));
    const { fnArray } = await page.getOperatorList();
    if (fnArray.some((operation) => PAINT_IMAGE.has(operation))) result.pictures += 1;
  }
  await task.destroy();
  return result;
}

/** OPS.paintImageXObject and its inline and repeated forms. */
const PAINT_IMAGE = new Set([85, 86, 88]);

export const squeeze = (text: string): string => text.replace(/\s/g, '');
