import { describe, expect, it } from 'vitest';
import { alternate, atLeast, atMost, ratio, show, spread, table } from '../../bench/frame.ts';

describe('the frame of the bench', () => {
  it('reverses the order in every other round, and returns the figures of each side', async () => {
    const order: string[] = [];
    const side = (name: string) => () => Promise.resolve(order.push(name));
    const figures = await alternate([side('a'), side('b')], 3);
    expect(order.join('')).toBe('abbaab');
    expect(figures).toEqual([
      [1, 4, 5],
      [2, 3, 6],
    ]);
  });

  it('gives the median and the quartiles, whatever the order', () => {
    expect(spread([5, 1, 4, 2, 3])).toEqual({ low: 2, median: 3, high: 4 });
    expect(spread([4, 1, 2, 3])).toEqual({ low: 1.75, median: 2.5, high: 3.25 });
  });

  it('compares two sides round by round', () => {
    expect(ratio([2, 30, 8], [1, 10, 2])).toEqual({ low: 2.5, median: 3, high: 3.5 });
  });

  it('meets no goal with a missing figure', () => {
    const { median } = ratio([], []);
    expect([atMost(median, 2, '').met, atLeast(median, 0.9, '').met]).toEqual([false, false]);
  });

  it('meets a goal at its exact limit', () => {
    expect([atMost(2, 2, '').met, atMost(2.01, 2, '').met]).toEqual([true, false]);
    expect([atLeast(0.9, 0.9, '').met, atLeast(0.89, 0.9, '').met]).toEqual([true, false]);
  });

  it('prints one line for each row, with its mark', () => {
    const row = { against: 'that', figure: show({ low: 1, median: 1.234, high: 2 }) };
    const text = table([
      { ...row, what: 'good', goal: atMost(1, 2, 'at most 2') },
      { ...row, what: 'bad', goal: atMost(3, 2, 'at most 2') },
      { ...row, what: 'shown' },
    ]);
    expect(text.split('\n')).toEqual([
      '✓  good   1.23 (1.00 to 2.00)  at most 2  against that',
      '✗  bad    1.23 (1.00 to 2.00)  at most 2  against that',
      '   shown  1.23 (1.00 to 2.00)             against that',
    ]);
  });
});
