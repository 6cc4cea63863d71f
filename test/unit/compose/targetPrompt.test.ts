import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { actionOf, type PickedTarget, type PromptRow } from '../../../src/compose/promptRows.ts';
import { TargetPrompt } from '../../../src/compose/targetPrompt.ts';
import { AccountsFinder } from '../../../src/customers/accountsFinder.ts';
import type { Target } from '../../../src/model/note.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';
import { settle } from '../../support/fakeClock.ts';
import { directoryEntryOf } from '../../support/fakeDirectory.ts';
import { customer, deferred } from '../../support/fakeProvider.ts';
import { listingService } from '../../support/listingService.ts';

/** A row in one line. */
function lineOf(row: PromptRow): string {
  switch (row.row) {
    case 'heading':
      return `# ${row.label}`;
    case 'target':
      return `${row.entry.target.name ?? row.entry.target.id}${row.isPinned === true ? ' (pinned)' : ''}`;
    case 'typed':
      return `${row.isAlone ? 'no match, ' : ''}${row.means} ${row.noun ?? ''} ${row.action.typed} in ${row.action.accountId}`;
    case 'log':
      return `log ${row.name}: ${row.reading.text}`;
    case 'connect':
      return `connect ${row.services.join()}`;
    case 'unchecked':
      return `${row.name} unchecked: ${row.message}`;
    case 'failure':
      return `! ${row.message}`;
    case 'message':
      return `${row.state}: ${row.message}`;
  }
}

const openFolders = {
  all: [
    { uri: 'file:///app', name: 'app' },
    { uri: 'file:///site', name: 'site' },
  ],
  front: { uri: 'file:///app', name: 'app' },
};

/** `within`: the types of targets that are listed within a customer. */
async function openPrompt(...within: string[]) {
  const service = listingService({ within });
  const harness = openMemoryHarness({ services: [service], openFolders: () => openFolders });
  const open = harness.book.default();
  const accounts = [open];
  const finder = new AccountsFinder({ ...harness, accounts, workspaceNames: [], maxRows: 10 });
  const picked: PickedTarget[] = [];
  const prompt: TargetPrompt = new TargetPrompt({
    accounts,
    finder,
    recent: harness.recent,
    clock: harness.clock,
    log: harness.log,
    placeholder: 'Whom?',
    connectable: [],
    lines: undefined,
    onShow: () => undefined,
    onPicked: (each) => void picked.push(each),
    onConnect: () => undefined,
    onRefused: () => prompt.text,
    onEntered: (text) => text,
  });
  const lines = () => prompt.view.rows.map(lineOf);
  await expect.poll(() => harness.directories.of(open, 'customer')?.status.whole).toBe(true);
  return {
    service,
    recent: harness.recent,
    folderLinks: harness.folderLinks,
    prompt,
    picked,
    lines,
    /** Chooses the row with this line. */
    choose: (line: string) => {
      const row = prompt.view.rows.find((each) => lineOf(each) === line);
      const action = row && actionOf(row);
      if (!action) throw new Error(`No row “${line}” among: ${lines().join(', ')}`);
      prompt.choose(action);
    },
    [Symbol.asyncDispose]: async () => {
      prompt.dispose();
      harness.directories.dispose();
      await harness.drafts.flush();
    },
  };
}

test('pinned and recent targets stand under their headings; once something is typed, the best come first', async () => {
  await using shop = await openPrompt();
  await shop.recent.add('one', { type: 'customer', id: 'c9', name: 'Acme Labs' });
  await shop.prompt.togglePin('one', { type: 'customer', id: 'c1', name: 'Northwind Traders' }, false);
  expect(shop.lines()).toEqual(['# Pinned', 'Northwind Traders (pinned)', '# Recent', 'Acme Labs']);
  shop.prompt.type('acme');
  expect(shop.lines()).toEqual([
    'Acme',
    'Acme Labs',
    'look up customer acme in one',
    'look up order acme in one',
  ]);
  await shop.prompt.togglePin('one', { type: 'customer', id: 'c1' }, true);
  shop.prompt.type('');
  expect(shop.lines()).toEqual(['# Recent', 'Acme Labs']);
});

