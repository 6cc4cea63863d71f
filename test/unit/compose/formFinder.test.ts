import { expect, test } from 'vitest';
import { lookUpKey, type FormResult } from '../../../src/compose/formFinder.ts';
import { matchesOf } from '../../../src/vscode/form/matches.ts';
import { settle } from '../../support/fakeClock.ts';
import { directoryEntryOf } from '../../support/fakeDirectory.ts';
import { customer, fakeService, deferred } from '../../support/fakeProvider.ts';
import { listingService } from '../../support/listingService.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';

function openForm(services = [listingService()]) {
  const harness = openMemoryHarness({ services });
  const { composer } = harness;
  const { recipient } = composer;
  const { finder } = recipient;
  let number = 0;
  /** Types, and searches as the form does. */
  const type = (text: string) => {
    composer.edit('target', text);
    number += 1;
    finder.search({ number, text });
    return number;
  };
  const rows = () => finder.result?.rows.map(({ key }) => key);
  /** Waits until the customers are listed and nothing more is read or written. */
  const filled = async () => {
    await settle();
    const status = harness.directories.of(composer.account, 'customer')?.status;
    expect(status).toMatchObject({ whole: true, state: 'idle' });
  };
  return {
    ...harness,
    recipient,
    finder,
    type,
    rows,
    filled,
    [Symbol.asyncDispose]: async () => {
      finder.end();
      harness.directories.dispose();
      await harness.drafts.flush();
    },
  };
}

test('a customer is found by a misspelt name, and the note goes to it once it was confirmed', async () => {
  const service = listingService();
  await using form = openForm([service]);
  const { composer, recipient } = form;
  composer.edit('text', 'Hello');
  form.type('nortwind traders');
  await form.filled();
  expect(form.rows()).toEqual(['customer c1']);
  recipient.chooseMatch('customer c1');
  expect(composer.draft.values).toMatchObject({ targetType: 'customer', target: 'c1' });
  expect([recipient.target?.name, form.finder.result]).toEqual(['Northwind Traders', undefined]);
  await recipient.settled();
  expect(service.calls).toEqual(['here:customer:c1']);
  // The service calls it otherwise than the list, and the card says so by now.
  expect(await composer.log()).toMatchObject({ note: { target: customer('c1') } });
});

test('nothing that is typed is asked of the service, be it a name, an id or an address', async () => {
  const service = listingService();
  await using form = openForm([service]);
  for (const text of ['northwnd', 'NW-1001', 'ann@x.example', 'c1']) {
    form.type(text);
    await form.clock.advance(5_000);
  }
  expect(service.calls).toEqual([]);
});

test.each([
  // A name that fits one: highlighted, and taken unseen as well.
  ['northwind', 'last', 'customer c1', 'customer c1'],
  // Both have the word: the first one is highlighted, and none is taken unseen.
  ['a', 'last', 'customer c2', undefined],
  // A name typed whole is that customer, and no other text.
  ['acme', 'none', 'customer c2', 'customer c2'],
  // The own id likewise.
  ['c1', 'none', 'customer c1', 'customer c1'],
  // Nothing fits: Enter looks it up.
  ['zzz', 'last', lookUpKey, lookUpKey],
  // It may be an id that resembles nobody.
  ['NW-1001', 'first', lookUpKey, lookUpKey],
  ['', 'none', undefined, undefined],
] as const)(
  'for %s the look-up is %s, Enter takes %s, and unseen %s',
  async (text, lookUp, enter, unseen) => {
    await using form = openForm();
    form.type(text);
    await form.filled();
    form.type(text);
    expect(form.finder.result).toMatchObject({ lookUp });
    expect([form.finder.result?.enter, form.finder.result?.enterUnseen]).toEqual([enter, unseen]);
  },
);

test('a text that may be an id is not taken for a customer who resembles it', async () => {
  await using form = openForm([listingService({ names: ['Acme 3056 Ltd', 'Acme 30567 Ltd'] })]);
  form.type('3056');
  await form.filled();
  form.type('3056');
  expect(form.rows()).toEqual(['customer c1', 'customer c2']);
  expect(form.finder.result).toMatchObject({ lookUp: 'first', enter: undefined, enterUnseen: undefined });
});

test('while the list is being read, Enter neither looks a name up nor takes a row unseen', async () => {
  const service = listingService();
  const page = deferred<{ entries: []; cursor: undefined }>();
  service.directory = () => page.until(new AbortController().signal);
  await using form = openForm([service]);
  await form.recent.add('one', { type: 'customer', id: 'c5', name: 'Acme Ltd' });
  form.type('acme');
  await settle();
  expect(form.finder.result).toMatchObject({ isFilling: true, enter: 'customer c5', enterUnseen: undefined });
  form.type('nobody');
  expect([form.finder.result?.enter, form.finder.result?.enterUnseen]).toEqual([undefined, undefined]);
  page.resolve({ entries: [], cursor: undefined });
  await settle();
  expect(form.finder.result?.enter).toBe(lookUpKey);
});

test('the result is that of the newest search', async () => {
  await using form = openForm();
  form.type('northwind');
  await form.filled();
  const number = form.type('acme');
  expect([form.finder.result?.query.number, form.rows()]).toEqual([number, ['customer c2']]);
});

