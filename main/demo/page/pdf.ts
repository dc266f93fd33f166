import PDFDocument from 'pdfkit';
import type { Fonts } from './layout.ts';
import type { Mark, Page } from './model.ts';

export interface PdfOptions {
  title: string;
  /** Fixed, so that the same paper gives the same bytes. */
  createdAt: Date;
  password?: string;
}

type Doc = InstanceType<typeof PDFDocument>;

/** Writes laid-out pages as a PDF with one embedded subset font per weight and real, extractable text. */
export function writePdf(pages: readonly Page[], fonts: Fonts, options: PdfOptions): Promise<Buffer> {
  const doc = newDocument(options);
  doc.registerFont('regular', fonts.regular.data);
  doc.registerFont('bold', fonts.bold.data);
  for (const page of pages) {
    doc.addPage({ size: [page.width, page.height], margin: 0 });
    for (const mark of page.marks) draw(doc, mark);
  }
  return finish(doc);
}

/** Writes pages that are nothing but one picture each, as a scanner does. */
export function writeImagePdf(
  pictures: readonly { jpeg: Buffer; width: number; height: number }[],
  options: PdfOptions,
): Promise<Buffer> {
  const doc = newDocument(options);
  for (const { jpeg, width, height } of pictures) {
    doc.addPage({ size: [width, height], margin: 0 });
    doc.image(jpeg, 0, 0, { width, height });
  }
  return finish(doc);
}

function newDocument({ title, createdAt, password }: PdfOptions): Doc {
  return new PDFDocument({
    autoFirstPage: false,
    // 1.4 keeps encryption to RC4 without random vectors: the same paper gives the same bytes.
    pdfVersion: '1.4',
    info: { Title: title, Author: '泉评演示数据', CreationDate: createdAt, ModDate: createdAt },
    ...(password === undefined ? {} : { userPassword: password, ownerPassword: password }),
  });
}

function finish(doc: Doc): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
    doc.end();
  });
}

function draw(doc: Doc, mark: Mark): void {
  if (mark.kind === 'circle') {
    doc.circle(mark.x, mark.y, mark.radius).lineWidth(mark.width).stroke(mark.colour);
  } else if (mark.kind === 'line') {
    drawLine(doc, mark);
  } else if (mark.turn) {
    doc.save();
    doc.translate(mark.x, mark.y).rotate((mark.turn * 180) / Math.PI);
    write(doc, mark, 0, 0);
    doc.restore();
  } else {
    write(doc, mark, mark.x, mark.y);
  }
}

function write(doc: Doc, mark: Extract<Mark, { kind: 'text' }>, x: number, y: number): void {
  doc.font(mark.bold ? 'bold' : 'regular', mark.size).fillColor(mark.colour);
  doc.text(mark.text, x, y, { lineBreak: false, baseline: 'alphabetic' });
}

function drawLine(doc: Doc, mark: Extract<Mark, { kind: 'line' }>): void {
  mark.points.forEach(([x, y], index) => {
    if (index === 0) doc.moveTo(x, y);
    else doc.lineTo(x, y);
  });
  if (mark.closed) doc.closePath();
  doc.lineWidth(mark.width);
  if (mark.fill && mark.width > 0) doc.fillAndStroke(mark.fill, mark.colour);
  else if (mark.fill) doc.fill(mark.fill);
  else doc.stroke(mark.colour);
}
