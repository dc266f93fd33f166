import {
  AlignmentType,
  Document,
  Footer,
  Header,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx';
import { type DocumentModel, footLines, headLines } from '#shared/documents/model.ts';
import { docxBlocks } from './docxBlocks.ts';
import { FONTS, PAGE, TYPE, twips } from './measures.ts';
import { escapeXml } from './xmlText.ts';

const GREY = '808080';
type Font = keyof typeof FONTS;

const fontOf = (font: Font) => ({
  ascii: FONTS.latin.name,
  hAnsi: FONTS.latin.name,
  cs: FONTS.latin.name,
  eastAsia: FONTS[font].name,
});

function head(document: DocumentModel): Header {
  const run = new TextRun({
    text: headLines(document).join('　'),
    font: fontOf('heading'),
    size: TYPE.form * 2,
    color: GREY,
  });
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run] })] });
}

/** Hash codes and the number of the page: 一字线 on both sides as GB/T 9704 has it. */
function foot(document: DocumentModel, sha256: string): Footer {
  const line = (children: ParagraphChild[]) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: 220, lineRule: LineRuleType.AT_LEAST },
      children,
    });
  const codes = footLines(document, sha256).map((text) =>
    line([new TextRun({ text, font: fontOf('body'), size: (TYPE.foot - 1.5) * 2, color: GREY })]),
  );
  const page = new TextRun({
    children: ['— 第 ', PageNumber.CURRENT, ' 页，共 ', PageNumber.TOTAL_PAGES, ' 页 —'],
    font: fontOf('body'),
    size: TYPE.form * 2,
  });
  return new Footer({ children: [...codes, line([page])] });
}

function titleLines({ title, subtitle }: DocumentModel): Paragraph[] {
  const centred = (text: string, font: Font, size: number, after: number) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { line: Math.round(size * 1.5 * 20), lineRule: LineRuleType.AT_LEAST, after },
      children: [new TextRun({ text, font: fontOf(font), size: size * 2 })],
    });
  const under = (subtitle?.split('\n') ?? []).map((line, i, all) =>
    centred(line, 'body', TYPE.form, i === all.length - 1 ? 120 : 0),
  );
  return [centred(title, 'title', TYPE.title, under.length > 0 ? 60 : 240), ...under];
}

/** Names for each font what stands in for it: Word, WPS and LibreOffice follow `altName` before they guess. */
function fontTable(): string {
  const fonts = Object.values(FONTS).map(
    ({ name, others }) =>
      `<w:font w:name="${escapeXml(name)}"><w:altName w:val="${escapeXml(others.join(','))}"/></w:font>`,
  );
  const space = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${space}">${fonts.join('')}</w:fonts>`;
}

/** The document as Word and WPS open it. `figures`: PNG bytes by hash, for every figure the document names. */
export async function renderDocx(
  document: DocumentModel,
  sha256: string,
  figures: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array> {
  const { orientation } = document;
  const { width, height, top, right, bottom, left } = PAGE[orientation];
  // docx turns width and height round for a page that lies on its side.
  const [short, long] = [Math.min(width, height), Math.max(width, height)].map(twips) as [number, number];
  const made = new Document({
    creator: '泉评',
    lastModifiedBy: '泉评',
    title: document.title,
    description: sha256,
    styles: { default: { document: { run: { font: fontOf('body'), size: TYPE.body * 2 } } } },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: short,
              height: long,
              orientation: orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: {
              ...{ top: twips(top), right: twips(right), bottom: twips(bottom), left: twips(left) },
              ...{ header: twips(15), footer: twips(12) },
            },
          },
        },
        headers: { default: head(document) },
        footers: { default: foot(document, sha256) },
        children: [...titleLines(document), ...docxBlocks(document, figures)],
      },
    ],
  });
  const bytes = await Packer.toBuffer(made, undefined, [{ path: 'word/fontTable.xml', data: fontTable() }]);
  return new Uint8Array(bytes);
}