test('whom this folder is linked to comes first, before those of other folders and pinned ones, each once', async () => {
  await using shop = await openPrompt();
  const [app, site] = openFolders.all;
  if (!app || !site) throw new Error('There are two folders.');
  const linked = { type: 'customer', id: 'c2', name: 'Acme' };
  await shop.folderLinks.link(app, { accountId: 'one', target: linked });
  await shop.folderLinks.link(site, { accountId: 'one', target: { ...linked, id: 'c7', name: 'Hooli' } });
  await shop.folderLinks.link(site, { accountId: 'two', target: { ...linked, id: 'c8', name: 'Elsewhere' } });
  await shop.recent.add('one', linked);
  await shop.prompt.togglePin('one', { type: 'customer', id: 'c9', name: 'Pinned' }, false);
  expect(shop.lines()).toEqual([
    '# Suggested by this folder',
    'Acme',
    '# Suggested by other folders',
    'Hooli',
    '# Pinned',
    'Pinned (pinned)',
  ]);
  shop.service.find = () => Promise.resolve([]);
  shop.choose('Hooli');
  await expect.poll(() => shop.lines()[0]).toMatch(/^! .*the command “Unlink Folder” ends that/);
  shop.prompt.type('hooli');
  expect(shop.lines()[0]).toBe('Hooli');
});

test('before anything is typed there is always a row', async () => {
  await using shop = await openPrompt();
  expect(shop.lines()).toEqual(['info: Type a customer’s name']);
});

test('where nothing matches, what was typed can be looked up', async () => {
  await using shop = await openPrompt();
  shop.prompt.type('zzz ltd');
  expect(shop.lines()).toEqual([
    'no match, look up customer zzz ltd in one',
    'no match, look up order zzz ltd in one',
  ]);
  expect(shop.service.calls).toEqual([]);
});

test('an id comes before what resembles it, and after whoever has it', async () => {
  await using shop = await openPrompt();
  await shop.recent.add('one', { type: 'customer', id: 'ann@x.example', name: 'Ann' });
  await shop.recent.add('one', { type: 'customer', id: 'c7', name: 'ann@x.example.org' });
  shop.prompt.type('ann@x.example');
  expect(shop.lines()).toEqual([
    'Ann',
    'id customer ann@x.example in one',
    'id order ann@x.example in one',
    'ann@x.example.org',
  ]);
});

test('the chosen target is read from the service before it is picked', async () => {
  await using shop = await openPrompt();
  shop.prompt.type('acme');
  shop.choose('Acme');
  expect([shop.lines(), shop.prompt.view.isBusy]).toEqual([['busy: Reading Acme…'], true]);
  await expect
    .poll(() => shop.picked)
    .toEqual([{ accountId: 'one', target: customer('c2'), notChecked: undefined }]);
});

test('several targets of one typed id are a choice', async () => {
  await using shop = await openPrompt();
  shop.service.find = () => Promise.resolve([customer('c4'), customer('c5')]);
  shop.prompt.type('ann@x.example');
  shop.choose('no match, id customer ann@x.example in one');
  await expect
    .poll(() => shop.lines())
    .toEqual(['c4 of crm', 'c5 of crm', 'id customer ann@x.example in one', 'id order ann@x.example in one']);
  shop.choose('c5 of crm');
  expect(shop.picked).toEqual([{ accountId: 'one', target: customer('c5'), notChecked: undefined }]);
});

test('a service that cannot be asked leaves the choice to go on with the name that was shown', async () => {
  await using shop = await openPrompt();
  shop.service.find = () => Promise.reject(new Failure('offline', 'No network.'));
  shop.prompt.type('acme');
  shop.choose('Acme');
  await expect.poll(() => shop.lines()[0]).toBe('Acme unchecked: No network.');
  shop.choose('Acme unchecked: No network.');
  expect(shop.picked).toMatchObject([{ target: { id: 'c2', name: 'Acme' }, notChecked: 'No network.' }]);
});

