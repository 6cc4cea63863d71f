import { describe, expect, it } from 'vitest';
import { httpDate, retryAfterMs } from '../../../src/http/retryAfter.ts';

const noon = Date.UTC(2026, 0, 5, 12);

describe('retryAfterMs', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 3 ', 3000],
    ['0.5', 500],
    ['1.25', 1250],
    ['Mon, 05 Jan 2026 12:00:30 GMT', 30_000],
    ['Mon, 05 Jan 2026 11:59:00 GMT', 0],
    ['3600', 3_600_000],
    ['3601', 3_600_000],
    ['977616000', 3_600_000],
    ['12345678901', 3_600_000],
    ['9'.repeat(400), 3_600_000],
    ['Thu, 05 Jan 2057 12:00:00 GMT', 3_600_000],
  ])('reads %j, up to an hour', (asked, ms) => {
    expect(retryAfterMs({ 'retry-after': asked }, noon)).toBe(ms);
  });

  it.each(['', 'soon', '-5', '1e9', '20 s', 'NaN'])('makes nothing of %j', (asked) => {
    expect(retryAfterMs({ 'retry-after': asked }, noon)).toBeUndefined();
  });

  it('is undefined without the header', () => {
    expect(retryAfterMs({}, noon)).toBeUndefined();
  });

  it('compares a date with the service’s own clock if the answer shows it', () => {
    const headers = { 'retry-after': 'Mon, 05 Jan 2026 12:00:30 GMT', date: 'Mon, 05 Jan 2026 12:00:20 GMT' };
    expect(retryAfterMs(headers, noon)).toBe(10_000);
  });
});

describe('httpDate', () => {
  it.each([
    'Mon, 05 Jan 2026 12:00:00 GMT',
    'Monday, 05-Jan-26 12:00:00 GMT',
    'Mon Jan  5 12:00:00 2026 GMT',
  ])('reads %j', (text) => expect(httpDate(text)).toBe(noon));

  it('reads the last date with a year of four digits', () => {
    expect(httpDate('Fri, 31 Dec 9999 23:59:59 GMT')).toBe(Date.UTC(9999, 11, 31, 23, 59, 59));
  });

  it.each([
    undefined,
    '',
    '5',
    '-1',
    'Monday',
    'x Mon, 05 Jan 2026 12:00:00 GMT',
    'Sat, 13 Sep 275760 00:00:00 GMT',
  ])('makes nothing of %j', (text) => {
    expect(httpDate(text)).toBeUndefined();
  });
});
