import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SearchList } from '../../../media/searchList.ts';
import { matches, matchRow } from './snapshots.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const acme = matchRow('c1', 'Acme Corp');
const globex = matchRow('c2', 'Globex');
const lookUp = matchRow('look', 'No match. Look up “x”', { kind: 'lookUp' });

/** A list, what it did, and the number of its newest question. */
function opened() {
  const did: string[] = [];
  const asked: { number: number; text: string }[] = [];
  const list = new SearchList({
    search: (number, text) => asked.push({ number, text }),
    end: () => did.push('end'),
    choose: ({ key }) => did.push(`choose ${key}`),
    refuse: () => did.push('refuse'),
    changed: () => undefined,
  });
  const type = (text: string) => {
    list.typed(text);
    vi.runAllTimers();
    return asked.at(-1)?.number ?? 0;
  };
  const press = (key: string, text: string) => list.key({ key, altKey: false, shiftKey: false }, text);
  const choices = () => did.filter((each) => each !== 'end');
  return { list, asked, type, press, choices, did };
}

test('Enter takes the highlighted row where it was drawn for exactly the text in the field', () => {
  const { list, type, press, choices } = opened();
  list.receive(matches(type('a'), 'a', [acme, globex]));
  expect(list.shown?.active).toBe('c1');
  expect(press('Enter', 'a')).toBe(true);
  expect(choices()).toEqual(['choose c1']);
});

test('Enter refuses where the field holds another text than the rows were drawn for', () => {
  const { list, type, press, choices } = opened();
  list.receive(matches(type('a'), 'a', [acme, globex]));
  press('Enter', 'ab');
  expect(choices()).toEqual(['refuse']);
});

test('Enter before the answer takes the only row that fits, and else refuses', () => {
  for (const [rows, outcome] of [
    [[acme], 'choose c1'],
    [[acme, globex], 'refuse'],
    [[], 'refuse'],
  ] as const) {
    const { list, type, press, choices } = opened();
    const number = type('acme');
    press('Enter', 'acme');
    expect(choices()).toEqual([]);
    list.receive(matches(number, 'acme', [...rows]));
    expect(choices()).toEqual([outcome]);
  }
});

test('Enter before the answer waits while the list fills, since more may fit', () => {
  const { list, type, press, choices } = opened();
  const number = type('acme');
  press('Enter', 'acme');
  list.receive(matches(number, 'acme', [], { filling: true }));
  list.receive(matches(number, 'acme', [acme], { filling: true, only: '' }));
  expect(choices()).toEqual([]);
  list.receive(matches(number, 'acme', [acme]));
  expect(choices()).toEqual(['choose c1']);
});

test('an answer to an earlier question is never shown', () => {
  const { list, type } = opened();
  const older = type('acme');
  const newer = type('glob');
  list.receive(matches(older, 'acme', [acme]));
  expect(list.shown).toMatchObject({ matches: undefined, isWaiting: true });
  list.receive(matches(newer, 'glob', [globex]));
  list.receive(matches(older, 'acme', [acme]));
  expect(list.shown?.active).toBe('c2');
});

test('while the next question has no answer, no row of the last one is active', () => {
  const { list, type } = opened();
  list.receive(matches(type('a'), 'a', [acme]));
  type('ac');
  expect(list.shown).toMatchObject({ active: '', isWaiting: true });
});

test('a pause in typing starts the search, and not each letter', () => {
  const { list, asked } = opened();
  for (const text of ['a', 'am', 'ame']) list.typed(text);
  vi.runAllTimers();
  expect(asked.map(({ text }) => text)).toEqual(['ame']);
});

test('arrows wrap around, Page Up and Down stop at the ends', () => {
  const { list, type, press } = opened();
  list.receive(matches(type('a'), 'a', [acme, globex, lookUp], { first: '' }));
  const after = (key: string) => {
    press(key, 'a');
    return list.shown?.active;
  };
  expect(['ArrowUp', 'ArrowDown', 'PageDown', 'PageUp', 'ArrowDown'].map(after)).toEqual([
    'look',
    'c1',
    'look',
    'c1',
    'c2',
  ]);
});

