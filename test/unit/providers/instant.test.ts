import { describe, expect, it } from 'vitest';
import { cutTo, instantOf, newestFirst } from '../../../src/providers/instant.ts';
import { growth, mostGrowth } from '../../support/growth.ts';

describe('instantOf', () => {
  it.each([
    ['2023-03-27T11:35:12.509+03:00', '2023-03-27T08:35:12.509Z'],
    ['2020-10-08T02:11:20.932646+0300', '2020-10-07T23:11:20.932Z'],
    ['2020-10-08T02:11:20-0530', '2020-10-08T07:41:20.000Z'],
    ['2016-08-12', '2016-08-12T00:00:00.000Z'],
    ['2023-12-15T12:45:12.548Z', '2023-12-15T12:45:12.548Z'],
  ])('reads %s', (text, iso) => {
    expect(instantOf(text)?.toISOString()).toBe(iso);
  });

  it.each([undefined, null, '', '15', 'yesterday', '2023-13-45', 'May 5 2023'])(
    'does not read %s',
    (text) => {
      expect(instantOf(text)).toBeUndefined();
    },
  );

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