test('another account empties the list, and its rows are nobody', async () => {
  await using form = openForm([
    listingService(),
    listingService({ id: 'shop', names: ['Acme of the shop'] }),
  ]);
  const { composer } = form;
  form.type('acme');
  await form.filled();
  expect(form.rows()).toEqual(['customer c2']);
  composer.edit('account', 'two');
  expect(form.finder.result).toBeUndefined();
  form.recipient.chooseMatch('customer c2');
  expect([composer.draft.values.target, form.recipient.target]).toEqual(['acme', undefined]);
  form.type('acme ');
  await form.filled();
  expect(form.finder.result?.rows.map(({ entry }) => entry.target.name)).toEqual(['Acme of the shop']);
});

test('an empty field lists pinned, then recent targets, of any type; one of a reseller below is taken as it is', async () => {
  const service = listingService();
  await using form = openForm([service]);
  await form.recent.add('one', { type: 'order', id: 'o1', name: 'An order' });
  await form.recent.pin('one', { type: 'customer', id: 'c9', name: 'Below', scope: '7' });
  form.type('');
  expect(form.rows()).toEqual(['customer 7 c9', 'order o1']);
  form.recipient.chooseMatch('customer 7 c9');
  await form.recipient.settled();
  expect(form.recipient.state).toMatchObject({
    target: { id: 'c9', scope: '7' },
    confirmation: { state: 'confirmed' },
  });
  expect(service.calls).toEqual([]);
});

test('without a directory recent targets are still found', async () => {
  await using form = openForm([fakeService('plain')]);
  await form.recent.add('one', { type: 'customer', id: 'c5', name: 'Acme' });
  form.type('acm');
  expect(form.rows()).toEqual(['customer c5']);
  form.type('nobody');
  expect([form.rows(), form.finder.result?.enter]).toEqual([[], lookUpKey]);
});

test('at most fifty rows go to the page, which learns that there are more', async () => {
  const names = Array.from({ length: 60 }, (_, at) => `Acme ${at}`);
  await using form = openForm([listingService({ names })]);
  form.type('acme');
  await form.filled();
  expect([form.rows()?.length, form.finder.result?.hasMore]).toEqual([50, true]);
});

test('while a note is logged, its customer cannot be replaced', async () => {
  await using form = openForm();
  const { composer, recipient } = form;
  composer.edit('text', 'Hello');
  recipient.choose(customer('c2'));
  form.finder.search({ number: 9, text: 'northwind' });
  await form.filled();
  const logging = composer.log();
  recipient.chooseMatch('customer c1');
  expect(await logging).toMatchObject({ note: { target: { id: 'c2' } } });
});

/** A result with these rows. */
function resultWith(changes: Partial<FormResult>): FormResult {
  return {
    query: { number: 4, text: 'acme ltd' },
    rows: [],
    hasMore: false,
    message: undefined,
    isFilling: false,
    lookUp: 'none',
    enter: undefined,
    enterUnseen: undefined,
    ...changes,
  };
}

const rowFrom = (key: string, name: string, from: FormResult['rows'][number]['from']) => ({
  key,
  entry: { ...directoryEntryOf(key, name), company: 'Holding', status: 'Active' },
  from,
  standing: undefined,
  opensList: false,
});

test('the page gets the same words as the picker, under the same headings', async () => {
  await using form = openForm();
  const rows = [rowFrom('a', 'A', 'pinned'), rowFrom('b', 'B', 'listed'), rowFrom('c', 'C', 'listed')];
  const message = matchesOf(resultWith({ rows, enter: 'a' }), form.composer.account, 'en');
  expect(message.groups.map(({ heading, rows: { length } }) => [heading, length])).toEqual([['Found', 3]]);
  const query = { number: 4, text: ' ' };
  const untyped = matchesOf(resultWith({ rows: rows.slice(0, 1), query }), form.composer.account, 'en');
  expect(untyped.groups.map(({ heading }) => heading)).toEqual(['Pinned']);
  expect(message).toMatchObject({ number: 4, text: 'acme ltd', message: '', first: 'a', only: '' });
  expect(message.groups[0]?.rows[0]).toEqual({
    key: 'a',
    kind: 'target',
    name: 'A',
    marks: [],
    who: 'Holding · customer a',
    whoMarks: [],
    how: 'Active',
  });
});

test('the page is told what matched, in the name and beside it', async () => {
  await using form = openForm();
  const rows = [rowFrom('a', 'Acme Ltd', 'listed'), rowFrom('b', 'Bolt', 'listed')];
  const query = { number: 4, text: 'acme hodling' };
  const { groups } = matchesOf(resultWith({ rows, query }), form.composer.account, 'en');
  expect(groups[0]?.rows.map(({ marks, whoMarks }) => [marks, whoMarks])).toEqual([
    [[{ from: 0, to: 4 }], [{ from: 0, to: 7 }]],
    [[], [{ from: 0, to: 7 }]],
  ]);
});

test.each([
  ['first', 0, 'one', 'Look up “acme ltd” in Account one'],
  ['last', 1, 'one', 'Look up “acme ltd” in Account one'],
  ['last', 1, 'embedded', 'New customer “acme ltd”'],
] as const)('the row that looks up stands %s, and says what it does', async (lookUp, at, account, name) => {
  await using form = openForm();
  const open = form.book.find(account) ?? form.book.default();
  const result = resultWith({ lookUp, rows: [rowFrom('a', 'A', 'listed')] });
  const { groups } = matchesOf(result, open, 'en');
  expect(groups[at]?.rows).toMatchObject([{ key: lookUpKey, kind: 'lookUp', name }]);
  const alone = matchesOf(resultWith({ lookUp }), form.composer.account, 'en');
  expect(alone.groups.flatMap(({ rows }) => rows.map((row) => row.name))).toEqual([
    'No match. Look up “acme ltd” in Account one',
  ]);
});
