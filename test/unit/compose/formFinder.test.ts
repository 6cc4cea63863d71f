import { expect, test } from 'vitest';
import type { FormResult } from '../../../src/compose/formFinder.ts';
import { Failure } from '../../../src/base/failure.ts';
import { matchesOf } from '../../../src/vscode/form/matches.ts';
import { settle } from '../../support/fakeClock.ts';
import { directoryEntryOf } from '../../support/fakeDirectory.ts';
import { customer, fakeService, deferred } from '../../support/fakeProvider.ts';
import { listingService } from '../../support/listingService.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';

function openForm(services = [listingService()]) {
  const harness = openMemoryHarness({ services });
  const { composer } = harness;
  const { finder } = composer;
  let number = 0;
  /** Types, and searches as the form does. */
  const type = (text: string, within?: string) => {
    composer.edit('target', text);
    number += 1;
    finder.search({ number, text, within });
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
    finder,
    type,
    rows,
    filled,
    /** Writes a note to the match with this key. */
    choose: async (typed: string, key: string) => {
      composer.edit('text', 'Hello');
      type(typed);
      await filled();
      expect(rows()).toContain(key);
      composer.takeMatch(key);
      await composer.readTarget();
    },
    [Symbol.asyncDispose]: async () => {
      finder.end();
      harness.directories.dispose();
      await harness.drafts.flush();
    },
  };
}

test('a customer is found by a misspelt name, and the note goes to it once its name was read', async () => {
  const service = listingService();
  await using form = openForm([service]);
  const { composer } = form;
  composer.edit('text', 'Hello');
  form.type('nortwind traders');
  await form.filled();
  expect(form.rows()).toEqual(['customer c1']);
  composer.takeMatch('customer c1');
  expect(composer.draft.values).toMatchObject({ targetType: 'customer', target: 'c1' });
  expect(form.finder.result).toBeUndefined();
  await composer.readTarget();
  expect(composer.check).toEqual({ state: 'checked', target: customer('c1') });
  expect(service.calls.at(-1)).toBe('here:customer:c1');
  expect(await composer.send()).toMatchObject({ state: 'stored' });
  expect(service.arrived.map(({ note }) => note.target)).toEqual([customer('c1')]);
});

test('typing afterwards undoes the choice: nothing is sent to the customer who was chosen', async () => {
  const service = listingService();
  await using form = openForm([service]);
  const { composer } = form;
  await form.choose('acme', 'customer c2');
  form.type('c1');
  expect([composer.check.state, composer.draft.target]).toEqual(['none', undefined]);
  expect(await composer.send()).toBeUndefined();
  expect(service.arrived).toEqual([]);
});

test('while it is typed, an id is looked up but a name is not; a name is when its field is left', async () => {
  const service = listingService();
  service.find = () => Promise.reject(new Failure('notFound', 'None.', { field: 'target' }));
  await using form = openForm([service]);
  form.type('northwnd');
  await form.clock.advance(5000);
  expect([service.calls, form.composer.problems]).toEqual([[], []]);
  await form.composer.readTarget();
  expect(form.composer.problems).toEqual([{ field: 'target', message: 'None.' }]);
  service.find = (_, typed) => Promise.resolve([customer(typed)]);
  for (const id of ['NW-1001', 'ann@x.example', 'c1']) {
    form.type(id);
    await form.clock.advance(600);
    expect(form.composer.check).toMatchObject({ state: 'checked', target: { id } });
  }
  // Each is asked for once, because the search leaves ids to the field.
  expect(service.calls).toHaveLength(4);
});

test.each([
  ['northwind', false],
  ['NW-1001', true],
  ['ann@x.example', true],
  ['c1', true],
  ['https://app.example/#/customers/1-Acme', false],
])('whether %s may be the target itself: %s', async (text, alone) => {
  await using form = openForm();
  form.type(text);
  expect(form.finder.result?.isAlone).toBe(alone);
});

test('the result is that of the newest search, however late an older one is answered', async () => {
  const service = listingService();
  await using form = openForm([service]);
  const orders = deferred<{ entries: []; cursor: undefined }>();
  form.composer.edit('targetType', 'order');
  form.type('northwind');
  await form.filled();
  expect(form.rows()).toEqual(['customer c1']);
  service.directory = () => orders.until(new AbortController().signal);
  form.type('', 'customer c1');
  expect(form.finder.result).toMatchObject({ isFilling: true, rows: [], parent: { target: { id: 'c1' } } });
  const number = form.type('acme');
  let changes = 0;
  form.finder.onChange(() => (changes += 1));
  orders.resolve({ entries: [], cursor: undefined });
  await settle();
  expect(changes).toBe(0);
  expect([form.finder.result?.query.number, form.finder.result?.parent, form.rows()]).toEqual([
    number,
    undefined,
    ['customer c2'],
  ]);
});

