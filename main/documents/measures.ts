/** GB/T 9704—2012: type area 156 × 225 mm on A4, binding edge left; lists lie on their side with the binding edge above. */
export const PAGE = {
  portrait: { width: 210, height: 297, top: 37, right: 26, bottom: 35, left: 28 },
  landscape: { width: 297, height: 210, top: 28, right: 35, bottom: 26, left: 37 },
} as const;
export type Orientation = keyof typeof PAGE;

/** Points: 二号 title, 三号 body on a 28 pt line, 小四 on forms. */
export const TYPE = { title: 22, body: 16, line: 28, form: 12, formLine: 20, foot: 9 } as const;
/** Tables by what they are for: 小四, 五号 for lists of names or files, 小五 for the wide summary. Points; `inset` in twips beside the text. */
export const TABLE_TYPE = {
  form: { size: 12, line: 20, inset: 70 },
  list: { size: 10.5, line: 16, inset: 60 },
  wide: { size: 9, line: 13, inset: 40 },
} as const;
export type TableType = (typeof TABLE_TYPE)[keyof typeof TABLE_TYPE];

const TWIPS_PER_MM = 1440 / 25.4;
export const twips = (mm: number): number => Math.round(mm * TWIPS_PER_MM);
/** Millimetres between the margins. */
export const typeWidth = (orientation: Orientation): number => {
  const { width, left, right } = PAGE[orientation];
  return width - left - right;
};

/** By name as offices have them; what stands in where one is missing is named beside it. */
export const FONTS = {
  title: {
    name: '方正小标宋简体',
    others: ['FZXiaoBiaoSong-B05S', '华文中宋', 'STZhongsong', '宋体', 'Noto Serif CJK SC'],
  },
  heading: { name: '黑体', others: ['SimHei', 'STHeiti', 'Noto Sans CJK SC'] },
  body: { name: '仿宋_GB2312', others: ['仿宋', 'FangSong', '华文仿宋', 'STFangsong', 'Noto Serif CJK SC'] },
  latin: { name: 'Times New Roman', others: ['Liberation Serif', 'Noto Serif CJK SC'] },
  digits: { name: 'Consolas', others: ['DejaVu Sans Mono', 'Courier New'] },
} as const;

/** Columns share the width exactly. */
export function columnWidths(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((all, share) => all + share, 0);
  let given = 0;
  let running = 0;
  return shares.map((share) => {
    running += share;
    const upTo = Math.round((total * running) / sum);
    const width = upTo - given;
    given = upTo;
    return width;
  });
}
