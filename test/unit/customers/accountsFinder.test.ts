import { expect, test } from 'vitest';
import { AccountsFinder } from '../../../src/customers/accountsFinder.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';
import { listingService, type ListingOptions } from '../../support/listingService.ts';

/** A finder over several accounts that list their customers. */
async function openFinder(services: readonly ListingOptions[], workspaceNames: readonly string[] = []) {
  const fakes = services.map((options, at) => listingService({ id: `crm${at}`, within: [], ...options }));
  const harness = openMemoryHarness({ services: fakes, hasEmbedded: false });
  const accounts = harness.book.all();
  const finder = new AccountsFinder({ ...harness, accounts, workspaceNames, maxRows: 10 });
  const find = (text: string) => finder.find({ text, within: undefined });
  await expect.poll(() => find('').isComplete).toBe(true);
  return {
    finder,
    harness,
    fakes,
    find,
    /** Each row as `name @ account (from)`. */
    lines: (text: string) =>
      find(text).rows.map(
        ({ entry, open, from }) => `${entry.target.name ?? ''} @ ${open.account.id} (${from})`,
      ),
    [Symbol.asyncDispose]: async () => {
      finder.dispose();
      harness.directories.dispose();
      await harness.drafts.flush();
    },
  };
}

test('the best of all accounts come first, and among equals the accounts take turns', async () => {
  await using all = await openFinder([
    { names: ['Northwind East', 'Northwind West'] },
    { names: ['Northwind', 'Northwind South'] },
    { names: ['Nortwind'] },
  ]);
  expect(all.lines('northwind')).toEqual([
    'Northwind @ two (listed)',
    'Northwind East @ one (listed)',
    'Northwind West @ one (listed)',
    'Northwind South @ two (listed)',
    'Nortwind @ three (listed)',
  ]);
  expect(all.find('northwind').rows.map(({ fit }) => fit)).toEqual([
    'exact',
    'words',
    'words',
    'words',
    'similar',
  ]);
});

test('before anything is typed there are pinned, then recent customers of all accounts, then those of the workspace', async () => {
  await using all = await openFinder(
    [{ names: ['Acme', 'Hooli GmbH'] }, { names: ['Globex', 'Web'] }],
    ['hooli', 'we'],
  );
  const { recent } = all.harness;
  await recent.add('one', { type: 'customer', id: 'c1', name: 'Acme' });
  await recent.add('two', { type: 'customer', id: 'c1', name: 'Globex' });
  await recent.pin('two', { type: 'customer', id: 'c2', name: 'Web' });
  expect(all.lines('')).toEqual([
    'Web @ two (pinned)',
    'Acme @ one (recent)',
    'Globex @ two (recent)',
    'Hooli GmbH @ one (suggested)',
  ]);
  await recent.add('one', { type: 'customer', id: 'c2', name: 'Hooli GmbH' });
  expect(all.lines('').filter((line) => line.includes('Hooli'))).toEqual(['Hooli GmbH @ one (recent)']);
});

test('a customer is suggested for each word of the workspace, and for no part of a word', async () => {
  await using all = await openFinder(
    [{ names: ['Hooli GmbH', 'Hoolihan', 'Pied Piper'] }],
    ['hooli', 'piper-api'],
  );
  expect(all.lines('')).toEqual(['Hooli GmbH @ one (suggested)']);
});

test('what lies within a customer is of its account alone', async () => {
  await using all = await openFinder([{ names: ['Acme'], within: ['order'] }, { names: ['Acme'] }]);
  const [row] = all.find('acme').rows;
  const within = { accountId: 'one', key: row?.key ?? '' };
  all.finder.find({ text: '', within });
  await expect
    .poll(() => all.finder.find({ text: '', within }).rows.map(({ entry }) => entry.target.name))
    .toEqual(['First order', 'Second order']);
  expect(all.finder.find({ text: '', within }).parent?.open.account.id).toBe('one');
});

test('the result is complete only when every list has been read, and says whose is not', async () => {
  const fakes = [listingService({ id: 'a', within: [] }), listingService({ id: 'b', within: [] })];
  const [, second] = fakes;
  const page = second?.directory;
  if (second && page)
    second.directory = (query, signal) =>
      query.cursor === undefined
        ? page(query, signal).then((read) => ({ ...read, cursor: 'more' }))
        : new Promise(() => undefined);
  const harness = openMemoryHarness({ services: fakes, hasEmbedded: false });
  const accounts = harness.book.all();
  const finder = new AccountsFinder({ ...harness, accounts, workspaceNames: [], maxRows: 10 });
  const find = () => finder.find({ text: 'acme', within: undefined });
  await expect.poll(() => find().message).toBe('Account two: 2 customers read so far');
  expect([find().isComplete, find().isFilling]).toEqual([false, true]);
  finder.dispose();
  harness.directories.dispose();
});

test('no service is asked about what is typed', async () => {
  await using all = await openFinder([{}, {}]);
  for (const text of ['acme', 'ann@x.example', 'c900']) all.find(text);
  await all.harness.clock.advance(60_000);
  expect(all.fakes.flatMap(({ calls }) => calls)).toEqual([]);
});
