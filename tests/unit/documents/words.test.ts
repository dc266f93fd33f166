import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeFileName } from '#shared/documents/fileName.ts';
import { textMasker } from '#shared/documents/maskText.ts';
import { capitalYuan, longDate, yuanDecimals } from '#shared/documents/words.ts';

describe('amounts in capitals', () => {
  // The examples of the payment rules (支付结算办法 附一), and the places where zeros are said or not.
  test.each([
    [0, '零元整'],
    [5, '伍分'],
    [10, '壹角'],
    [140_950, '壹仟肆佰零玖元伍角'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元叁角贰分'],
    [10_700_053, '壹拾万柒仟元伍角叁分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    [93_000_000, '玖拾叁万元整'],
    [10_050_000, '壹拾万零伍佰元整'],
    [10_000_500_000, '壹亿零伍仟元整'],
    [1_000_000_000_000, '壹佰亿元整'],
    [100_000_000_000_000, '壹万亿元整'],
  ])('%i 分: %s', (fen, said) => expect(capitalYuan(fen)).toBe(said));

  const VALUES: Record<string, number> = Object.fromEntries([...'零壹贰叁肆伍陆柒捌玖'].map((sign, i) => [sign, i]));
  /** Reads capitals back, in another way than they are written. */
  function read(said: string): number {
    const [whole = '', rest = ''] = said.includes('元') ? said.split('元') : ['', said];
    const four = (text: string) => {
      const parts = [...text.matchAll(/([壹贰叁肆伍陆柒捌玖])([仟佰拾]?)/g)];
      return parts.reduce(
        (sum, [, digit, unit]) => sum + VALUES[digit!]! * ({ 仟: 1000, 佰: 100, 拾: 10 }[unit!] ?? 1),
        0,
      );
    };
    let yuan = 0;
    let left = whole;
    for (const [unit, worth] of [
      ['万亿', 1e12],
      ['亿', 1e8],
      ['万', 1e4],
    ] as const) {
      const at = left.indexOf(unit);
      if (at < 0) continue;
      yuan += four(left.slice(0, at)) * worth;
      left = left.slice(at + unit.length);
    }
    yuan += four(left);
    const part = (unit: string) => VALUES[new RegExp(`(.)${unit}`).exec(rest)?.[1] ?? '零'] ?? 0;
    return yuan * 100 + part('角') * 10 + part('分');
  }
  test('every amount reads back as itself', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9_999_999_999_99 }), (fen) => read(capitalYuan(fen)) === fen));
  });

  test('what is no amount is refused', () => {
    for (const wrong of [-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])
      expect(() => capitalYuan(wrong)).toThrow(RangeError);
  });

  test('figures have two decimals and thousands', () => {
    expect([0, 5, 100, 93_000_000, -1_234_567].map(yuanDecimals)).toEqual([
      '0.00',
      '0.05',
      '1.00',
      '930,000.00',
      '-12,345.67',
    ]);
    expect(longDate('2023-05-10')).toBe('2023年5月10日');
  });
});

describe('masking of texts', () => {
  const mask = textMasker([
    { value: '秦望舒', masked: '秦**' },
    { value: '370102199601300001', masked: '**************0001' },
  ]);
  test.each([
    ['申请人秦望舒（370102199601300001）', '申请人秦**（**************0001）'],
    ['秦 望 舒，370102 19960130 0001', '秦**，**************0001'],
    ['秦\u200b望舒 3701021996\u202e01300001', '秦** **************0001'],
    ['配偶 11010119900307123X，电话13912345678', '配偶 **************123X，电话139****5678'],
    ['卡号6222021001122334455。', '卡号***************4455。'],
    ['金额 930,000.00 元，2023-05-10，案卷 济购补2023-0007', '金额 930,000.00 元，2023-05-10，案卷 济购补2023-0007'],
  ])('%s', (text, masked) => expect(mask(text)).toBe(masked));

  test('a name with signs that mean something to patterns is a name', () => {
    expect(textMasker([{ value: '(.*)+?', masked: '(*****' }])('甲(.*)+?乙')).toBe('甲(*****乙');
    expect(textMasker([{ value: '$&金', masked: '$**' }])('甲$&金乙')).toBe('甲$**乙');
  });

  test('an empty or single sign masks nothing', () => {
    expect(
      textMasker([
        { value: '', masked: '*' },
        { value: '王', masked: '*' },
      ])('王某'),
    ).toBe('王某');
  });
});

describe('file names', () => {
  test.each([
    [['审核意见表', '济购补2023-0007'], '审核意见表-济购补2023-0007.docx'],
    [['a/b\\c:d*e?f"g<h>i|j', '..'], 'abcdefghij-.docx'],
    [['公示\u202e名单\u0000', ' 2026 '], '公示名单-2026.docx'],
    [['CON'], '文书-CON.docx'],
    [['nul.txt'], '文书-nul.txt.docx'],
    [[''], '文书.docx'],
  ])('%j', (parts, name) => expect(safeFileName(parts, 'docx')).toBe(name));

  test('whatever people type, every office system takes the name', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 4 }), (parts) => {
        const name = safeFileName(parts, 'xlsx');
        expect(name).not.toMatch(/[\p{Cc}\\/:*?"<>|\s]|^\.|\.\.xlsx$|^(con|prn|aux|nul)\./iu);
        expect(Array.from(name).length).toBeLessThanOrEqual(110);
        expect(name.isWellFormed()).toBe(true);
      }),
    );
  });
});
