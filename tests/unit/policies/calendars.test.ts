import { expect, test } from 'vitest';
import { addWorkingDays, workingDaysBetween } from '#shared/rules/workCalendar.ts';
import { catalogue } from './support.ts';

const { calendar } = catalogue;

test('2018 to 2026 are covered and nothing beyond is guessed', () => {
  expect(calendar.years).toEqual([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]);
  expect(calendar.isWorkingDay('2017-12-29')).toBeNull();
  expect(calendar.isWorkingDay('2027-01-04')).toBeNull();
  expect(addWorkingDays(calendar, '2026-12-30', 2)).toEqual({ uncovered: 2027 });
});

/**
 * Independent of the lists: every public holiday takes one working day (days that fall on weekends are made up for), eleven a year,
 * thirteen since 2025; moved weekends cancel out. In 2020 the lengthened Spring Festival took two more.
 */
test.each([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])(
  '%i has Monday to Friday less the public holidays',
  (year) => {
    const weekdays = daysOf(year).filter((date) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())).length;
    const holidays = (year >= 2025 ? 13 : 11) + (year === 2020 ? 2 : 0);
    expect(daysOf(year).filter((date) => calendar.isWorkingDay(date)).length).toBe(weekdays - holidays);
    expect(workingDaysBetween(calendar, `${year}-01-01`, `${year}-12-31`)).toBe(weekdays - holidays);
  },
);

function daysOf(year: number): string[] {
  const days: string[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

test.each([
  ['2018-12-29', true, 'Saturday worked for New Year 2019'],
  ['2018-12-31', false, 'Monday off for New Year 2019'],
  ['2019-05-02', false, 'Labour Day of 2019 was lengthened to four days'],
  ['2019-05-05', true, 'Sunday worked for it'],
  ['2020-01-31', false, 'Spring Festival 2020 lengthened to 2 February'],
  ['2020-02-01', false, 'Saturday no longer worked after the lengthening'],
  ['2020-02-03', true, 'first working day of spring 2020'],
  ['2021-02-20', true, 'Saturday worked after Spring Festival'],
  ['2022-10-08', true, 'Saturday worked'],
  ['2022-10-09', true, 'Sunday worked'],
  ['2023-10-06', false, 'last day of the joint holiday'],
  ['2024-02-09', true, 'New Year’s Eve 2024 was no public holiday'],
  ['2025-01-28', false, 'New Year’s Eve 2025 was'],
  ['2025-10-08', false, 'eighth day of the joint holiday'],
  ['2026-01-04', true, 'Sunday worked for New Year'],
  ['2026-02-23', false, 'ninth day of Spring Festival'],
  ['2026-09-20', true, 'Sunday worked for National Day'],
  ['2026-11-21', false, 'a plain Saturday'],
])('%s: working day %s (%s)', (date, working) => {
  expect(calendar.isWorkingDay(date)).toBe(working);
});

test('every moved working day lies on a weekend and every year names its source', () => {
  for (const { year, source, holidays } of catalogue.parts.calendars) {
    expect(source.every((text) => text.startsWith('国务院办公厅'))).toBe(true);
    const days = holidays.flatMap(({ work }) => work);
    for (const day of days) expect([0, 6], day).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
    expect(holidays.filter(({ name }) => name.includes('国庆')).length, String(year)).toBe(1);
  }
});
