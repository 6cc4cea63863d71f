import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStamps } from '../../../../src/providers/chartmogul/stamps.ts';

const at = (text: string) => Date.parse(`2025-05-06T${text}Z`);
const text = (ms: number) => new Date(ms).toISOString().slice(11, -1);

/** The stamps of several notes for which the same time was chosen. */
function stampsFor(ms: string, latest: string, times: number): string[] {
  const stamps = createStamps();
  return Array.from({ length: times }, () => text(stamps.reserve(at(ms), at(latest))));
}

describe('stamps', () => {
  it.each([
    ['now: step back', '15:30:00.250', '15:30:00.250', ['15:30:00.250', '15:30:00.249', '15:30:00.248']],
    ['the future: as now', '16:00:00.000', '15:30:00.250', ['15:30:00.250', '15:30:00.249']],
    ['a chosen minute: step on within it', '09:15:00.000', '15:30:00.250', ['09:15:00.000', '09:15:00.001']],
    ['its last millisecond: step back', '09:15:59.999', '15:30:00.250', ['09:15:59.999', '09:15:59.998']],
    [
      'the minute that it is: never into the future',
      '15:30:00.249',
      '15:30:00.250',
      ['15:30:00.249', '15:30:00.250', '15:30:00.248'],
    ],
  ])('%s', (_, ms, latest, expected) => {
    expect(stampsFor(ms, latest, expected.length)).toEqual(expected);
  });

  it('are all different, never later than allowed, and in the chosen minute if one is free there', () => {
    const start = at('15:29:00.000');
    const instant = fc.integer({ min: start - 90_000, max: start + 90_000 });
    const times = fc.array(fc.tuple(instant, instant), { maxLength: 60 });
    const minuteOf = (ms: number) => Math.floor(ms / 60_000);
    fc.assert(
      fc.property(times, fc.boolean(), (pairs, crowded) => {
        const stamps = createStamps();
        const reserved = pairs.map(([time, latest]) => {
          const ms = crowded ? start + (time % 3) : time;
          const stamp = stamps.reserve(ms, latest);
          expect(stamp).toBeLessThanOrEqual(latest);
          // At most sixty stamps are used.
          if (ms + 60 <= latest && minuteOf(ms + 60) === minuteOf(ms))
            expect(minuteOf(stamp)).toBe(minuteOf(ms));
          return stamp;
        });
        expect(new Set(reserved).size).toBe(reserved.length);
      }),
    );
  });
});
