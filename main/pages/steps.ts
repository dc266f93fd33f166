import { OPS } from './pdfjs.ts';

/** A list of drawing steps as pdf.js gives it: of a page, of a pattern's cell, of a glyph that is drawn. */
export interface StepList {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}

/** Steps that draw nothing and change nothing. */
const DROPPED = new Set<number>([OPS.dependency, OPS.beginMarkedContent, OPS.markPoint, OPS.markPointProps]);

export type Step = readonly [fn: number, args: unknown[] | null];

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** The steps that count, one after the other. Parts of a graphics state stand in no order: some programs sort them when they save. */
export function stepsOf({ fnArray, argsArray }: StepList): Step[] {
  return fnArray.flatMap((fn, at): Step[] => {
    if (DROPPED.has(fn)) return [];
    const args = argsArray[at] as unknown[] | null;
    return [[fn, fn === OPS.setGState ? [(args![0] as [string, unknown][]).toSorted(byKey)] : args]];
  });
}

/** A list of steps inside a value as its steps; `null` for anything else. */
export const unfold = (value: object): readonly Step[] | null =>
  'fnArray' in value && 'argsArray' in value ? stepsOf(value as StepList) : null;