test('rows stay where they are once the user has moved to one, or is over them with the mouse', () => {
  const { list, type, press } = opened();
  const number = type('a');
  list.receive(matches(number, 'a', [acme], { filling: true }));
  press('ArrowDown', 'a');
  list.receive(matches(number, 'a', [globex, acme], { message: '400 read' }));
  expect(list.shown?.matches).toMatchObject({ message: '400 read', groups: [{ rows: [acme] }] });
  const again = type('ac');
  list.receive(matches(again, 'ac', [acme], { filling: true }));
  list.hover(true);
  list.receive(matches(again, 'ac', [globex, acme]));
  expect(list.shown?.matches?.groups[0]?.rows).toEqual([acme]);
  list.hover(false);
  expect(list.shown?.matches?.groups[0]?.rows).toEqual([globex, acme]);
});

test('an arrow that comes before the answer moves in it', () => {
  const { list, type, press, choices } = opened();
  const number = type('a');
  press('ArrowUp', 'a');
  list.receive(matches(number, 'a', [acme, globex]));
  expect(list.shown?.active).toBe('c2');
  press('Enter', 'a');
  expect(choices()).toEqual(['choose c2']);
});

test('Tab takes a row as Enter does, and the list is closed when the field is left', () => {
  const { list, type, press, choices, did } = opened();
  list.receive(matches(type('a'), 'a', [acme]));
  expect(press('Tab', 'a')).toBe(true);
  list.leave();
  expect(choices()).toEqual(['choose c1']);
  // The other way round, the host would not know the row any more.
  expect(did).toEqual(['choose c1', 'end']);
});

test('Shift with Tab goes back, and chooses nobody', () => {
  const { list, type, choices } = opened();
  list.receive(matches(type('a'), 'a', [acme]));
  expect(list.key({ key: 'Tab', altKey: false, shiftKey: true }, 'a')).toBe(false);
  expect(choices()).toEqual([]);
});

test('Tab before the answer takes the only row that fits, though the field has been left', () => {
  const { list, type, press, choices } = opened();
  const number = type('acme');
  press('Tab', 'acme');
  list.leave();
  expect(list.shown).toBe(undefined);
  list.receive(matches(number, 'acme', [acme]));
  expect(choices()).toEqual(['choose c1']);
  expect(list.shown).toBe(undefined);
});

test('Tab and Enter choose nobody for an empty field', () => {
  const { list, press, choices } = opened();
  list.open('');
  press('Tab', '');
  list.leave();
  expect(choices()).toEqual([]);
  expect(list.shown).toBe(undefined);
});

test('Escape closes the list, and says whether there was one', () => {
  const { list, type, press } = opened();
  list.receive(matches(type('a'), 'a', [acme]));
  expect(press('Escape', 'a')).toBe(true);
  expect(list.shown).toBe(undefined);
  expect(press('Escape', 'a')).toBe(false);
});

test('Escape is not the list’s while the list has nothing to be seen', () => {
  const { list, type, press } = opened();
  list.receive(matches(type(''), '', []));
  expect(press('Escape', '')).toBe(false);
  expect(list.shown).toBe(undefined);
  list.receive(matches(type(''), '', [], { message: '400 customers read' }));
  expect(press('Escape', '')).toBe(true);
  type('a');
  expect(press('Escape', 'a')).toBe(false);
});

test('Escape closes the rows of the last question, which are seen until the next answer', () => {
  const { list, type, press } = opened();
  list.receive(matches(type('a'), 'a', [acme]));
  type('ac');
  expect(press('Escape', 'ac')).toBe(true);
  expect(list.shown).toBe(undefined);
});

test('a row that looks something up is chosen like any other', () => {
  const { list, type, choices } = opened();
  list.receive(matches(type('x'), 'x', [lookUp]));
  list.take('look');
  list.take('nothing');
  expect(choices()).toEqual(['choose look']);
});
