/** One case whose files are everything a viewer meets: text, scan, damaged, locked, turned, picture, script, foreign. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildDemoFont } from '#main/demo/font/demoFont.ts';
import type { DemoAttachment, FileForm } from '#main/demo/model.ts';
import type { Block, Paper } from '#main/demo/page/model.ts';
import { registerFonts } from '#main/demo/page/raster.ts';
import { seededRandom } from '#main/demo/random.ts';
import { renderFile } from '#main/demo/renderFile.ts';
import { caseJson } from './centreFolder.ts';

export const FILE_PASSWORD = 'yanshi-2024';
const MADE_ON = new Date('2023-05-10T09:00:00Z');

const paragraph = (text: string): Block => ({ kind: 'paragraph', text, indent: true });

/** Three pages; the words to be found stand on the second, with spaces between them. */
const TEXT: Paper = {
  name: '劳动合同',
  size: 'a4',
  blocks: [
    { kind: 'title', text: '劳动合同书' },
    paragraph('甲方：济南泉声智能装备有限公司（演示）。乙方：秦望舒。'),
    { kind: 'break' },
    { kind: 'heading', text: '一、期限' },
    paragraph('合同期限自2022年7月1日起， 至2025年6月30日止。工 作 地 点：济南市。'),
    { kind: 'break' },
    { kind: 'heading', text: '二、其他' },
    paragraph('本合同一式两份，双方各执一份。'),
  ],
};
const SCAN: Paper = {
  ...TEXT,
  name: '社保缴费证明（扫描）',
  blocks: [{ kind: 'title', text: '缴费证明' }, { kind: 'photo' }],
};

export interface ViewerCase {
  folder: string;
  number: string;
}

/** Writes the cases folder. File names are what stands on the tabs. */
export async function writeViewerCase(folder: string): Promise<ViewerCase> {
  mkdirSync(path.join(folder, 'files'), { recursive: true });
  const texts = [JSON.stringify(TEXT), JSON.stringify(SCAN), '演示数据 人物虚构 照片 第页共0123456789'];
  const fonts = { regular: buildDemoFont(texts, false), bold: buildDemoFont(texts, true) };
  const press = { fonts, canvasFonts: registerFonts(fonts), random: seededRandom(7) };
  const printed = (paper: Paper, form: FileForm) =>
    renderFile({ paper, form, material: null } satisfies DemoAttachment, MADE_ON, press, FILE_PASSWORD);
  const files: [name: string, content: Uint8Array | string][] = [
    ['文字.pdf', await printed(TEXT, 'pdf')],
    ['扫描.pdf', await printed(SCAN, 'scan')],
    ['损坏.pdf', await printed(TEXT, 'damaged')],
    ['加密.pdf', await printed({ ...TEXT, name: '加密' }, 'encrypted')],
    ['旋转.pdf', turnedPdf()],
    ['照片.png', await printed(SCAN, 'png')],
    ['脚本.pdf', scriptPdf()],
    ['空.pdf', ''],
    ['说明.txt', '说明'],
  ];
  const attachments = files.map(([name, content], i) => {
    const file = `files/${i}.${name.split('.')[1]}`;
    writeFileSync(path.join(folder, file), content);
    return { file, name, material: null };
  });
  const record = caseJson({ attachments });
  writeFileSync(path.join(folder, 'viewer.json'), JSON.stringify(record));
  return { folder, number: String(record.number) };
}

/** A PDF of numbered objects; the first is the catalogue. */
function pdfOf(objects: readonly string[]): string {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  return `${text}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
}

const stream = (content: string) => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';

/** An upright sheet stored lying down: a reader must turn it by 90 degrees. The line of text runs up the stored page. */
function turnedPdf(): string {
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 500] /Rotate 90 /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    stream('BT /F 30 Tf 0 1 -1 0 150 60 Tm (LONG LINE OF TEXT) Tj ET'),
    HELVETICA,
  ]);
}

/** Everything a PDF can start by itself: a script on opening, one on the page, one behind a field, a form that sends, a link out. */
function scriptPdf(): string {
  const script = "app.alert('ran'); this.submitForm('https://example.com/'); app.launchURL('https://example.com/');";
  const action = `<< /S /JavaScript /JS (${script.replace(/[()]/g, '\\$&')}) >>`;
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R /OpenAction ${action} /AA << /WC ${action} >> /Names << /JavaScript << /Names [(a) ${action}] >> >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /AA << /O ${action} >> /Annots [6 0 R 7 0 R] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>`,
    stream('BT /F 24 Tf 40 200 Td (THIS FILE WOULD LIKE TO RUN) Tj ET'),
    HELVETICA,
    '<< /Type /Annot /Subtype /Link /Rect [40 190 380 230] /A << /S /URI /URI (https://example.com/) >> >>',
    `<< /Type /Annot /Subtype /Widget /FT /Btn /T (b) /Ff 65536 /Rect [40 100 200 140] /A ${action} >>`,
  ]);
}
