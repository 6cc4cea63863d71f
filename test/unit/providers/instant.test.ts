import { describe, expect, it, vi } from 'vitest';
import { cutTo, dayOf, instantOf, newestFirst } from '../../../src/providers/instant.ts';
import { localDay } from '../../../src/vscode/times.ts';
import { growth, mostGrowth } from '../../support/growth.ts';

/** From the last to begin a day to the first, with a change to summer time at midnight. */
const zones = [
  'Etc/GMT+12',
  'America/Los_Angeles',
  'America/Santiago',
  'UTC',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
];

describe('instantOf', () => {
  it.each([
    ['2023-03-27T11:35:12.509+03:00', '2023-03-27T08:35:12.509Z'],
    ['2020-10-08T02:11:20.932646+0300', '2020-10-07T23:11:20.932Z'],
    ['2020-10-08T02:11:20-0530', '2020-10-08T07:41:20.000Z'],
    ['2016-08-12', '2016-08-12T00:00:00.000Z'],
    ['2020-10-08T02:11:20+03', '2020-10-07T23:11:20.000Z'],
    ['2020-10-08 02:11:20+03', '2020-10-07T23:11:20.000Z'],
    ['2020-10-08 02:11:20 +0300', '2020-10-07T23:11:20.000Z'],
    ['2020-10-08 02:11:20.932646 UTC', '2020-10-08T02:11:20.932Z'],
    ['2020-10-08 02:11:20 -5', '2020-10-08T07:11:20.000Z'],
    ['2020-10-08T02:11:20', '2020-10-08T02:11:20.000Z'],
    ['2020-10-08 02:11', '2020-10-08T02:11:00.000Z'],
    ['2020-10-08 9:05z', '2020-10-08T09:05:00.000Z'],
    ['2020-10-08t02:11:20,5z', '2020-10-08T02:11:20.500Z'],
    ['2020-10-08T02:11:20.123456789012Z', '2020-10-08T02:11:20.123Z'],
    ['2024-02-29T24:00:00Z', '2024-03-01T00:00:00.000Z'],
    ['0050-01-01T00:00:00Z', '0050-01-01T00:00:00.000Z'],
    ['2023-12-15T12:45:12.548Z', '2023-12-15T12:45:12.548Z'],
  ])('reads %s', (text, iso) => {
    expect(instantOf(text)?.toISOString()).toBe(iso);
  });

  it.each([
    ...[
      undefined,
      null,
      '',
      '15',
      'yesterday',
      '2023-13-45',
      'May 5 2023',
      '2023-02-31',
      '2023-02-30T10:00Z',
    ],
    ...['2023-05-05T25:00Z', '2023-05-05T10:60Z', '2023-05-05T10:00+24:00', '2023-05-05T10:00+03:60'],
    ...['2023-05-05T10:00 PST', '2023-05-05 2:05 PM', '2023-05-05T', '2023-05-05T10Z', '20230505'],
  ])('does not read %s', (text) => {
    expect(instantOf(text)).toBeUndefined();
  });

  it.each(zones)('reads a date without a time as this day in %s', (zone) => {
    vi.stubEnv('TZ', zone);
    try {
      for (const day of ['2016-08-12', '2024-02-29', '2026-03-29', '2026-12-31']) {
        const date = instantOf(day) ?? expect.fail();
        expect([date.toISOString().slice(0, 10), localDay(date.getTime()), dayOf(day)]).toEqual([
          day,
          day,
          day,
        ]);
      }
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it.each(zones)('reads a time without a zone as UTC in %s', (zone) => {
    vi.stubEnv('TZ', zone);
    try {
      expect(instantOf('2020-10-08 02:11:20')?.toISOString()).toBe('2020-10-08T02:11:20.000Z');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it.each([
    ['2025-04-30T00:00:00.000Z', '2025-04-30'],
    ['2025-04-30T00:00:00+09:00', '2025-04-30'],
    ['2025-04-30T23:30:00-08', '2025-04-30'],
    ['2025-04-30', '2025-04-30'],
    ['2025-02-30', undefined],
    ['soon', undefined],
  ])('%s is the day %s, whatever its zone', (text, day) => {
    expect(dayOf(text)).toBe(day);
  });

  it.each(['T', '+00', '0'])('is linear in many %s', (part) => {
    expect(growth(instantOf, (size) => `2020-10-08T${part.repeat(size)}x`, 25_000)).toBeLessThan(mostGrowth);
  });
});

describe('newestFirst', () => {
  it('puts what has no date last', () => {
    const dated = (iso: string | undefined) => ({ createdAt: instantOf(iso) });
    const sorted = [dated(undefined), dated('2023-01-01'), dated('2024-01-01')].sort(newestFirst);
    expect(sorted.map(({ createdAt }) => createdAt?.getUTCFullYear())).toEqual([2024, 2023, undefined]);
  });
});

describe('cutTo', () => {
  it.each([
    ['2025-05-06T15:29:59.999Z', 1000, '2025-05-06T15:29:59.000Z'],
    ['2025-05-06T15:29:59.999Z', 60_000, '2025-05-06T15:29:00.000Z'],
    ['2025-05-06T15:29:00.000Z', 60_000, '2025-05-06T15:29:00.000Z'],
    ['1969-12-31T23:59:59.750Z', 1000, '1969-12-31T23:59:59.000Z'],
  ])('%s to %i ms', (text, unit, expected) => {
    expect(new Date(cutTo(Date.parse(text), unit)).toISOString()).toBe(expected);
  });
});
