import { expect, test } from 'vitest';
import type { PromptRow } from '../../../../src/compose/promptRows.ts';
import { PickerRows, type RowItem } from '../../../../src/vscode/target/pickerRows.ts';
import { fakeClock } from '../../../support/fakeClock.ts';

const heading: PromptRow = { row: 'heading', label: 'Found' };
const customer = (id: string): PromptRow => ({
  row: 'target',
  entry: { target: { type: 'customer', id } },
  action: { does: 'check', type: 'customer', typed: id },
});
const typed: PromptRow = {
  row: 'typed',
  label: 'customer',
  idLabel: 'id',
  action: { does: 'check', type: 'customer', typed: 'acme' },
};

/** A picker as the editor holds it: the selected row is whatever stands at the position that was drawn. */
function openPicker() {
  const list: { items: readonly RowItem[]; selectedItems: RowItem[] } = { items: [], selectedItems: [] };
  const clock = fakeClock();
  const rows = new PickerRows(list, clock);
  return {
    list,
    clock,
    rows,
    show: (cause: 'user' | 'search', ...shown: PromptRow[]) =>
      rows.show(
        shown.map((row) => ({ row })),
        cause,
      ),
    /** The editor has drawn the rows. */
    draw: () => {
      const first = rows.firstChoosable;
      list.selectedItems = first ? [first] : [];
      rows.becameActive(first);
    },
    select: (at: number) => (list.selectedItems = list.items.slice(at, at + 1)),
    accepted: (targetTypes = 1) => rows.accepted(targetTypes)?.row,
  };
}

test('rows that did not change are not set again', () => {
  const { list, show } = openPicker();
  show('user', heading, customer('1'));
  const { items } = list;
  show('user', heading, customer('1'));
  expect(list.items).toBe(items);
  show('user', heading, customer('2'));
  expect(list.items).not.toBe(items);
});

test('Enter means the selected row once the rows are drawn', () => {
  const { show, draw, select, accepted } = openPicker();
  show('user', heading, customer('1'), customer('2'));
  draw();
  expect(accepted()).toEqual(customer('1'));
  select(2);
  expect(accepted()).toEqual(customer('2'));
});

test('Enter before the rows are drawn means the first row that can be chosen, not one of the list before', () => {
  const { show, draw, select, accepted } = openPicker();
  show('user', heading, customer('1'), customer('2'));
  draw();
  select(2);
  show('user', heading, customer('3'), customer('4'));
  expect(accepted()).toEqual(customer('3'));
});

test('rows count as drawn after a while, even if the editor says nothing', async () => {
  const { clock, show, draw, select, accepted } = openPicker();
  show('user', customer('1'));
  draw();
  show('user', customer('2'), customer('3'));
  select(1);
  await clock.advance(299);
  expect(accepted()).toEqual(customer('2'));
  await clock.advance(1);
  expect(accepted()).toEqual(customer('3'));
});

test('the editor activating another row than the first does not count as drawn', () => {
  const { list, rows, show, draw, select, accepted } = openPicker();
  show('user', customer('1'));
  draw();
  show('user', customer('2'), customer('3'));
  select(1);
  rows.becameActive(list.items[1]);
  expect(accepted()).toEqual(customer('2'));
});

test('Enter chooses nothing when the search changed the rows under a user who had selected another', () => {
  const { show, draw, select, accepted } = openPicker();
  show('user', customer('1'), customer('2'));
  draw();
  select(1);
  show('search', customer('3'), customer('4'));
  expect(accepted()).toBeUndefined();
  // The user's next action selects the first row again.
  show('user', customer('5'));
  expect(accepted()).toEqual(customer('5'));
});

test('Enter before the rows are drawn takes a typed id only where it can be of one type', () => {
  const { show, accepted } = openPicker();
  show('user', typed);
  expect(accepted(1)).toEqual(typed);
  expect(accepted(2)).toBeUndefined();
});

test('Enter chooses nothing where no row can be chosen', () => {
  const { show, draw, accepted } = openPicker();
  show('user', heading, { row: 'message', state: 'busy', message: 'Reading…' });
  draw();
  expect(accepted()).toBeUndefined();
});
