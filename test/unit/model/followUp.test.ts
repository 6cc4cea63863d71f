import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayProblem, detailsProblem, dueDays } from '../../../src/model/followUp.ts';

test('details are neither empty nor longer than the service takes', () => {
  const problem = (details: string) => detailsProblem(details, { longestDetails: 40 });
  expect(problem(' ')).toMatch(/Write what/);
  expect(problem('x'.repeat(40))).toBeUndefined();
  expect(problem(` ${'x'.repeat(40)} `)).toBeUndefined();
  expect(problem('x'.repeat(43))).toMatch(/at most 40 characters.*by 3/);
});

test('a day is a day of the calendar', () => {
  expect([' 2026-07-31 ', '2028-02-29'].map(dayProblem)).toEqual([undefined, undefined]);
  for (const wrong of ['', '31.7.2026', '2026-02-30', '2026-7-1', 'tomorrow'])
    expect(dayProblem(wrong)).toMatch(/2026-07-31/);
});

test('the offered days count from today, across the ends of months and years', () => {
  // A Thursday.
  expect(dueDays('2026-12-31').map(({ label, day }) => `${label} ${day}`)).toEqual([
    'Today 2026-12-31',
    'Tomorrow 2027-01-01',
    'In three days 2027-01-03',
    'Next Monday 2027-01-04',
    'In a week 2027-01-07',
    'In two weeks 2027-01-14',
    'In a month 2027-01-30',
  ]);
});

test('on any day, no offered day repeats or lies in the past, and Monday is among them', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (date) => {
        const today = date.toISOString().slice(0, 10);
        const days = dueDays(today).map(({ day }) => day);
        expect(new Set(days).size).toBe(days.length);
        for (const day of days) expect([dayProblem(day), day >= today]).toEqual([undefined, true]);
        expect(days.some((day) => new Date(day).getUTCDay() === 1)).toBe(true);
      },
    ),
  );
});
