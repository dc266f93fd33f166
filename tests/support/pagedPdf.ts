/** PDFs written by hand, page by page, and the same PDFs as another program would save them again. */
import { deflateSync } from 'node:zlib';

export interface TestPage {
  /** Lines of text, Latin letters only. */
  lines: readonly string[];
  /** Grey values of a square image over the whole page, side by side. */
  image?: readonly number[];
  rotate?: number;
  /** Drawn as a box with a name of its own inside a layer. */
  box?: readonly [number, number, number, number];
}

/** What may differ while every page shows the same. */
export interface Saving {
  title?: string;
  producer?: string;
  /** Numbers of objects begin here, and go backwards when `turned`. */
  firstNumber?: number;
  turned?: boolean;
  compress?: boolean;
  /** The page's steps in so many streams. */
  parts?: number;
  /** Another name for the font. */
  fontName?: string;
}

const literal = (text: string): string => `(${text.replace(/[\\()]/g, (sign) => `\\${sign}`)})`;

/** The steps in lines, so that they can be cut between two of them. */
function stepsOf({ lines, image, box }: TestPage, fontName: string): string[] {
  return [
    ...(image ? ['q', '595 0 0 842 0 0 cm', '/Im Do', 'Q'] : []),
    ...(box ? [`${box.join(' ')} re`, 'S'] : []),
    '/G gs',
    'BT',
    `/${fontName} 12 Tf`,
    '14 TL',
    '72 700 Td',
    ...lines.flatMap((line) => [`${literal(line)} Tj`, 'T*']),
    'ET',
  ];
}

export interface Piece {
  dictionary: string;
  stream?: Uint8Array;
}

export function pagedPdf(pages: readonly TestPage[], saving: Saving = {}): Uint8Array {
  const { title = 'a', producer = 'b', firstNumber = 1, turned = false, compress = false } = saving;
  const { parts = 1, fontName = 'F1' } = saving;
  const pieces: Piece[] = [];
  const total = 4 + pages.reduce((sum, page) => sum + 1 + parts + (page.image ? 1 : 0), 0);
  const number = (index: number) => firstNumber + (turned ? total - 1 - index : index);
  const ref = (index: number) => `${number(index)} 0 R`;
  const add = (dictionary: string, stream?: Uint8Array): string => {
    pieces.push({ dictionary, ...(stream && { stream }) });
    return ref(pieces.length - 1);
  };
  const stream = (entries: string, bytes: Uint8Array): string =>
    compress ? add(`${entries} /Filter /FlateDecode`, deflateSync(bytes)) : add(entries, bytes);
  add(`/Type /Catalog /Pages ${ref(1)}`);
  add('');
  const font = add('/Type /Font /Subtype /Type1 /BaseFont /Helvetica');
  const info = add(`/Title ${literal(title)} /Producer ${literal(producer)}`);
  const kids = pages.map((page) => {
    const side = Math.sqrt(page.image?.length ?? 0);
    const size = `/Width ${side} /Height ${side} /ColorSpace /DeviceGray /BitsPerComponent 8`;
    const image = page.image
      ? ` /XObject << /Im ${stream(`/Type /XObject /Subtype /Image ${size}`, Uint8Array.from(page.image))} >>`
      : '';
    const steps = stepsOf(page, fontName);
    const cut = Math.ceil(steps.length / parts);
    const contents = Array.from({ length: parts }, (_, i) =>
      stream('', Buffer.from(`${steps.slice(i * cut, (i + 1) * cut).join('\n')}\n`, 'latin1')),
    );
    // Some programs sort what stands in a dictionary.
    const state = turned ? '/LW 2 /ca 0.5' : '/ca 0.5 /LW 2';
    const resources = `<< /Font << /${fontName} ${font} >> /ExtGState << /G << ${state} >> >>${image} >>`;
    const look = `/MediaBox [0 0 595 842] /Rotate ${page.rotate ?? 0}`;
    return add(`/Type /Page /Parent ${ref(1)} ${look} /Resources ${resources} /Contents [${contents.join(' ')}]`);
  });
  pieces[1] = { dictionary: `/Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length}` };
  return rawPdf(pieces, ref(0), `/Info ${info}`, number);
}

/** Objects as they are given, numbered from 1. */
export function rawPdf(
  pieces: readonly Piece[],
  root: string,
  trailer = '',
  number: (index: number) => number = (index) => index + 1,
): Uint8Array {
  const chunks: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  let at = chunks[0]!.length;
  const offsets = new Map<number, number>();
  for (const [index, { dictionary, stream }] of pieces.entries()) {
    const length = stream ? ` /Length ${stream.length}` : '';
    const head = `${number(index)} 0 obj\n<< ${dictionary}${length} >>\n`;
    const body = stream ? [Buffer.from('stream\n'), Buffer.from(stream), Buffer.from('\nendstream\n')] : [];
    const whole = Buffer.concat([Buffer.from(head, 'latin1'), ...body, Buffer.from('endobj\n')]);
    offsets.set(number(index), at);
    chunks.push(whole);
    at += whole.length;
  }
  const size = Math.max(...offsets.keys()) + 1;
  const rows = Array.from({ length: size }, (_, n) => {
    const offset = offsets.get(n);
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${size}\n${rows.join('')}trailer\n<< /Size ${size} /Root ${root} ${trailer} >>\nstartxref\n${at}\n%%EOF\n`;
  return Uint8Array.from(Buffer.concat([...chunks, Buffer.from(table, 'latin1')]));
}

/** The same file with a page of one line before all others, added behind its end as editors do (pdfkit's PDFs: a plain table of objects). */
export function withCover(pdf: Uint8Array, line: string): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const [, pages, dictionary] = /(\d+) 0 obj\s*<<([^>]*\/Type \/Pages[^>]*)>>/.exec(text)!;
  const last = text.slice(text.lastIndexOf('trailer'));
  const size = Number(/\/Size (\d+)/.exec(last)![1]);
  const kids = dictionary!
    .replace(/\/Count (\d+)/, (_, count: string) => `/Count ${Number(count) + 1}`)
    .replace('/Kids [', `/Kids [${size} 0 R `);
  const steps = `BT /F1 24 Tf 72 700 Td ${literal(line)} Tj ET`;
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  const look = `/MediaBox [0 0 595 842] /Resources << /Font << /F1 ${size + 2} 0 R >> >>`;
  const objects: [number, string][] = [
    [Number(pages), `<<${kids}>>`],
    [size, `<< /Type /Page /Parent ${pages} 0 R ${look} /Contents ${size + 1} 0 R >>`],
    [size + 1, `<< /Length ${steps.length} >>\nstream\n${steps}\nendstream`],
    [size + 2, font],
  ];
  let added = text.endsWith('\n') ? '' : '\n';
  const table = objects.map(([number, body]) => {
    const at = text.length + added.length;
    added += `${number} 0 obj\n${body}\nendobj\n`;
    return `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const xref = text.length + added.length;
  const previous = /startxref\s+(\d+)/.exec(last)![1];
  const trailer = last.slice(0, last.indexOf('>>')).replace(/\/Size \d+/, `/Size ${size + 3} /Prev ${previous}`);
  added += `xref\n${table.join('')}${trailer}>>\nstartxref\n${xref}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(text + added, 'latin1'));
}
