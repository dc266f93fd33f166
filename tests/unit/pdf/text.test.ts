import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { findAll, fold, withoutSpace } from '#renderer/pdf/fold.ts';
import { joinRuns, partsOf, rectsOf, spanOf, type TextRun } from '#renderer/pdf/pageText.ts';
import { quoteAt, resolveQuote, SHORT_QUOTE } from '#renderer/pdf/quote.ts';
import { tinyPdf } from './tinyPdf.ts';

const chinese = fc.stringMatching(/^[济南市人才购房补贴申请合同金额元年月日 \n0-9]{0,80}$/);

describe('finding text', () => {
  test('white space, line ends and width do not matter', () => {
    const page = '济 南 市\n人才购房补贴　申请表ＡＢＣ';
    expect(findAll(page, '济南市人才').map(({ start, end }) => page.slice(start, end))).toEqual(['济 南 市\n人才']);
    expect(findAll(page, '补贴 申请表abc')).toHaveLength(1);
  });

  test('radicals that PDF writers leave in the text are taken for the characters meant', () => {
    const page = '济南市⼈⺠政府⽂件';
    expect(findAll(page, '人民政府文件').map(({ start, end }) => page.slice(start, end))).toEqual(['⼈⺠政府⽂件']);
  });

  test('rare characters outside the basic plane are found whole', () => {
    const page = '申请人：𬭎䶮。';
    expect(findAll(page, '𬭎').map(({ start, end }) => page.slice(start, end))).toEqual(['𬭎']);
  });

  test('an empty or blank query finds nothing', () => {
    expect(findAll('任何内容', ' \n')).toEqual([]);
  });

  test('every hit, folded, is the query, folded; and whatever is cut out of a text is found in it', () => {
    fc.assert(
      fc.property(chinese, fc.nat(60), fc.integer({ min: 1, max: 12 }), (page, at, length) => {
        const query = page.slice(at, at + length);
        const hits = findAll(page, query);
        for (const { start, end } of hits) expect(fold(page.slice(start, end)).text).toBe(fold(query).text);
        if (fold(query).text !== '') expect(hits.length).toBeGreaterThan(0);
      }),
    );
  });

  test('the map leads back to where each folded character stood', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (original) => {
        const { text, map } = fold(original);
        expect(map.length).toBe(text.length + 1);
        expect(map.at(-1)).toBe(original.length);
        expect([...map].every((at, i) => i === 0 || at >= map[i - 1]!)).toBe(true);
      }),
    );
  });
});

describe('finding a quote again', () => {
  const page =
    '第一条 申请人须在济南市缴纳社会保险满十二个月。第二条 申请人须在济南市缴纳社会保险满二十四个月，且连续。';

  test('white space may have changed, the words may not', () => {
    const span = { start: 4, end: 24 };
    const moved = page.replace(/条 /g, '条\n\n').replace('社会', '社 会');
    const found = resolveQuote(moved, quoteAt(page, span));
    expect(withoutSpace(moved.slice(found!.start, found!.end)).text).toBe(withoutSpace(page.slice(4, 24)).text);
    expect(resolveQuote(page.replaceAll('济南市', '青岛市'), quoteAt(page, span))).toBeNull();
  });

  test('among equal quotes the surroundings decide', () => {
    const start = page.lastIndexOf('申请人须在济南市缴纳社会保险满');
    const found = resolveQuote(page, quoteAt(page, { start, end: start + 15 }));
    expect(found?.start).toBe(start);
  });

  test('equal quotes with equal surroundings are not guessed at', () => {
    const twice = '甲乙丙丁戊己庚辛壬癸子丑寅卯';
    const text = `${twice}|${twice}`;
    expect(resolveQuote(text, { quote: twice, prefix: '', suffix: '' })).toBeNull();
  });

  test('a short quote must stand there exactly', () => {
    const short = '12 个月';
    expect(short.length).toBeLessThan(SHORT_QUOTE);
    const wanted = { quote: short, prefix: '社保满', suffix: '以上' };
    expect(resolveQuote('社保满12 个月以上', wanted)).not.toBeNull();
    expect(resolveQuote('社保满12个月以上', wanted)).toBeNull();
  });

  test('any stretch of a page is found where it was, in the page itself', () => {
    fc.assert(
      fc.property(chinese, fc.nat(70), fc.integer({ min: SHORT_QUOTE, max: 40 }), (text, at, length) => {
        const cut = quoteAt(text, { start: Math.min(at, text.length), end: Math.min(text.length, at + length) });
        const found = resolveQuote(text, cut);
        if (found) expect(withoutSpace(text.slice(found.start, found.end)).text).toBe(withoutSpace(cut.quote).text);
      }),
    );
  });

  test('quotes and contexts keep to their limits and never split a character', () => {
    const long = '𬭎'.repeat(3000);
    const quote = quoteAt(long, { start: 100, end: 5000 });
    expect(quote.quote.length).toBeLessThanOrEqual(2000);
    expect(quote.prefix.length).toBeLessThanOrEqual(64);
    expect(quote.suffix.length).toBeLessThanOrEqual(64);
    for (const part of Object.values(quote)) expect(part.isWellFormed()).toBe(true);
  });
});

describe('runs of a page', () => {
  const run = (str: string, hasEOL = false): TextRun => ({
    str,
    hasEOL,
    transform: [10, 0, 0, 10, 50, 700],
    width: str.length * 10,
    height: 10,
  });
  const runs = [run('济南市'), run('人才', true), run('', true), run('购房补贴')];

  test('joined text, parts and spans agree', () => {
    const page = joinRuns(runs);
    expect(page.text).toBe('济南市人才\n\n购房补贴');
    expect(partsOf(page, { start: 2, end: 9 })).toEqual([
      { run: 0, from: 2, to: 3 },
      { run: 1, from: 0, to: 2 },
      { run: 3, from: 0, to: 2 },
    ]);
    expect(
      spanOf(page, [
        { run: 3, from: 0, to: 2 },
        { run: 0, from: 2, to: 3 },
      ]),
    ).toEqual({ start: 2, end: 9 });
    expect(spanOf(page, [])).toBeNull();
  });

  test('a part of a run covers its share of the width', () => {
    expect(rectsOf(joinRuns(runs), { start: 1, end: 3 })).toEqual([[6000, 69800, 8000, 70950]]);
  });

  test('rectangles of a real page surround its text, upright and sideways', async () => {
    const content = 'BT /F 20 Tf 100 500 Td (Hello) Tj ET BT /F 20 Tf 0 1 -1 0 300 100 Tm (Turned) Tj ET';
    const document = await getDocument({ data: tinyPdf([0, 0, 600, 800], 0, content), verbosity: 0 }).promise;
    const items = (await (await document.getPage(1)).getTextContent()).items as TextRun[];
    const page = joinRuns(items);
    const [hello] = rectsOf(page, findAll(page.text, 'Hello')[0]!);
    expect(hello![0]).toBe(10000);
    expect(hello![1]).toBeLessThan(50000);
    expect(hello![3]).toBeGreaterThan(51500);
    const [turned] = rectsOf(page, findAll(page.text, 'Turned')[0]!);
    expect(turned![3] - turned![1]).toBeGreaterThan(turned![2] - turned![0]);
    expect(turned![2]).toBeGreaterThanOrEqual(30000);
  });
});
