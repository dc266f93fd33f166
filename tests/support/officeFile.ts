/** Reads .docx and .xlsx with other programs than those that made them: unzip for the container, a strict reader of our own for the XML, LibreOffice where it is installed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureTool, findProgram } from './ensureTools.ts';

export interface XmlNode {
  name: string;
  attributes: Record<string, string>;
  children: (XmlNode | string)[];
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const NAME = '[A-Za-z_][\\w:.-]*';
const TOKEN = new RegExp(
  `<\\?xml[^>]*\\?>|</(${NAME})\\s*>|<(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>|[^<]+`,
  'gy',
);
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function decoded(text: string): string {
  if (/&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[0-9a-fA-F]+);)/.test(text)) throw new Error('a bare &');
  return text.replace(/&(#x?)?(\w+);/g, (_, mark: string | undefined, name: string) =>
    mark ? String.fromCodePoint(Number.parseInt(name, mark === '#x' ? 16 : 10)) : ENTITIES[name]!,
  );
}

/** Strict: throws on anything that is no well-formed XML 1.0 without DTD, comments and CDATA. */
export function parseXml(xml: string): XmlNode {
  if (FORBIDDEN.test(xml) || !xml.isWellFormed()) throw new Error('a character XML forbids');
  const root: XmlNode = { name: '', attributes: {}, children: [] };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(xml);
    if (!match) throw new Error(`not XML: ${xml.slice(at, at + 60)}`);
    const [token, closed, opened, rest = '', empty] = match;
    if (token.startsWith('<?')) continue;
    if (closed !== undefined) {
      if (open.length === 1 || open.pop()!.name !== closed) throw new Error(`</${closed}> closes another element`);
    } else if (opened === undefined) {
      open.at(-1)!.children.push(decoded(token));
    } else {
      const attributes: Record<string, string> = {};
      for (const [, name, value] of rest.matchAll(new RegExp(`(${NAME})\\s*=\\s*["']([^"']*)["']`, 'g'))) {
        if (name! in attributes) throw new Error(`${name} twice`);
        attributes[name!] = decoded(value!);
      }
      const node = { name: opened, attributes, children: [] };
      open.at(-1)!.children.push(node);
      if (!empty) open.push(node);
    }
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)!.name}> is not closed`);
  return root;
}

export function findAll(node: XmlNode, name: string): XmlNode[] {
  return node.children.flatMap((child) =>
    typeof child === 'string' ? [] : [...(child.name === name ? [child] : []), ...findAll(child, name)],
  );
}

export const textOf = (node: XmlNode): string =>
  node.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');

export interface OfficeFile {
  /** Every XML part by its path, parsed. */
  parts: Map<string, XmlNode>;
  /** Paths of all entries. */
  names: string[];
}

/** Opens the container with unzip, which checks every CRC, and parses every XML part. */
export function openOfficeFile(bytes: Uint8Array): OfficeFile {
  ensureTool('unzip');
  const folder = mkdtempSync(path.join(tmpdir(), 'qp-office-'));
  const file = path.join(folder, 'file.zip');
  try {
    writeFileSync(file, bytes);
    execFileSync('unzip', ['-tqq', file]);
    const names = execFileSync('unzip', ['-Z1', file], { encoding: 'utf8' }).trim().split('\n');
    const read = (name: string) =>
      execFileSync('unzip', ['-p', file, name.replace('[', '\\[')], { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
    const xml = names.filter((name) => /\.(xml|rels)$/.test(name));
    return { names, parts: new Map(xml.map((name) => [name, parseXml(read(name))])) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Text of a .docx: body, head and foot, a line a paragraph. */
export function docxText({ parts }: OfficeFile): string {
  return [...parts]
    .filter(([name]) => /^word\/(document|header\d*|footer\d*)\.xml$/.test(name))
    .flatMap(([, root]) => findAll(root, 'w:p').map(textOf))
    .join('\n');
}

export interface SheetCell {
  type: string | undefined;
  text: string;
  formula: boolean;
  format: string | undefined;
}

/** Cells of the first sheet by address, with the words of shared strings put in. */
export function sheetCells({ parts }: OfficeFile): Map<string, SheetCell> {
  const sheet = parts.get('xl/worksheets/sheet1.xml')!;
  const strings = findAll(parts.get('xl/sharedStrings.xml')!, 'si').map(textOf);
  const styles = parts.get('xl/styles.xml')!;
  const codes = new Map(findAll(styles, 'numFmt').map((one) => [one.attributes.numFmtId!, one.attributes.formatCode!]));
  const formats = findAll(findAll(styles, 'cellXfs')[0]!, 'xf').map(({ attributes }) => {
    const id = attributes.numFmtId ?? '0';
    return id === '49' ? '@' : (codes.get(id) ?? id);
  });
  return new Map(
    findAll(sheet, 'c').map((cell) => {
      const { r, t, s } = cell.attributes;
      const value = findAll(cell, 'v').map(textOf).join('');
      const text = t === 's' ? strings[Number(value)]! : t === 'inlineStr' ? textOf(cell) : value;
      return [r!, { type: t, text, formula: findAll(cell, 'f').length > 0, format: formats[Number(s ?? 0)] }];
    }),
  );
}

export const hasLibreOffice = (): boolean => findProgram('soffice') !== null;

/** The pages as LibreOffice lays them out: text of each page of each file. One start for all: it takes longer than the files. */
export async function libreOfficePages(files: readonly Uint8Array[], extension: string): Promise<string[][]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'qp-soffice-'));
  try {
    const names = files.map((_, i) => path.join(folder, `${i}.${extension}`));
    files.forEach((bytes, i) => {
      writeFileSync(names[i]!, bytes);
    });
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...names], {
      stdio: 'ignore',
      timeout: 120_000,
    });
    const texts: string[][] = [];
    for (const i of files.keys()) texts.push(await pdfTexts(readFileSync(path.join(folder, `${i}.pdf`))));
    return texts;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function pdfTexts(bytes: Uint8Array): Promise<string[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: true });
  const pdf = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  await task.destroy();
  return pages;
}