test('why a target cannot be taken stays until something else is typed', async () => {
  await using shop = await openPrompt();
  shop.service.find = () => Promise.reject(new Failure('notFound', 'None.'));
  shop.prompt.type('acme');
  shop.choose('look up customer acme in one');
  await expect.poll(() => shop.lines()[0]).toBe('! None.');
  expect([shop.prompt.showsCheck, shop.prompt.view.isBusy]).toEqual([true, false]);
  shop.prompt.type('north');
  expect([shop.prompt.showsCheck, shop.lines()[0]]).toEqual([false, 'Northwind Traders']);
});

test('a late answer about a chosen row does not count once something else is typed', async () => {
  await using shop = await openPrompt();
  const late = deferred<readonly Target[]>();
  shop.service.find = () => late.until(new AbortController().signal);
  shop.prompt.type('acme');
  shop.choose('Acme');
  shop.prompt.type('north');
  late.resolve([customer('c2')]);
  await settle();
  expect([shop.picked, shop.lines()[0]]).toEqual([[], 'Northwind Traders']);
});

test('an entered target shows itself and what is listed within it; Back restores what was typed', async () => {
  await using shop = await openPrompt('order');
  const { prompt } = shop;
  expect(prompt.back()).toBe(false);
  prompt.type('acme');
  shop.choose('Acme');
  expect([prompt.text, prompt.isWithin, prompt.view.subtitle, prompt.view.placeholder]).toEqual([
    '',
    true,
    'Acme',
    'Choose the customer or an order',
  ]);
  expect(shop.lines()).toEqual(['Acme', 'busy: Reading…']);
  await expect.poll(() => shop.lines()).toEqual(['Acme', '# Orders', 'First order', 'Second order']);
  prompt.type('secnd');
  expect(shop.lines()).toEqual(['# Orders', 'Second order']);
  prompt.type('zzz');
  expect(shop.lines()).toEqual(['info: No match']);
  expect(prompt.back()).toBe(true);
  expect([prompt.text, prompt.isWithin, prompt.view.subtitle]).toEqual(['acme', false, undefined]);
  expect(shop.lines()).toContain('Acme');
});

test('a list within a target that cannot be read says why', async () => {
  await using shop = await openPrompt('order');
  shop.service.directory = () => Promise.reject(new Failure('offline', 'No network.'));
  shop.prompt.type('acme');
  shop.choose('Acme');
  await expect.poll(() => shop.lines()).toEqual(['Acme', 'problem: No network.']);
});

test('an early Enter takes the only customer whose name holds what was typed, and asks the service for it', async () => {
  await using shop = await openPrompt();
  await shop.recent.add('one', { type: 'customer', id: 'c9', name: 'Northwind Traders II' });
  expect(shop.prompt.chooseOnly('acme')).toBe(true);
  expect(shop.lines()).toEqual(['busy: Reading Acme…']);
  await expect
    .poll(() => shop.picked)
    .toEqual([{ accountId: 'one', target: customer('c2'), notChecked: undefined }]);
});

test('an early Enter takes a name with a typing error if nothing else fits', async () => {
  await using shop = await openPrompt();
  expect(shop.prompt.chooseOnly('nortwind')).toBe(true);
  await expect
    .poll(() => shop.picked)
    .toEqual([{ accountId: 'one', target: customer('c1'), notChecked: undefined }]);
});

