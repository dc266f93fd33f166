import { expect, test } from 'vitest';
import { mobileNumber, personId, unitCode } from '#main/demo/identity.ts';
import { capitalYuan, chineseDate, monthCount, monthsFrom, yuan } from '#main/demo/words.ts';

test('a resident id satisfies ISO 7064 MOD 11-2 and lies in an area that does not exist', () => {
  for (let order = 1; order < 300; order++) {
    const id = personId('1988-02-29', order);
    expect(id).toMatch(/^990101\d{11}[\dX]$/);
    const values = [...id].map((character) => (character === 'X' ? 10 : Number(character)));
    const sum = values.reduce((total, value, index) => total + value * (2 ** (17 - index) % 11), 0);
    expect(sum % 11).toBe(1);
  }
});

test('a unit code satisfies GB 32100 and uses its alphabet only', () => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  for (let order = 1; order < 100; order++) {
    const code = unitCode(1, order);
    expect(code).toMatch(/^[0-9A-HJ-NPQRTUWXY]{18}$/);
    const weighted = [...code]
      .slice(0, 17)
      .map((one, index) => alphabet.indexOf(one) * Number(3n ** BigInt(index) % 31n));
    const total = weighted.reduce((sum, one) => sum + one, 0) + alphabet.indexOf(code[17]!);
    expect(total % 31).toBe(0);
  }
});

test('mobile numbers have eleven digits and a prefix no network uses', () => {
  expect(mobileNumber(42)).toBe('10000000042');
});

test('figures are written as officials write them', () => {
  expect(chineseDate('2023-05-09')).toBe('2023年5月9日');
  expect(yuan(186_000_050)).toBe('1,860,000.50元');
  expect(yuan(70_000)).toBe('700.00元');
  expect(capitalYuan(186_000_000)).toBe('壹佰捌拾陆万元整');
  expect(capitalYuan(19_800_000)).toBe('壹拾玖万捌仟元整');
  expect(capitalYuan(100_500_000)).toBe('壹佰万伍仟元整');
  expect(capitalYuan(10_100)).toBe('壹佰零壹元整');
  expect(capitalYuan(1_000_000_000_100)).toBe('壹佰亿零壹元整');
  expect(() => capitalYuan(150)).toThrow('no whole yuan');
  expect(monthsFrom('2021-11', 3)).toEqual(['2021-11', '2021-12', '2022-01']);
  expect(monthCount('2021-11-30', '2022-01-01')).toBe(3);
});
