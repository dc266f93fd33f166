import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePointName, rareCharacters, visibleParts } from '#shared/domain/visibleText.ts';

const marks = (text: string) => visibleParts(text).flatMap((part) => (part.kind === 'mark' ? [part.text] : []));

test('plain text is one part, untouched', () => {
  expect(visibleParts('申请表 2026.pdf')).toEqual([{ kind: 'text', text: '申请表 2026.pdf' }]);
  expect(visibleParts('')).toEqual([]);
});

test('what would hide or turn the line is named', () => {
  expect(marks('发票\u202Efdp.exe')).toEqual(['U+202E']);
  expect(marks('张\u200b三\u0000')).toEqual(['U+200B', 'U+0000']);
  expect(marks('\ud800')).toEqual(['U+D800']);
  expect(marks('a\u{e0041}')).toEqual(['U+E0041']);
});

test('line ends and the glyph forms of names stay', () => {
  expect(marks('一\n二')).toEqual([]);
  expect(marks('葛\u{e0100}')).toEqual([]);
  expect(marks('䶮𬭎')).toEqual([]);
});

test('nothing is lost but the signs that are named', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = visibleParts(text)
        .map((part) =>
          part.kind === 'text' ? part.text : String.fromCodePoint(Number.parseInt(part.text.slice(2), 16)),
        )
        .join('');
      expect(shown).toBe(text);
    }),
  );
});

test('rare characters of names are found for the font check', () => {
  expect(rareCharacters('王䶮𬭎')).toEqual(['䶮', '𬭎']);
  expect(rareCharacters('王小明 abc')).toEqual([]);
  expect(codePointName('䶮')).toBe('U+4DAE');
});
