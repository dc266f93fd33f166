import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  ageOn,
  dayNumber,
  daysBetween,
  fromDayNumber,
  monthsBetween,
  moveDate,
  parseDate,
  weekday,
  yearsBetween,
} from '#shared/rules/dates.ts';

const day = fc.integer({ min: dayNumber('1930-01-01'), max: dayNumber('2099-12-31') }).map(fromDayNumber);

describe('calendar days', () => {
  it.each([
    '2023-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-1-1',
    '20230510',
    '2023-05-10T00:00',
    '1899-12-31',
    '2023-05-32',
    '',
  ])('refuses %s', (text) => expect(parseDate(text)).toBeNull());
  it('takes exactly the days that Temporal knows', () => {
    const part = (max: number) => fc.integer({ min: 0, max }).map((one) => String(one).padStart(2, '0'));
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2199 }), part(13), part(32), (year, month, date) => {
        const text = `${year}-${month}-${date}`;
        let exists = true;
        try {
          Temporal.PlainDate.from(text, { overflow: 'reject' });
        } catch {
          exists = false;
        }
        expect(parseDate(text)).toBe(exists ? text : null);
      }),
      { numRuns: 1000 },
    );
  });
  it('takes 29 February of leap years', () => expect(parseDate('2024-02-29')).toBe('2024-02-29'));

  it('counts days as Temporal does', () => {
    fc.assert(
      fc.property(day, day, (from, to) => {
        const expected = Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
        expect(daysBetween(from, to)).toBe(expected);
        expect(weekday(from)).toBe(Temporal.PlainDate.from(from).dayOfWeek);
      }),
      { numRuns: 300 },
    );
  });
});

describe('age in 周岁', () => {
  it('counts the birthday itself', () => {
    expect(ageOn('1979-03-02', '2023-06-30')).toBe(44);
    expect(ageOn('1968-06-30', '2023-06-30')).toBe(55);
    expect(ageOn('1968-07-01', '2023-06-30')).toBe(54);
  });

  it('lets who was born on 29 February be a year older on 1 March of common years, on the 29th of leap years', () => {
    expect(ageOn('1984-02-29', '2023-02-28')).toBe(38);
    expect(ageOn('1984-02-29', '2023-03-01')).toBe(39);
    expect(ageOn('1984-02-29', '2024-02-28')).toBe(39);
    expect(ageOn('1984-02-29', '2024-02-29')).toBe(40);
  });

  it('is the number of birthdays that have come', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 35_000 }), (birth, later) => {
        const on = fromDayNumber(dayNumber(birth) + later);
        const { year, month, day: dayOfMonth } = Temporal.PlainDate.from(birth);
        let birthdays = 0;
        for (let next = year + 1; next <= Number(on.slice(0, 4)); next++) {
          const leapless =
            month === 2 && dayOfMonth === 29 && !Temporal.PlainDate.from({ year: next, month: 2, day: 1 }).inLeapYear;
          const birthday = leapless
            ? `${next}-03-01`
            : Temporal.PlainDate.from({ year: next, month, day: dayOfMonth }).toString();
          if (birthday <= on) birthdays += 1;
        }
        expect(ageOn(birth, on)).toBe(birthdays);
      }),
      { numRuns: 400 },
    );
  });
});

describe('months and years', () => {
  it('clamps to the end of the month', () => {
    expect(moveDate('2023-01-31', { months: 1 })).toBe('2023-02-28');
    expect(moveDate('2024-01-31', { months: 1 })).toBe('2024-02-29');
    expect(moveDate('2024-02-29', { years: 1 })).toBe('2025-02-28');
    expect(moveDate('2023-08-31', { months: -6 })).toBe('2023-02-28');
    expect(moveDate('2023-01-31', { months: 1, days: 1 })).toBe('2023-03-01');
  });

  it('counts whole months with the end of the month standing in for a missing day', () => {
    expect(monthsBetween('2023-01-31', '2023-02-28')).toBe(1);
    expect(monthsBetween('2023-01-31', '2023-02-27')).toBe(0);
    expect(monthsBetween('2022-07-01', '2025-07-01')).toBe(36);
    expect(monthsBetween('2022-07-01', '2025-06-30')).toBe(35);
    expect(yearsBetween('2020-02-29', '2023-02-28')).toBe(3);
  });

  it('is the largest number of months that does not pass the second day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 4000 }), (from, later) => {
        const to = fromDayNumber(dayNumber(from) + later);
        const months = monthsBetween(from, to);
        expect(Temporal.PlainDate.compare(Temporal.PlainDate.from(from).add({ months }), to)).toBeLessThanOrEqual(0);
        expect(Temporal.PlainDate.compare(Temporal.PlainDate.from(from).add({ months: months + 1 }), to)).toBe(1);
        expect(monthsBetween(to, from) === -months).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
