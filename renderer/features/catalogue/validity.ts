import type { RenderedProgramme } from '#shared/rules/render/model.ts';

/** Whether a programme is in force on a day; dates are `2023-05-10`. */
export type Validity = 'current' | 'past' | 'coming';

export const VALIDITY_TITLES: Record<Validity, string> = { current: '有效', past: '已失效', coming: '尚未生效' };

export function validityOn(day: string, from: string, to: string | null): Validity {
  if (day < from) return 'coming';
  return to !== null && day > to ? 'past' : 'current';
}

/** 发文字号 and the rule in it, `济人才办发〔2022〕4号　第 3 条`. */
export const documentTitle = ({ document, rule }: Pick<RenderedProgramme, 'document' | 'rule'>): string =>
  `${document.number ?? document.title}　第 ${Number(rule)} 条`;
