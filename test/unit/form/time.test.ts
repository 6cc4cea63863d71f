import { expect, test } from 'vitest';
import { inZone } from '../../support/zone.ts';
import { instantFromLocal, localFromInstant } from '../../../media/time.ts';

test.each([
  ['Europe/Berlin', '2025-03-04T10:30', '2025-03-04T09:30:00.000Z'],
  ['Europe/Berlin', '2025-07-04T10:30', '2025-07-04T08:30:00.000Z'],
  ['America/New_York', '2025-12-31T23:59', '2026-01-01T04:59:00.000Z'],
  ['Asia/Kathmandu', '2025-03-04T10:30', '2025-03-04T04:45:00.000Z'],
])('in %s the clock shows %s at %s', (zone, local, instant) => {
  inZone(zone, () => {
    expect(instantFromLocal(local)).toBe(instant);
    expect(localFromInstant(instant)).toBe(local);
  });
});

test('a time that daylight saving skips in spring moves on by an hour', () => {
  inZone('Europe/Berlin', () => {
    expect(instantFromLocal('2025-03-30T02:30')).toBe('2025-03-30T01:30:00.000Z');
  });
});

test('of a time that occurs twice in autumn, the first one counts', () => {
  inZone('Europe/Berlin', () => {
    expect(instantFromLocal('2025-10-26T02:30')).toBe('2025-10-26T00:30:00.000Z');
  });
});

test.each(['', 'yesterday', '2025-03-04', '10:30'])('%j is no local time', (local) => {
  expect(instantFromLocal(local)).toBe('');
});

test.each(['', 'soon'])('%j is no instant', (instant) => {
  expect(localFromInstant(instant)).toBe('');
});

test('years before 1000 keep their four digits', () => {
  expect(localFromInstant('0999-06-01T12:00:00.000Z')).toMatch(/^0999-/);
});
