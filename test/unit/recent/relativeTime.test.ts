import { expect, test } from 'vitest';
import { relativeTime, shortAge } from '../../../src/recent/relativeTime.ts';

const now = Date.parse('2026-07-29T12:00:00Z');

test.each([
  [0, 'now'],
  [59_999, 'now'],
  [60_000, '1 minute ago'],
  [3 * 3600_000, '3 hours ago'],
  [24 * 3600_000, 'yesterday'],
  [13 * 24 * 3600_000, 'last week'],
  [45 * 24 * 3600_000, 'last month'],
  [800 * 24 * 3600_000, '2 years ago'],
  [-2 * 3600_000, 'in 2 hours'],
])('%i ms ago: %s', (passed, said) => {
  expect(relativeTime(now - passed, now, 'en')).toBe(said);
});

test('a relative time is in the user’s language', () => {
  expect(relativeTime(now - 3 * 3600_000, now, 'de')).toBe('vor 3 Stunden');
});

test.each([
  [0, 'now'],
  [59_999, 'now'],
  [5 * 60_000, '5m'],
  [3 * 3600_000, '3h'],
  [2 * 24 * 3600_000, '2d'],
  [13 * 24 * 3600_000, '1w'],
  [65 * 24 * 3600_000, '2 mths'],
  [800 * 24 * 3600_000, '2y'],
  [-30_000, 'now'],
  [-2 * 3600_000, 'in 2 hours'],
])('%i ms ago, short: %s', (passed, said) => {
  expect(shortAge(now - passed, now, 'en')).toBe(said);
});
