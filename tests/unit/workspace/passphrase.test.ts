import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalisePassphrase, passphraseStrength } from '#shared/domain/passphrase.ts';

const PERSONAL = ['李审核', '历下区人社局'];

describe('a passphrase', () => {
  test.each([
    '',
    '短口令',
    'password',
    'Password123456',
    '1234567890123456',
    'qwertyuiopasdfghjkl',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabcabc',
    '李审核李审核李审核李审核',
    '李审核2026',
    '历下区人社局123456',
    'woaini5201314',
    '济南人才泉评口令',
    '20261121',
  ])('“%s” is not accepted, and a reason says what would help', (passphrase) => {
    const { acceptable, reasons, score } = passphraseStrength(passphrase, PERSONAL);
    expect(acceptable).toBe(false);
    expect(reasons[0]).toMatch(/太短|含有|容易被猜出/);
    expect(score).toBeLessThan(4);
  });

  test.each([
    '青石桥 晚风 3 盏灯',
    'correct horse battery staple',
    'xK7#mPq2vL9w',
    '雨打芭蕉夜读书',
    'tuhao-lantern-9-river',
  ])('“%s” is accepted', (passphrase) => {
    const { acceptable, score } = passphraseStrength(passphrase, PERSONAL);
    expect(acceptable).toBe(true);
    expect(score).toBeGreaterThanOrEqual(2);
  });

  test('says that it is too short before anything else', () => {
    expect(passphraseStrength('xK7#m').reasons).toEqual(['太短，至少 10 个字符']);
  });

  test('is the same in full-width and plain letters', () => {
    expect(normalisePassphrase('ｘＫ７＃')).toBe(normalisePassphrase('xK7#'));
  });

  test('is judged whatever it holds, and what is not accepted always has a reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 8 }), (passphrase, name) => {
        const { acceptable, reasons, score } = passphraseStrength(passphrase, [name]);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(acceptable || reasons.length > 0).toBe(true);
      }),
    );
  });
});
