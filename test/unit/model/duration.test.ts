import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDuration } from '../../../src/model/duration.ts';
import { durationText } from '../../../src/model/durationText.ts';

test.each([
  ['25', 1500],
  ['0.5', 30],
  ['25m', 1500],
  ['25 min', 1500],
  [' 1h 5m ', 3900],
  ['1h5m', 3900],
  ['1.5 h', 5400],
  ['90s', 90],
  ['2 Hours', 7200],
  ['1h 5m 10s', 3910],
  ['12:30', 750],
  ['100:00', 6000],
  ['1:05:00', 3900],
  ['1,5h', 5400],
  ['1,5 h', 5400],
  ['0,5 min', 30],
  ['1h 2,5m', 3750],
  ['90 min', 5400],
  ['1h30', 5400],
  ['1h05', 3900],
  ['1 h 30', 5400],
  ['1 hour 30', 5400],
  ['1\u00a0h\u00a030\u00a0min', 5400],
])('%j is %i seconds', (typed, seconds) => {
  expect(parseDuration(typed)).toBe(seconds);
});

test.each(['', '  ', 'x', '-5', '5 apples', '1:60', '1:99:00', '1h5', '5m 1h', '1e3', '٣', '1:2:3:4', ':30'])(
  '%j is none',
  (typed) => {
    expect(parseDuration(typed)).toBeUndefined();
  },
);

// A bare `1,5` may be meant as hours, and the others are slips of the keyboard.
test.each([
  '1,5',
  '1h60',
  '1h300',
  '1.5h30',
  '1,5h30',
  '1,h',
  ',5h',
  '1,5,5h',
  '1.000,5h',
  '1h30 5s',
  '1h3.5',
])('%j is none, too', (typed) => {
  expect(parseDuration(typed)).toBeUndefined();
});

test('the shown duration reads back as the same one, to the minute from one minute on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (seconds) => {
      const read = parseDuration(durationText(seconds));
      expect(read).toBe(seconds < 60 ? seconds : Math.round(seconds / 60) * 60);
    }),
  );
});

test.each([
  [3599, '1 h'],
  [7199, '2 h'],
  [59, '59 s'],
  [60, '1 min'],
  [3900, '1 h 5 min'],
])('%i seconds are %s', (seconds, shown) => {
  expect(durationText(seconds)).toBe(shown);
});

test('nothing that can be pasted throws or takes long', () => {
  const pasted = [`1h${' '.repeat(200_000)}x`, '9'.repeat(200_000), '1h '.repeat(100_000)];
  const before = process.cpuUsage();
  expect(pasted.map(parseDuration)).toEqual([undefined, undefined, undefined]);
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(1);
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const seconds = parseDuration(typed);
      expect(seconds === undefined || (Number.isInteger(seconds) && seconds >= 0)).toBe(true);
    }),
  );
});
