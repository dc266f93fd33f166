import { expect, test } from 'vitest';
import { maskDate, maskId, maskName, maskPhone } from '#shared/domain/mask.ts';

test('names keep their first character, also a rare one of two code units', () => {
  expect(maskName('张伟民')).toBe('张**');
  expect(maskName('𬭎')).toBe('𬭎*');
  expect(maskName('')).toBe('*');
});

test('ids keep the last four, phones the first three and last four; short ones show nothing', () => {
  expect(maskId('370102199003071234')).toBe('**************1234');
  expect(maskPhone('13812345678')).toBe('138****5678');
  expect(maskId('1234')).toBe('****');
  expect(maskPhone('1234567')).toBe('*******');
});

test('dates keep the year', () => {
  expect(maskDate('1979-03-02')).toBe('1979-**-**');
});
