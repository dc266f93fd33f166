import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueShare, dueWords } from '#renderer/ui/due.ts';
import {
  formatAge,
  formatBytes,
  formatDuration,
  formatLongDate,
  formatTime,
  formatWan,
  formatYuan,
} from '#renderer/ui/format.ts';

describe('money', () => {
  test.each([
    [0, '0', '0'],
    [5, '0.05', '0.000005'],
    [1_500_000, '15,000', '1.5'],
    [15_000_000, '150,000', '15'],
    [123_456_789, '1,234,567.89', '123.456789'],
    [1_000_000_000_000, '10,000,000,000', '1,000,000'],
  ])('%i 分 reads %s 元 and %s 万元', (fen, yuan, wan) => {
    expect(formatYuan(fen)).toBe(yuan);
    expect(formatWan(fen)).toBe(wan);
  });

  test('no digit is lost or rounded', () => {
    const number = (text: string, digits: number) => {
      const [whole = '', rest = ''] = text.replaceAll(',', '').split('.');
      return BigInt(whole + rest.padEnd(digits, '0'));
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000_000 }), (fen) => {
        expect(number(formatYuan(fen), 2)).toBe(BigInt(fen));
        expect(number(formatWan(fen), 6)).toBe(BigInt(fen));
      }),
    );
  });
});

describe('time', () => {
  test('is that of Jinan, whatever the zone of the machine', () => {
    expect(formatTime('2026-11-20T16:05:30.000Z')).toBe('2026-11-21 00:05');
    expect(formatLongDate('2026-11-20T16:05:30.000Z')).toBe('2026年11月21日');
    expect(formatLongDate('2023-05-10')).toBe('2023年5月10日');
  });

  test('left and ago in round words', () => {
    expect(formatDuration(10)).toBe('1 秒');
    expect(formatDuration(119_000)).toBe('119 秒');
    expect(formatDuration(121_000)).toBe('3 分钟');
    expect(formatDuration(7_260_000)).toBe('2 小时 1 分钟');
    const now = Date.parse('2026-11-21T08:00:00.000Z');
    expect(formatAge('2026-11-21T07:59:50.000Z', now)).toBe('刚刚');
    expect(formatAge('2026-11-21T06:00:00.000Z', now)).toBe('2 小时前');
    expect(formatAge('2026-11-18T06:00:00.000Z', now)).toBe('3 天前');
    expect(formatAge('2026-11-21T09:00:00.000Z', now)).toBe('刚刚');
  });
});

test('sizes have three figures and never read 1000', () => {
  expect(formatBytes(0)).toBe('0 B');
  expect(formatBytes(999)).toBe('999 B');
  expect(formatBytes(1024)).toBe('1.00 KB');
  expect(formatBytes(34_560)).toBe('33.8 KB');
  expect(formatBytes(938_000_000)).toBe('895 MB');
  expect(formatBytes(1_048_000_000)).toBe('999 MB');
  expect(formatBytes(2 * 1024 ** 3)).toBe('2.00 GB');
});

test('deadlines in working days', () => {
  expect(dueWords('overdue', -3)).toBe('逾期 3 天');
  expect(dueWords('today', 0)).toBe('今日到期');
  expect(dueWords('overdue', 0)).toBe('已逾期');
  expect(dueWords('week', 0)).toBe('不足 1 天');
  expect(dueWords('later', 12)).toBe('剩 12 天');
  expect(dueWords('manual', null)).toBe('需人工核定');
  expect(dueWords('later', null)).toBe('需人工核定');
  expect(dueWords('none', null)).toBe('无期限');
  expect(dueShare('overdue', -1)).toBe(1);
  expect(dueShare('later', 10)).toBe(0.5);
  expect(dueShare('later', 80)).toBe(1);
  expect(dueShare('none', null)).toBe(0);
});
