import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dayNumber, fromDayNumber } from '#shared/rules/dates.ts';
import { dueDate, periodEnd } from '#shared/rules/deadlines.ts';
import { calendarFile } from '#shared/rules/factSchema.ts';
import { deadline } from '#shared/rules/programmeParts.ts';
import { addWorkingDays, calendarProblems, makeWorkCalendar, workingDaysBetween } from '#shared/rules/workCalendar.ts';

const folder = new URL('../../../policies/calendars/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => calendarFile.parse(parse(readFileSync(new URL(name, folder), 'utf8'))));
const calendar = makeWorkCalendar(files);

describe('the calendars on file', () => {
  it('cover 2018 to 2026 without contradictions', () => {
    expect(calendar.years).toEqual([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]);
    expect(calendarProblems(files)).toEqual([]);
  });

  it.each([
    ['2018-12-29', true],
    ['2018-12-31', false],
    ['2020-01-31', false],
    ['2023-01-27', false],
    ['2023-01-28', true],
    ['2023-04-29', false],
    ['2023-05-06', true],
    ['2023-10-06', false],
    ['2023-10-07', true],
    ['2024-02-09', true],
    ['2024-02-18', true],
    ['2024-10-12', true],
    ['2025-02-03', false],
    ['2025-02-04', false],
    ['2025-10-08', false],
    ['2026-02-14', true],
    ['2026-02-23', false],
  ] as const)('%s is a working day: %s', (date, expected) => {
    expect(calendar.isWorkingDay(date)).toBe(expected);
  });

  it('says nothing about years it does not have', () => {
    expect(calendar.isWorkingDay('2027-01-04')).toBeNull();
    expect(calendar.isWorkingDay('2017-12-29')).toBeNull();
  });

  it('refuses contradictory files', () => {
    const holiday = {
      name: '元旦',
      off: ['2023-01-02', '2023-01-02', '2022-12-31'],
      work: ['2023-01-03', '2023-01-02'],
    };
    const problems = calendarProblems([{ year: 2023, source: ['测试'], holidays: [holiday] }]).join('\n');
    for (const part of ['listed twice', 'another year', 'no weekend', 'both off and worked'])
      expect(problems).toContain(part);
    expect(calendarProblems([...files, files[0]!]).join()).toContain('twice');
  });
});

const day = fc.integer({ min: dayNumber('2018-01-01'), max: dayNumber('2025-12-31') }).map(fromDayNumber);

describe('working days', () => {
  it('are found one by one', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (from, n) => {
        const off = new Set(files.flatMap((file) => file.holidays.flatMap((one) => one.off)));
        const worked = new Set(files.flatMap((file) => file.holidays.flatMap((one) => one.work)));
        const date = new Date(`${from}T00:00:00Z`);
        for (let left = n; left > 0; ) {
          date.setUTCDate(date.getUTCDate() + 1);
          const text = date.toISOString().slice(0, 10);
          const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
          if (worked.has(text) || (!weekend && !off.has(text))) left -= 1;
        }
        const end = date.toISOString().slice(0, 10);
        expect(addWorkingDays(calendar, from, n)).toEqual({ date: end });
        expect(workingDaysBetween(calendar, from, end)).toBe(n);
        expect(workingDaysBetween(calendar, end, from)).toBe(-n);
      }),
      { numRuns: 300 },
    );
  });

  it('left are none on the day itself and negative afterwards', () => {
    expect(workingDaysBetween(calendar, '2023-05-10', '2023-05-10')).toBe(0);
    expect(workingDaysBetween(calendar, '2023-05-12', '2023-05-10')).toBe(-2);
    expect(workingDaysBetween(calendar, '2026-12-30', '2027-01-05')).toBeNull();
  });
});

describe('periods', () => {
  const end = (start: string, n: number, unit: 'workingDay' | 'day' | 'month' | 'year') => {
    const due = periodEnd(calendar, start, { n, unit });
    return due.state === 'due' ? due.date : due.state;
  };

  it('do not count the first day', () => expect(end('2023-05-10', 10, 'workingDay')).toBe('2023-05-24'));
  it('pass over the National Day week and count its worked weekend', () =>
    expect(end('2023-09-27', 5, 'workingDay')).toBe('2023-10-10'));
  it('end on the next working day when the last day is off', () => {
    expect(end('2023-04-22', 7, 'day')).toBe('2023-05-04');
    expect(end('2023-05-10', 7, 'day')).toBe('2023-05-17');
  });
  it('end on a worked weekend day where that is the last day', () =>
    expect(end('2023-04-29', 7, 'day')).toBe('2023-05-06'));
  it('clamp months to their end', () => {
    expect(end('2024-01-31', 1, 'month')).toBe('2024-02-29');
    expect(end('2023-01-31', 1, 'month')).toBe('2023-02-28');
    expect(end('2022-02-28', 3, 'year')).toBe('2025-02-28');
  });
  it('are left to people where the calendar ends, without a guessed date', () => {
    for (const unit of ['workingDay', 'day'] as const) {
      const due = periodEnd(calendar, '2026-12-28', { n: 10, unit });
      expect(due).toEqual({ state: 'needsHuman', sentence: expect.stringContaining('2027 年放假和调休安排尚未收录') });
      expect(due.sentence).not.toMatch(/2027-\d\d-\d\d/);
    }
  });
});

describe('deadlines of the catalogue', () => {
  const due = (spec: object, dates: Record<string, string>, on = '2023-05-10') =>
    dueDate(deadline.parse(spec), dates, on, calendar, { district: '区县审核' });

  it('wait for the day they count from', () => {
    const result = due({ within: { n: 10, unit: 'workingDay', from: 'district' } }, {});
    expect(result).toEqual({ state: 'needsDate', event: 'district', sentence: '尚未登记“区县审核”的日期，期限待算' });
    expect(due({ within: { n: 5, unit: 'day', from: 'approved' } }, {}).sentence).toContain('批准');
  });
  it('can be a day of a later month', () => {
    const monthly = { monthly: { day: 10, monthsAfter: 1, from: 'approved' } };
    expect(due(monthly, { approved: '2023-01-31' })).toMatchObject({ date: '2023-02-10' });
    expect(due({ monthly: { day: 31, monthsAfter: 1, from: 'approved' } }, { approved: '2023-01-31' })).toMatchObject({
      date: '2023-02-28',
    });
    expect(due({ monthly: { day: 10, monthsAfter: 0, from: 'approved' } }, { approved: '2023-12-02' })).toMatchObject({
      date: '2023-12-10',
    });
  });
  it('can come every year', () => {
    expect(due({ yearly: { month: 9, day: 30 } }, {}, '2023-09-30')).toMatchObject({ date: '2023-09-30' });
    expect(due({ yearly: { month: 9, day: 30 } }, {}, '2023-10-01')).toMatchObject({ date: '2024-09-30' });
  });
  it('can be a window of the year, also across New Year', () => {
    const window = { window: { from: { month: 10, day: 8 }, to: { month: 11, day: 8 } } };
    expect(due(window, {}, '2023-11-09')).toMatchObject({ state: 'window', from: '2024-10-08', to: '2024-11-08' });
    const winter = { window: { from: { month: 12, day: 1 }, to: { month: 1, day: 31 } } };
    expect(due(winter, {}, '2023-12-15')).toMatchObject({ from: '2023-12-01', to: '2024-01-31' });
  });
});