test.each([
  ['nor', 'Several fit “nor”: choose one'],
  ['', 'Choose a row, or type'],
  ['  ', 'Choose a row, or type'],
  // It may be a name, which must not reach the service as an id.
  ['zzz', 'Nothing fits “zzz”'],
  // An id of a customer or of an order.
  ['c900', 'Several fit “c900”: choose one'],
])(
  'an early Enter on “%s” chooses nothing, and says why until something else is typed',
  async (text, why) => {
    await using shop = await openPrompt();
    await shop.recent.add('one', { type: 'customer', id: 'c9', name: 'Norton' });
    shop.prompt.type('north');
    expect(shop.prompt.chooseOnly(text)).toBe(false);
    expect([shop.picked, shop.prompt.text, shop.prompt.view.subtitle, shop.lines()[0]]).toEqual([
      [],
      'north',
      why,
      `# ${why}`,
    ]);
    shop.prompt.type('northw');
    expect([shop.prompt.view.subtitle, shop.lines()[0]]).toEqual([undefined, 'Northwind Traders']);
  },
);

/** A prompt for an account whose second page of customers comes when `answer` is resolved. */
async function openHalfRead() {
  const service = listingService({ names: ['Acme'], within: [] });
  const harness = openMemoryHarness({ services: [service] });
  const answer = deferred<Awaited<ReturnType<typeof service.directory>>>();
  const first = service.directory;
  service.directory = (page, signal) =>
    page.cursor === undefined
      ? first(page, signal).then((listed) => ({ ...listed, cursor: 'more' }))
      : answer.until(signal);
  const open = harness.book.default();
  const picked: PickedTarget[] = [];
  let refused = 0;
  const accounts = [open];
  const prompt = new TargetPrompt({
    accounts,
    finder: new AccountsFinder({ ...harness, accounts, workspaceNames: [], maxRows: 10 }),
    recent: harness.recent,
    clock: harness.clock,
    log: harness.log,
    placeholder: 'Whom?',
    connectable: [],
    lines: undefined,
    onShow: () => undefined,
    onPicked: (each) => void picked.push(each),
    onConnect: () => undefined,
    onRefused: () => {
      refused += 1;
      return 'acme and more';
    },
    onEntered: (text) => text,
  });
  await expect.poll(() => harness.directories.of(open, 'customer')?.status.count).toBe(1);
  return {
    prompt,
    picked,
    clock: harness.clock,
    refusals: () => refused,
    /** The second page arrives with these customers. */
    arrive: (...names: string[]) =>
      answer.resolve({
        entries: names.map((name, at) => directoryEntryOf(`d${at}`, name)),
        cursor: undefined,
      }),
    [Symbol.asyncDispose]: async () => {
      prompt.dispose();
      harness.directories.dispose();
      await harness.drafts.flush();
    },
  };
}

test('an early Enter waits a moment for customers that are still being read', async () => {
  await using half = await openHalfRead();
  expect(half.prompt.chooseOnly('acme')).toBe(true);
  await settle();
  expect(half.picked).toEqual([]);
  half.arrive('Northwind');
  await half.clock.advance(1_000);
  await expect.poll(() => half.picked).toMatchObject([{ target: { id: 'c1' } }]);
});

test.each(['another one arrives that fits', 'the rest does not come'])(
  'where %s, it chooses nothing and says why',
  async (what) => {
    await using half = await openHalfRead();
    expect(half.prompt.chooseOnly('acme')).toBe(true);
    if (what.startsWith('another')) half.arrive('Acme II');
    await half.clock.advance(what.startsWith('another') ? 1_000 : 10_000);
    await expect.poll(() => half.refusals()).toBe(1);
    expect([half.picked, half.prompt.text]).toEqual([[], 'acme and more']);
    expect(half.prompt.view.subtitle).toBe(
      what.startsWith('another')
        ? 'Several fit “acme”: choose one'
        : 'More may fit “acme”: choose one, or wait',
    );
  },
);

test('what is typed meanwhile takes the early Enter back', async () => {
  await using half = await openHalfRead();
  expect(half.prompt.chooseOnly('acme')).toBe(true);
  half.prompt.type('acm');
  half.arrive();
  await half.clock.advance(10_000);
  expect([half.picked, half.refusals()]).toEqual([[], 0]);
});
