import { describe, expect, test } from 'vitest';
import { caseSearchText, searchWords } from '#main/services/searchText.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { tuitionCase } from '#tests/support/cases.ts';

function textOf(name: string, employer: string | null = null): string[] {
  const record: BundleCase = { ...tuitionCase(1).record, attachments: [] };
  const works = employer === null ? null : { name: employer, code: '' };
  return caseSearchText({ ...record, applicant: { ...record.applicant, name, employer: works } }).split('|');
}

describe('what a case is found by', () => {
  test('number, name, pinyin, initials, id number, employer', () => {
    expect(textOf('张伟民', '济南泉声公司')).toEqual([
      ...['济留补2023-0001', '张伟民', 'zhangweimin', 'zwm', '370102199601300001', '济南泉声公司', 'jnqsgs'],
    ]);
  });

  test.each([
    ['欧阳修', 'ouyangxiu', 'oyx'],
    ['单雄信', 'shanxiongxin', 'sxx'],
    ['吕布', 'lvbu', 'lb'],
    ['庞𬭎', 'panghong', 'ph'],
    ['闫䶮', 'yanyan', 'yy'],
    ['买买提·吐尔逊', 'maimaitituerxun', 'mmttex'],
    ['𠮷野', '𠮷ye', '𠮷y'],
    ['Anna Müller', 'annamüller', 'a'],
  ])('%s is %s, %s', (name, full, initials) => {
    const text = textOf(name);
    expect(text).toContain(name.toLowerCase());
    expect(text).toContain(full);
    expect(text).toContain(initials);
    expect(text.every((part) => part.isWellFormed())).toBe(true);
  });

  test('a character with several readings is found by each', () => {
    const text = textOf('曾长乐');
    for (const reading of ['zengchangle', 'zengzhangle', 'zengchangyue', 'zcl', 'zzl', 'zcy']) {
      expect(text).toContain(reading);
    }
    expect(text.length).toBeLessThan(20);
  });
});

describe('patterns', () => {
  test('words apart, literally, whatever kind of space is between', () => {
    expect(searchWords('  Zhang　2023\t% ')).toEqual(['zhang', '2023', '%']);
    expect(searchWords('50%_\\')).toEqual(['50%_\\']);
    expect(searchWords(' ')).toEqual([]);
  });
});
