/**
 * A paper as a list of blocks, and a page as a list of marks. Layout turns the first into the second; the PDF writer and the
 * raster (for scans and photographs) draw the same marks. Lengths are PDF points, y grows downwards, colours are CSS hex.
 */
export interface Paper {
  /** File name the applicant gave it, without extension. */
  name: string;
  size: 'a4' | 'certificate' | 'card';
  /** Small line above the first block, e.g. a document number. */
  reference?: string;
  blocks: Block[];
}

export type Block =
  | { kind: 'title'; text: string; size?: number; colour?: string }
  | { kind: 'subtitle'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string; indent?: boolean; align?: Align; size?: number }
  | { kind: 'form'; rows: FormCell[][] }
  | { kind: 'table'; columns: Column[]; rows: string[][] }
  | { kind: 'closing'; lines: string[]; seal?: string }
  | { kind: 'photo' }
  | { kind: 'gap'; height: number }
  | { kind: 'break' };

export type Align = 'left' | 'center' | 'right';

/** One cell of a form row: a grey label or a value; `share` is its part of the row's width, `height` the least height of its row. */
export interface FormCell {
  text: string;
  share: number;
  label?: boolean;
  height?: number;
  align?: Align;
}

interface Column {
  title: string;
  share: number;
  align?: Align;
}

export type Mark =
  | { kind: 'text'; x: number; y: number; text: string; size: number; bold: boolean; colour: string; turn?: number }
  | { kind: 'line'; points: [number, number][]; width: number; colour: string; closed?: boolean; fill?: string }
  | { kind: 'circle'; x: number; y: number; radius: number; width: number; colour: string };

export interface Page {
  width: number;
  height: number;
  marks: Mark[];
}

export const DEMO_MARK = '演示数据 人物虚构';
export const SEAL_NOTE = '演示专用';
export const PHOTO_NOTE = '照片';

/** Words the layout itself puts on pages: the font must have them too. */
export const LAYOUT_TEXTS = [
  DEMO_MARK,
  SEAL_NOTE,
  PHOTO_NOTE,
  '第 0123456789 页 共',
  '字形缺失：U+ABCDEF、，以方框内码位表示　',
];

/** A form row of label–value pairs of equal width. */
export function pairs(...entries: [label: string, value: string][]): FormCell[] {
  return entries.flatMap(([label, value]) => [
    { text: label, share: 1, label: true },
    { text: value, share: entries.length === 1 ? 5.2 : entries.length === 2 ? 2.1 : 1.2 },
  ]);
}
