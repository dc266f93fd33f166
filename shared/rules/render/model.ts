import { z } from 'zod';

/** A programme as people read it: sections of numbered lines, each with the clauses it stands on. Texts are Chinese. */

const citation = z.strictObject({
  clause: z.string(),
  /** Place in the document as people cite it. */
  label: z.string(),
});
export type Citation = z.infer<typeof citation>;

const note = z.strictObject({
  /** 判定, 期限, 限类别 …; null where the text speaks for itself. */
  label: z.string().nullable(),
  text: z.string(),
});
export type Note = z.infer<typeof note>;

const link = z.strictObject({ programme: z.string(), name: z.string() });
export type ProgrammeLink = z.infer<typeof link>;

export interface Line {
  /** Parts of the programme this line stands for, `condition:d.class`; the same in every version of the programme. */
  keys: string[];
  /** `1.2.1`; empty until the section is put together. */
  number: string;
  /** 须, 可放宽, 优先; 资金, 就高不重复 …; null where there is nothing to say. */
  tag: string | null;
  text: string;
  notes: Note[];
  cite: Citation[];
  /** Other programmes the line speaks of, as far as the catalogue has them. */
  links: ProgrammeLink[];
  children: Line[];
}

export const line: z.ZodType<Line> = z.strictObject({
  keys: z.array(z.string()),
  number: z.string(),
  tag: z.string().nullable(),
  text: z.string(),
  notes: z.array(note),
  cite: z.array(citation),
  links: z.array(link),
  children: z.array(z.lazy(() => line)),
});

export const SECTIONS = {
  basics: '基本情况',
  conditions: '申报条件',
  materials: '申报材料',
  procedure: '办理程序',
  support: '支持内容',
  exclusions: '不重复享受与限制',
  duties: '义务与监督',
  scoring: '评审评分',
  inspection: '实地核查',
  contacts: '联系方式',
  informational: '其他条款',
} as const;
export type SectionId = keyof typeof SECTIONS;

export const renderedProgramme = z.strictObject({
  id: z.string(),
  name: z.string(),
  document: z.strictObject({ id: z.string(), number: z.string().nullable(), title: z.string() }),
  rule: z.string(),
  leadDepartment: z.string(),
  inForce: z.strictObject({ from: z.string(), to: z.string().nullable() }),
  /** Sections that have something to say, in the order they are read. */
  sections: z.array(
    z.strictObject({
      id: z.enum(Object.keys(SECTIONS) as [SectionId, ...SectionId[]]),
      title: z.string(),
      lines: z.array(line),
    }),
  ),
});
export type RenderedProgramme = z.infer<typeof renderedProgramme>;

/** Every line of a programme, parents before their children. */
export function linesOf(rendered: Pick<RenderedProgramme, 'sections'>): Line[] {
  const walk = (one: Line): Line[] => [one, ...one.children.flatMap(walk)];
  return rendered.sections.flatMap((section) => section.lines.flatMap(walk));
}

/** What a line says without its children: tag, text, notes. */
export const sayLine = ({ tag, text, notes }: Pick<Line, 'tag' | 'text' | 'notes'>): string =>
  [
    tag === null ? text : `【${tag}】${text}`,
    ...notes.map((one) => (one.label === null ? one.text : `${one.label}：${one.text}`)),
  ].join('；');
