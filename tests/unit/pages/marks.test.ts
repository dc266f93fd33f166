import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { buildDemoFont } from '#main/demo/font/demoFont.ts';
import { layOut } from '#main/demo/page/layout.ts';
import { writePdf } from '#main/demo/page/pdf.ts';
import type { PageMarks } from '#main/pages/model.ts';
import { createMarksReader } from '#main/pages/reader.ts';
import { comparePages, pageStates } from '#shared/domain/filePages.ts';
import { pagedPdf, type Saving, type TestPage, withCover } from '#tests/support/pagedPdf.ts';

const reader = createMarksReader();
afterAll(() => reader.close());
const signal = new AbortController().signal;

async function marksOf(pdf: Uint8Array): Promise<PageMarks[]> {
  const marks = await reader.read(pdf, signal);
  if (!marks.told) throw new Error(marks.why);
  return marks.pages;
}
const wholes = async (pages: readonly TestPage[], saving?: Saving) =>
  (await marksOf(pagedPdf(pages, saving))).map(({ whole }) => whole);

const word = fc.constantFrom('contract', 'of', 'work', 'Jinan', '2023-05-10', '8000', '(yuan)', 'a', 'b');
const page: fc.Arbitrary<TestPage> = fc.record(
  {
    lines: fc.array(
      fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' ')),
      { minLength: 1, maxLength: 4 },
    ),
    image: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 16, maxLength: 16 }),
    rotate: fc.constantFrom(0, 90),
    box: fc.tuple(fc.nat(300), fc.nat(300), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })),
  },
  { requiredKeys: ['lines'] },
);
const saving: fc.Arbitrary<Saving> = fc.record({
  title: fc.constantFrom('old', 'new title'),
  producer: fc.constantFrom('Word', 'WPS'),
  firstNumber: fc.integer({ min: 1, max: 40 }),
  turned: fc.boolean(),
  compress: fc.boolean(),
  parts: fc.integer({ min: 1, max: 3 }),
  fontName: fc.constantFrom('F1', 'TT0'),
});
/** Pages as people see them: what a missing field means is said. */
const shown = ({ lines, image = [], rotate = 0, box = [] as never }: TestPage) =>
  JSON.stringify([lines, image, rotate, box]);

describe('what a page shows', () => {
  test('is the same however the file is saved, and equal for equal pages only', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 4 }), saving, saving, async (pages, one, other) => {
        const [a, b] = [await wholes(pages, one), await wholes(pages, other)];
        expect(a).toEqual(b);
        expect(a).not.toContain(null);
        for (const [i, first] of pages.entries()) {
          for (const [j, second] of pages.entries()) expect(a[i] === a[j]).toBe(shown(first) === shown(second));
        }
      }),
      { numRuns: 40 },
    );
  });

  const CONTRACT: TestPage[] = [
    { lines: ['Contract of employment', 'Jinan'] },
    { lines: ['Monthly pay 8000 yuan'], image: Array.from({ length: 64 }, (_, i) => i) },
    { lines: ['Signed 2023-05-10'], box: [72, 600, 200, 50] },
  ];
  const after = async (pages: readonly TestPage[], how?: Saving) =>
    pageStates(comparePages(await wholes(CONTRACT), await wholes(pages, how))).map(({ state }) => state);
  const [first, second, third] = CONTRACT as [TestPage, TestPage, TestPage];

  test.each<[string, TestPage[], string[]]>([
    ['saved again', CONTRACT, ['same', 'same', 'same']],
    ['a figure edited', [first, { ...second, lines: ['Monthly pay 9000 yuan'] }, third], ['same', 'changed', 'same']],
    ['a space more', [first, { ...second, lines: ['Monthly  pay 8000 yuan'] }, third], ['same', 'changed', 'same']],
    [
      'one grey value of an image',
      [first, { ...second, image: [...second.image!.slice(0, 63), 62] }, third],
      ['same', 'changed', 'same'],
    ],
    ['a line drawn elsewhere', [first, second, { ...third, box: [72, 600, 200, 51] }], ['same', 'same', 'changed']],
    ['a page turned', [first, second, { ...third, rotate: 180 }], ['same', 'same', 'changed']],
    ['a page put in', [first, { lines: ['Annex'] }, second, third], ['same', 'added', 'moved', 'moved']],
    ['a page taken out', [second, third], ['moved', 'moved']],
    ['pages exchanged', [second, first, third], ['moved', 'moved', 'same']],
  ])('%s', async (_, pages, expected) => {
    expect(await after(pages, { title: 'other', turned: true, compress: true, firstNumber: 7 })).toEqual(expected);
  });

  test('a page put in by an editor leaves the others as they were', async () => {
    const fonts = { regular: buildDemoFont(['演示'], false), bold: buildDemoFont(['演示'], true) };
    const paper = { name: 'a', size: 'a4', blocks: [{ kind: 'title', text: '演示' }] } as const;
    const pages = layOut({ ...paper, blocks: [...paper.blocks] }, fonts);
    const pdf = await writePdf(pages, fonts, { title: 'a', createdAt: new Date('2023-05-10T09:00:00Z') });
    const [before, now] = [await marksOf(new Uint8Array(pdf)), await marksOf(withCover(pdf, 'Annex'))];
    expect(now).toHaveLength(2);
    expect(now[1]).toEqual(before[0]);
  });

  test('an edited word leaves the other pages alone, though the file carries another part of its font', async () => {
    const made = (pay: string) => {
      const texts = ['第一页演示文字', `月薪${pay}元整`, '第三页没有改动'];
      // One font of all characters: what is embedded of it depends on the words.
      const all = [...texts, '捌玖仟'];
      const fonts = { regular: buildDemoFont(all, false), bold: buildDemoFont(all, true) };
      const blocks = texts.flatMap((text) => [{ kind: 'paragraph', text, indent: false }, { kind: 'break' }] as const);
      const paper = { name: '合同', size: 'a4', blocks: blocks.slice(0, -1) } as const;
      const pages = layOut({ ...paper, blocks: [...paper.blocks] }, fonts);
      return writePdf(pages, fonts, { title: pay, createdAt: new Date('2023-05-10T09:00:00Z') });
    };
    const [before, now] = [
      await marksOf(new Uint8Array(await made('捌仟'))),
      await marksOf(new Uint8Array(await made('玖仟'))),
    ];
    const told = comparePages(
      before.map(({ whole }) => whole),
      now.map(({ whole }) => whole),
    );
    expect(pageStates(told).map(({ state }) => state)).toEqual(['same', 'changed', 'same']);
  });
});