test.each(['account', 'targetType'] as const)(
  'another %s empties the list, and its rows are nobody',
  async (field) => {
    await using form = openForm([
      listingService(),
      listingService({ id: 'shop', names: ['Acme of the shop'] }),
    ]);
    const { composer } = form;
    form.type('acme');
    await form.filled();
    expect(form.rows()).toEqual(['customer c2']);
    composer.edit(field, field === 'account' ? 'two' : 'order');
    expect(form.finder.result).toBeUndefined();
    composer.takeMatch('customer c2');
    expect(composer.draft.values.target).toBe('acme');
    form.type('acme ');
    await form.filled();
    expect(form.finder.result?.rows.map(({ entry }) => entry.target.name)).toEqual([
      field === 'account' ? 'Acme of the shop' : 'Acme',
    ]);
  },
);

test('an order is found in its customer, and chosen there', async () => {
  await using form = openForm();
  const { composer, finder } = form;
  composer.edit('targetType', 'order');
  form.type('acme');
  await form.filled();
  expect(finder.result?.rows).toMatchObject([{ key: 'customer c2', opensList: true }]);
  form.type('', 'customer c2');
  await settle();
  expect(form.rows()).toEqual(['order c2-1', 'order c2-2']);
  form.type('secnd ordr', 'customer c2');
  expect(form.rows()).toEqual(['order c2-2']);
  form.type('zzz', 'customer c2');
  expect(form.rows()).toEqual([]);
  composer.takeMatch('order c2-2');
  await composer.readTarget();
  expect(composer.draft.values).toMatchObject({ targetType: 'order', target: 'c2-2' });
});

test('an empty field lists pinned, then recent targets, of any type; one of a reseller below is taken as it is', async () => {
  const service = listingService();
  await using form = openForm([service]);
  await form.recent.add('one', { type: 'order', id: 'o1', name: 'An order' });
  await form.recent.pin('one', { type: 'customer', id: 'c9', name: 'Below', scope: '7' });
  form.type('');
  expect(form.rows()).toEqual(['customer 7 c9', 'order o1']);
  form.composer.takeMatch('customer 7 c9');
  expect(form.composer.check).toMatchObject({ state: 'checked', target: { id: 'c9', scope: '7' } });
  expect(service.calls).toEqual([]);
});

test('without a directory, what is typed is looked up, and recent targets are still found', async () => {
  const service = fakeService('plain');
  await using form = openForm([service]);
  await form.recent.add('one', { type: 'customer', id: 'c5', name: 'Acme' });
  form.type('acme');
  expect(form.rows()).toEqual(['customer c5']);
  form.type('nobody');
  expect(form.rows()).toEqual([]);
  await form.clock.advance(600);
  expect(service.calls).toEqual(['here:customer:nobody']);
});

test('at most fifty rows go to the page, which learns that there are more', async () => {
  const names = Array.from({ length: 60 }, (_, at) => `Acme ${at}`);
  await using form = openForm([listingService({ names })]);
  form.type('acme');
  await form.filled();
  expect([form.rows()?.length, form.finder.result?.hasMore]).toEqual([50, true]);
});

test('while a note is sent, its customer cannot be replaced', async () => {
  const service = listingService();
  await using form = openForm([service]);
  const { composer } = form;
  await form.choose('acme', 'customer c2');
  form.finder.search({ number: 9, text: 'northwind', within: undefined });
  const sending = composer.send();
  composer.takeMatch('customer c1');
  await sending;
  expect(service.arrived.map(({ note }) => note.target.id)).toEqual(['c2']);
});

test('the page gets the same words as the picker, under the same headings', async () => {
  await using form = openForm();
  const from = (
    key: string,
    name: string,
    of: FormResult['rows'][number]['from'],
  ): FormResult['rows'][number] => ({
    key,
    entry: { ...directoryEntryOf(key, name), company: 'Holding', status: 'Active' },
    from: of,
    opensList: false,
  });
  const result: FormResult = {
    query: { number: 4, text: '', within: undefined },
    parent: undefined,
    rows: [from('a', 'A', 'pinned'), from('b', 'B', 'listed'), from('c', 'C', 'listed')],
    hasMore: false,
    message: undefined,
    isFilling: false,
    isExact: false,
    isAlone: false,
  };
  const message = matchesOf(result, form.composer.account, 'en');
  expect(message.groups.map(({ heading, rows }) => [heading, rows.length])).toEqual([
    ['Pinned', 1],
    ['Found', 2],
  ]);
  expect(message).toMatchObject({ number: 4, within: null, message: '' });
  expect(message.groups[0]?.rows[0]).toEqual({
    key: 'a',
    name: 'A',
    who: 'Holding · customer a',
    how: 'Active',
    opensList: false,
  });
});
