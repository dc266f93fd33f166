import type { DemoAttachment, FileForm } from './model.ts';
import { type Fonts, layOut } from './page/layout.ts';
import type { Page } from './page/model.ts';
import { writeImagePdf, writePdf } from './page/pdf.ts';
import { type CanvasFonts, drawPage } from './page/raster.ts';
import type { Random } from './random.ts';

/** What making files needs besides the paper. */
export interface Press {
  fonts: Fonts;
  canvasFonts: CanvasFonts;
  random: Random;
}

export const EXTENSIONS: Record<FileForm, 'pdf' | 'jpg' | 'png'> = {
  pdf: 'pdf',
  scan: 'pdf',
  damaged: 'pdf',
  encrypted: 'pdf',
  jpg: 'jpg',
  png: 'png',
};

const SCAN_SCALE = 1.7;
const PHOTO_SCALE = 2;
const SCAN_QUALITY = 42;
const PHOTO_QUALITY = 78;

/** Makes the file of an attachment. `password` is needed for the encrypted form only. */
export async function renderFile(
  { paper, form }: DemoAttachment,
  createdAt: Date,
  press: Press,
  password?: string,
): Promise<Buffer> {
  const pages = layOut(paper, press.fonts);
  const options = { title: paper.name, createdAt };
  if (form === 'jpg' || form === 'png') return photograph(pages[0]!, form, press);
  if (form === 'scan') return writeImagePdf(await Promise.all(pages.map((page) => scanPage(page, press))), options);
  if (form === 'encrypted') return writePdf(pages, press.fonts, { ...options, password: needed(password, paper.name) });
  const pdf = await writePdf(pages, press.fonts, options);
  return form === 'damaged' ? brokenCopy(pdf) : pdf;
}

function needed(password: string | undefined, name: string): string {
  if (password === undefined) throw new Error(`${name}: an encrypted paper needs its password`);
  return password;
}

async function scanPage(page: Page, { canvasFonts, random }: Press) {
  const tilt = (0.5 + random.next()) * (random.next() < 0.5 ? -1 : 1);
  const canvas = drawPage(page, { scale: SCAN_SCALE, fonts: canvasFonts, scan: { tilt, random } });
  return { jpeg: await canvas.encode('jpeg', SCAN_QUALITY), width: page.width, height: page.height };
}

function photograph(page: Page, form: 'jpg' | 'png', { canvasFonts }: Press): Promise<Buffer> {
  const canvas = drawPage(page, { scale: form === 'jpg' ? PHOTO_SCALE : SCAN_SCALE, fonts: canvasFonts });
  return form === 'jpg' ? canvas.encode('jpeg', PHOTO_QUALITY) : canvas.encode('png');
}

/** A copy that broke off: the first two fifths, then zeros. Page tree and cross-reference table are gone. */
function brokenCopy(pdf: Buffer): Buffer {
  return Buffer.concat([pdf.subarray(0, Math.floor(pdf.length * 0.4)), Buffer.alloc(2048)]);
}
