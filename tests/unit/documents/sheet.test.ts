/** Workbooks as another reader finds them: what is text, what prints on every page, what the file says of itself. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSheet, lineCount, type SheetEnd } from '#main/documents/sheet.ts';
import { renderXlsx } from '#main/documents/xlsx.ts';
import { publicityList } from '#shared/documents/lists.ts';
import { findAll, openOfficeFile, sheetCells, textOf } from '#tests/support/officeFile.ts';

const FONT = { name: '仿宋_GB2312', size: 11 };
const END: SheetEnd = {
  ...{ name: '表', title: '表', description: '', frozen: 0, repeated: 0 },
  ...{ orientation: 'portrait', head: [], foot: [] },
};

function sheetOf(texts: readonly string[]): Uint8Array {
  const sheet = createSheet({ widths: [20], font: FONT });
  const text = sheet.style({ value: 'text' });
  for (const one of texts) sheet.row([one], [text], 16);
  return sheet.bytes(END);
}

const textsIn = (bytes: Uint8Array): string[] =>
  [...sheetCells(openOfficeFile(bytes)).values()].map(({ text }) => text);

describe('a cell', () => {
  test('holds what people wrote, sign for sign, as text', () => {
    const texts = [
      '370102199601300018',
      '6222021001122334455',
      '=1+1',
      '䶮𠮷㐂龘',
      ' 前后有空格 ',
      '两行\n文字',
      '<b>&amp;"\'',
      'ﬀ\u00a0é',
    ];
    const cells = [...sheetCells(openOfficeFile(sheetOf(texts))).values()];
    expect(cells.map(({ text }) => text)).toEqual(texts);
    for (const cell of cells) expect(cell).toMatchObject({ type: 's', format: '@', formula: false });
  });

  test('never holds what no XML may hold, and no code that spreadsheet programs read as a sign', () => {
    const [raw, half, code] = textsIn(sheetOf(['甲\u0007乙\ufffe', '丙\ud842丁', '_x0041_和_xZZZZ_']));
    expect([raw, half]).toEqual(['甲\ufffd乙\ufffd', '丙\ufffd丁']);
    // `_x005F_` is the underscore itself: Excel shows `_x0041_`, not `A`.
    expect(code).toBe('_x005F_x0041_和_xZZZZ_');
  });

  test('an amount reads back to the 分', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e13, max: 1e13 }), { minLength: 1, maxLength: 50 }), (fens) => {
        const sheet = createSheet({ widths: [20], font: FONT });
        const amount = sheet.style({ value: 'amount' });
        for (const fen of fens) sheet.row([fen / 100], [amount], 16);
        const cells = [...sheetCells(openOfficeFile(sheet.bytes(END))).values()];
        const read = cells.map(({ text }) => {
          const [, sign, yuan, cents = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text)!;
          return Number(`${sign}${yuan}${cents.padEnd(2, '0')}`);
        });
        expect(read).toEqual(fens.map((fen) => (fen === 0 ? 0 : fen)));
        expect(cells.every(({ type, format }) => type === undefined && format === '#,##0.00')).toBe(true);
      }),
      { numRuns: 8 },
    );
  });
});

test('lines of a text are counted in Chinese widths', () => {
  expect([
    lineCount('', 10),
    lineCount('甲乙丙', 10),
    lineCount('甲乙丙丁戊', 10),
    lineCount('a\n甲乙丙丁戊\n', 10),
  ]).toEqual([1, 1, 2, 4]);
});

describe('a list as a workbook', () => {
  const rows = Array.from({ length: 200 }, (_, i) => ({
    ...{ number: `济留补2026-${i}`, name: '欧***', programmeName: '海外人才学费补贴', trackName: '' },
    employer: '济南市历下区某某某某某某某某科技发展有限责任公司第一分公司',
  }));
  const document = publicityList(
    {
      ...{ title: '2026 年第一批&第二批公示', startsOn: '2026-11-21', endsOn: '2026-11-27', period: '5 个工作日' },
      ...{ contact: '历下区人社局', rows, masked: true, fictional: true },
    },
    { unit: '历下区人才办', person: '李审核', madeOn: '2026-11-21', number: null },
  );
  const hash = '0123456789abcdef'.repeat(4);

  test('prints its head, its codes and its page number on every A4 page', () => {
    const { parts } = openOfficeFile(renderXlsx(document, hash));
    const sheet = parts.get('xl/worksheets/sheet1.xml')!;
    const head = findAll(sheet, 'row').find((row) => row.attributes.r === '5')!;
    expect(findAll(head, 'c')).toHaveLength(6);
    expect(textOf(findAll(parts.get('xl/workbook.xml')!, 'definedName')[0]!)).toBe("'2026 年第一批&第二批公示'!$5:$5");
    expect(findAll(sheet, 'pane')[0]!.attributes).toMatchObject({ ySplit: '5', state: 'frozen' });
    expect(findAll(sheet, 'pageSetup')[0]!.attributes).toMatchObject({
      paperSize: '9',
      fitToWidth: '1',
      fitToHeight: '0',
    });
    // 37, 26, 35 and 28 mm in inches.
    expect(findAll(sheet, 'pageMargins')[0]!.attributes).toMatchObject({
      ...{ top: '1.457', right: '1.024', bottom: '1.378', left: '1.102' },
    });
    const foot = textOf(findAll(sheet, 'oddFooter')[0]!);
    expect(foot).toContain(`文书校验码 ${(hash.match(/.{4}/g) ?? []).join(' ')}`);
    expect(foot).toContain('第 &P 页，共 &N 页');
    expect(textOf(findAll(sheet, 'oddHeader')[0]!)).toContain('均为虚构');
    expect(foot.length).toBeLessThan(256);
    expect(textOf(parts.get('docProps/core.xml')!)).toContain(hash);
  });

  test('every row is as high as its longest text, also the paragraphs above', () => {
    const sheet = openOfficeFile(renderXlsx(document, hash)).parts.get('xl/worksheets/sheet1.xml')!;
    const heights = findAll(sheet, 'row').map(({ attributes }) => Number(attributes.ht));
    expect(heights).toHaveLength(5 + 200 + 2);
    // 26 signs in a column of some 24 characters.
    expect(new Set(heights.slice(5, 205))).toEqual(new Set([48]));
    expect(heights[2]).toBeGreaterThanOrEqual(32);
  });

  test('is the same file for the same content', () => {
    expect(Buffer.compare(renderXlsx(document, hash), renderXlsx(document, hash))).toBe(0);
  });
});
