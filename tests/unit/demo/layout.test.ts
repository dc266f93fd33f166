import { expect, test } from 'vitest';
import { buildDemoFont } from '#main/demo/font/demoFont.ts';
import { layOut } from '#main/demo/page/layout.ts';
import { LAYOUT_TEXTS, type Page, type Paper } from '#main/demo/page/model.ts';
import { wrapText } from '#main/demo/page/wrap.ts';

const each = (part: string) => [...part].length;

test('Chinese text breaks anywhere, but never before a full stop or after an opening bracket', () => {
  expect(wrapText('甲乙丙丁戊', each, 3)).toEqual(['甲乙丙', '丁戊']);
  expect(wrapText('甲乙丙。丁', each, 3)).toEqual(['甲乙', '丙。丁']);
  expect(wrapText('甲乙（丙）', each, 3)).toEqual(['甲乙', '（丙）']);
});

test('words, figures and dates stay whole and line feeds always break', () => {
  expect(wrapText('日期2023-05-10止', each, 10)).toEqual(['日期', '2023-05-10', '止']);
  expect(wrapText('甲\n\n乙', each, 9)).toEqual(['甲', '', '乙']);
});

function table(rows: number): Paper {
  const columns = [{ title: '序号', share: 1 }];
  return {
    name: '长表',
    size: 'a4',
    blocks: [{ kind: 'table', columns, rows: Array.from({ length: rows }, (_, i) => [String(i)]) }],
  };
}

const textsOf = (page: Page) => page.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));

test('a table that runs over repeats its head; pages are numbered; nothing leaves the sheet', () => {
  const texts = [...LAYOUT_TEXTS, '长表序号'];
  const fonts = { regular: buildDemoFont(texts, false), bold: buildDemoFont(texts, true) };
  const pages = layOut(table(80), fonts);
  expect(pages.length).toBe(3);
  pages.forEach((page, index) => {
    expect(textsOf(page)).toContain('序号');
    expect(textsOf(page)).toContain(`第 ${index + 1} 页 共 3 页`);
    expect(textsOf(page)).toContain('演示数据 人物虚构');
    for (const mark of page.marks) if (mark.kind === 'text') expect(mark.y).toBeLessThan(page.height);
  });
  expect(pages.flatMap(textsOf).filter((text) => /^\d+$/.test(text)).length).toBe(80);
});

test('a character the font lacks is listed and still has a width', () => {
  const font = buildDemoFont(['解䶮庞𬭎'], false);
  expect(font.missing).toEqual(['䶮', '𬭎']);
  expect(font.widthOf('䶮', 10)).toBe(10);
  expect(font.data.equals(buildDemoFont(['𬭎庞䶮解'], false).data)).toBe(true);
});
