import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evenFonts, splitRuns } from '#renderer/pdf/splitRuns.ts';

const run = (str: string, width: number, more = {}) => ({
  ...{ str, width, dir: 'ltr', fontName: 'f', hasEOL: false, height: 10 },
  transform: [10, 0, 0, 10, 50, 700],
  ...more,
});
const upright = () => false;
/** Widths in em as a Chinese font has them; digits a little more than half. */
const EM: Record<string, number> = { digit: 0.56, quote: 1, wide: 1 };
const kind = (character: string) => (/[0-9A-Z]/.test(character) ? 'digit' : /[“”—]/.test(character) ? 'quote' : 'wide');
const widthOf = (text: string) => [...text].reduce((sum, character) => sum + EM[kind(character)]! * 10, 0);

/** Where each character of the parts begins, spread evenly within a part. */
const begins = (parts: ReturnType<typeof run>[]) =>
  parts.flatMap(({ str, width, transform }) => {
    const characters = [...str];
    return characters.map((_, i) => transform[4]! + (i * width) / characters.length);
  });

describe('runs that mix Chinese with other characters', () => {
  test('are cut where the kind changes, and every character stands where the page has it', () => {
    const lines = [
      '身份证号990101198211171027，现在济南',
      '职学校开展的“3”贯通培养',
      '自2022年7月1日起',
      '申请人承诺以上内容属实',
    ];
    const parts = splitRuns(
      lines.map((line) => run(line, widthOf(line))),
      upright,
    );
    expect(parts.map(({ str }) => str).slice(0, 3)).toEqual(['身份证号', '990101198211171027', '，现在济南']);
    const real = lines.flatMap((line) => {
      let x = 50;
      return [...line].map((character) => {
        const at = x;
        x += EM[kind(character)]! * 10;
        return at;
      });
    });
    for (const [i, x] of begins(parts).entries()) expect(Math.abs(x - real[i]!)).toBeLessThan(1.5);
  });

  test('keep their text, their ends and their line breaks, whatever stands in them', () => {
    const text = fc.string({
      unit: fc.constantFrom('济', '南', '，', '“', '”', '—', '1', 'A', ' ', '䶮', '𬭎', '·'),
      maxLength: 24,
    });
    const runs = fc.array(
      fc.tuple(text, fc.double({ min: 0, max: 400, noNaN: true }), fc.boolean(), fc.constantFrom('f', 'g')),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(runs, (given) => {
        const before = given.map(([str, width, hasEOL, fontName]) => run(str, width, { hasEOL, fontName }));
        const after = splitRuns(before, upright);
        expect(after.map((one) => one.str).join('')).toBe(before.map((one) => one.str).join(''));
        expect(after.filter((one) => one.hasEOL)).toHaveLength(before.filter((one) => one.hasEOL).length);
        expect(after.every((one) => one.width >= 0 && one.str.isWellFormed())).toBe(true);
        let at = 0;
        for (const one of before) {
          const parts: typeof after = [];
          for (let length = 0; parts.length === 0 || length < one.str.length; length += parts.at(-1)!.str.length) {
            parts.push(after[at]!);
            at += 1;
          }
          expect(parts[0]!.transform[4]).toBeCloseTo(50);
          const end = parts.at(-1)!.transform[4]! + parts.at(-1)!.width;
          expect(end, 'the parts end where the run did').toBeGreaterThanOrEqual(50 + one.width - 1e-6);
        }
      }),
    );
  });

  test('follow the direction of the run; vertical ones, those from right to left and pure ones are left alone', () => {
    const sideways = run('金额100元', widthOf('金额100元'), { transform: [0, 10, -10, 0, 50, 100] });
    const parts = splitRuns([sideways], upright);
    expect(parts.map(({ transform }) => transform[4])).toEqual([50, 50, 50]);
    expect(parts[1]!.transform[5]).toBeCloseTo(120, 0);
    for (const one of [run('金额100元', 60, { dir: 'rtl' }), run('只有汉字', 40), run('only 12', 30), run('', 0)]) {
      expect(splitRuns([one], upright)).toEqual([one]);
    }
    const vertical = run('金额100元', 60);
    expect(splitRuns([vertical], () => true)).toEqual([vertical]);
  });
});

describe('fonts whose narrow characters are all equally wide', () => {
  test('are known by their runs: the same width per character whatever stands there', () => {
    const half = ['JNCR - 2021', '(0010008)', 'A-3'].map((str) => run(str, str.length * 5));
    expect(evenFonts(half)).toEqual(new Set(['f']));
    expect(evenFonts(half.map((one) => ({ ...one, transform: [0, 20, -20, 0, 5, 5], width: one.width * 2 })))).toEqual(
      new Set(['f']),
    );
  });

  test('are not guessed from digits alone, from one run, or from letters of different widths', () => {
    const digits = ['2021', '0010008', '345', '69'].map((str) => run(str, str.length * 5.56));
    expect(evenFonts(digits)).toEqual(new Set());
    expect(evenFonts([run('JNCR - 2021', 55)])).toEqual(new Set());
    expect(evenFonts([run('William', 34), run('little fill', 30), run('MWMW', 36)])).toEqual(new Set());
    expect(evenFonts([run('只有汉字', 40), run('', 0)])).toEqual(new Set());
  });
});
