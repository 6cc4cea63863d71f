import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseWhen } from '../../../src/form/whenWords.ts';
import { inZone } from '../../support/zone.ts';

/** A Saturday, 10:20 in Berlin. */
const now = new Date('2026-11-28T09:20:30.000Z');

function berlin(typed: string, at = now): string | undefined {
  return inZone('Europe/Berlin', () => parseWhen(typed, at)?.toISOString());
}

test.each([
  ['now', '2026-11-28T09:20:30.000Z'],
  ['  NOW ', '2026-11-28T09:20:30.000Z'],
  ['5m ago', '2026-11-28T09:15:30.000Z'],
  ['5 minutes ago', '2026-11-28T09:15:30.000Z'],
  ['an hour ago', '2026-11-28T08:20:30.000Z'],
  ['half an hour ago', '2026-11-28T08:50:30.000Z'],
  ['1h 30m ago', '2026-11-28T07:50:30.000Z'],
  ['2 days ago', '2026-11-26T09:20:00.000Z'],
  ['a week ago', '2026-11-21T09:20:00.000Z'],
  ['9:30', '2026-11-28T08:30:00.000Z'],
  ['15:00', '2026-11-27T14:00:00.000Z'],
  ['3pm', '2026-11-27T14:00:00.000Z'],
  ['3 pm', '2026-11-27T14:00:00.000Z'],
  ['12am', '2026-11-27T23:00:00.000Z'],
  ['today 15:00', '2026-11-28T14:00:00.000Z'],
  ['today at 8:00', '2026-11-28T07:00:00.000Z'],
  ['yesterday', '2026-11-27T09:20:00.000Z'],
  ['Yesterday 15:00', '2026-11-27T14:00:00.000Z'],
  ['mon 9:30', '2026-11-23T08:30:00.000Z'],
  ['monday', '2026-11-23T09:20:00.000Z'],
  ['sat 9:30', '2026-11-28T08:30:00.000Z'],
  ['sat 15:00', '2026-11-21T14:00:00.000Z'],
  ['last sat 9:30', '2026-11-21T08:30:00.000Z'],
  ['2026-11-28 14:00', '2026-11-28T13:00:00.000Z'],
  ['2026-11-28T14:00', '2026-11-28T13:00:00.000Z'],
  ['2026-11-28T14:00:00Z', '2026-11-28T14:00:00.000Z'],
  ['2025-07-04', '2025-07-04T08:20:00.000Z'],
])('%s', (typed, instant) => {
  expect(berlin(typed)).toBe(instant);
});

test.each([
  '',
  ' ',
  'soon',
  'ago',
  '25:00',
  '9:75',
  '13pm',
  '9',
  'feb 30',
  '2026-02-30',
  '2026-13-01',
  'monkey',
  'last',
  'last week',
  'nov',
  'yesterday 15:00 today',
  'tomorrow',
  'x'.repeat(500),
  '5 ago ago',
])('%j is no time', (typed) => {
  expect(berlin(typed)).toBe(undefined);
});

test('a time that daylight saving skips moves on by an hour, and of one that comes twice the first counts', () => {
  expect(berlin('2026-03-29 02:30')).toBe('2026-03-29T01:30:00.000Z');
  expect(berlin('2026-10-25 02:30')).toBe('2026-10-25T00:30:00.000Z');
});

test('yesterday is a day by the calendar, and an hour ago sixty minutes, where the clocks change', () => {
  // 10:00 of the day on which Berlin's clocks went back by an hour.
  const sunday = new Date('2026-10-25T09:00:00.000Z');
  expect(berlin('yesterday', sunday)).toBe('2026-10-24T08:00:00.000Z');
  expect(berlin('1 day ago', sunday)).toBe('2026-10-24T08:00:00.000Z');
  expect(berlin('an hour ago', new Date('2026-10-25T01:30:00.000Z'))).toBe('2026-10-25T00:30:00.000Z');
});

test('whatever is typed, it is a date or nothing', () => {
  const word = fc.constantFrom(
    'now',
    'ago',
    'an',
    'hour',
    '5',
    '12:30',
    'yesterday',
    'mon',
    'nov',
    '2026-11-28',
    'pm',
  );
  const typed = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 5 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const date = parseWhen(text, now);
      expect(date === undefined || !Number.isNaN(date.getTime())).toBe(true);
    }),
  );
});
