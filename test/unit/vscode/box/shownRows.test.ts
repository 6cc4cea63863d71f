import { expect, test } from 'vitest';
import { ShownRows } from '../../../../src/vscode/box/shownRows.ts';
import { settle } from '../../../support/fakeClock.ts';

/** Rows for one question; `draw` says that the editor has drawn what it was told so far. */
function openRows() {
  const waiting: (() => void)[] = [];
  const rows = new ShownRows(() => new Promise<void>((resolve) => waiting.push(resolve)));
  const of = {};
  return {
    rows,
    of,
    set: (text: string | undefined, ...labels: string[]) =>
      rows.set({ meaningAt: (position) => labels[position], of, text }),
    draw: async () => {
      for (const resolve of waiting.splice(0)) resolve();
      await settle();
    },
    isCertain: (position: number, text: string) => rows.isCertain(position, of, text),
  };
}

test('a row is certain once its list is drawn, for the text of the list alone', async () => {
  const { set, draw, isCertain } = openRows();
  set('ac', 'Acorn', 'Acme');
  set('acm', 'Acme', 'Acumen');
  expect([isCertain(0, 'ac'), isCertain(0, 'acm')]).toEqual([false, false]);
  await draw();
  expect([isCertain(0, 'acm'), isCertain(1, 'acm'), isCertain(2, 'acm'), isCertain(-1, 'acm')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isCertain(0, 'ac')).toBe(false);
});

test('while a list may be on the screen or not, a row counts that both have at its position', async () => {
  const { set, draw, isCertain } = openRows();
  set('ac', 'Acme', 'Acorn');
  await draw();
  set('ac', 'Acme', 'Acumen', 'Acorn');
  expect([isCertain(0, 'ac'), isCertain(1, 'ac')]).toEqual([true, false]);
  await draw();
  expect(isCertain(1, 'ac')).toBe(true);
});

test('rows that answer another text, too, are certain for that one', async () => {
  const { rows, set, draw, isCertain } = openRows();
  set('ac', 'Acme');
  await draw();
  rows.answer('acm');
  expect([isCertain(0, 'acm'), isCertain(0, 'ac')]).toEqual([true, false]);
});

test('rows that the editor itself filters are certain for every text, and never for another question', async () => {
  const { rows, set, draw, isCertain } = openRows();
  set(undefined, 'Work');
  await draw();
  expect([isCertain(0, 'w'), isCertain(0, ''), rows.isCertain(0, {}, 'w')]).toEqual([true, true, false]);
});
