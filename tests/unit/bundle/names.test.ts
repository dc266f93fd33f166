import { describe, expect, test } from 'vitest';
import { attachmentNameFits, findNesting, isEntryName, splitTop } from '#main/bundle/names.ts';

describe('entry names', () => {
  test.each([
    'bagit.txt',
    'data/a',
    'data/attachments/0af.pdf',
    'data/cases/0190f5d2-7a3b-7c1d-8e2f-0123456789ab.json',
    'data/console.txt',
    'data/com10',
    'data/a..b',
    `data/${'a'.repeat(100)}`,
    'a/b/c/d/e/f/g/h',
  ])('%s may stand in a bundle', (name) => expect(isEntryName(name)).toBe(true));

  test.each([
    ['empty', ''],
    ['an empty part', 'data//a'],
    ['a folder entry', 'data/'],
    ['absolute', '/data/a'],
    ['parent', 'data/../a'],
    ['here', 'data/./a'],
    ['hidden', 'data/.a'],
    ['capitals', 'data/A'],
    ['a space', 'data/a b'],
    ['a backslash', 'data\\a'],
    ['a drive', 'c:/a'],
    ['a stream', 'data/a:b'],
    ['beyond ASCII', 'data/案卷'],
    ['a line break', 'data/a\nb'],
    ['NUL', 'data/a\0'],
    ['a trailing dot', 'data/a.'],
    ['a device', 'data/con'],
    ['a device with an extension', 'data/nul.pdf'],
    ['a device with two extensions', 'data/com1.tar.gz'],
    ['a device as folder', 'lpt9/a'],
    ['a part of 101', `data/${'a'.repeat(101)}`],
    ['more than 240', Array.from({ length: 3 }, () => 'a'.repeat(90)).join('/')],
    ['nine parts', 'a/b/c/d/e/f/g/h/i'],
  ])('%s may not', (_, name) => expect(isEntryName(name)).toBe(false));

  test('a name cannot be a file and a folder', () => {
    expect(findNesting(['data/a', 'data/a-b', 'data/a.b', 'data/a/b'])).toBe('data/a');
    expect(findNesting(['data/a', 'data/ab', 'data/b/a'])).toBeNull();
  });

  test('the top folder is a bundle id', () => {
    const id = '0190f5d2-7a3b-7c1d-8e2f-0123456789ab';
    expect(splitTop(`${id}/data/a`)).toEqual({ top: id, name: 'data/a' });
    for (const path of ['data/a', id, `/${id}/a`, `${id.toUpperCase()}/a`]) expect(splitTop(path), path).toBeNull();
  });

  test('attachments are named by their hash', () => {
    const hash = 'ab'.repeat(32);
    expect(attachmentNameFits(`data/attachments/${hash}.pdf`, hash)).toBe(true);
    expect(attachmentNameFits('data/cases/x.json', hash)).toBe(true);
    for (const name of [`${'ba'.repeat(32)}.pdf`, hash, `${hash}.p/a`, `${hash}.`, 'x.pdf']) {
      expect(attachmentNameFits(`data/attachments/${name}`, hash), name).toBe(false);
    }
  });
});
