import { expect, test } from 'vitest';
import { QuickInputButtons } from 'vscode';
import { writeNote } from '../../../../src/vscode/commands/writeNote.ts';
import { settle } from '../../../support/fakeClock.ts';
import { listingService } from '../../../support/listingService.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { arrivedAt, inForm, startListing } from './noteSteps.ts';

test.each([
  ['acme: wants SSO by June', 'Log note about Acme: wants SSO by June', 'note | c2 |  | wants SSO by June'],
  ['ACME 25m: went through', 'Log 25 min call about Acme: went through', 'call | c2 | 1500 | went through'],
  ['c2: wants SSO', 'Log note about Acme: wants SSO', 'note | c2 |  | wants SSO'],
  // Begins the name of a recent customer.
  ['north: hello', 'Log note about Northwind Traders: hello', 'note | c1 |  | hello'],
])('one line logs at once what its first row reads back: %s', async (typed, row, arrived) => {
  const service = listingService({ within: ['order'] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  await services.recent.add('one', { type: 'customer', id: 'c1', name: 'Northwind Traders' });
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type(typed);
  expect(pick.labels[0]).toBe(`$(check) ${row}`);
  await settle();
  pick.enterAt(0);
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual([arrived]);
  expect([await inForm(services), editor.questions.left]).toEqual([['', '', '', []], []]);
});

test('one line is logged at once though Enter comes before anything is drawn', async () => {
  const service = listingService({ within: [] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  (await editor.picks.next()).type('acme: wants SSO').enter();
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual(['note | c2 |  | wants SSO']);
});

test.each([
  // Part of a name of somebody who is neither pinned nor recent.
  ['trad: hello', 'c1'],
  // With a typing error.
  ['nortwind: hello', 'c1'],
])('where it is not beyond doubt whom a line names, the second Enter logs it: %s', async (typed, id) => {
  const service = listingService({ within: [] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type(typed);
  expect(pick.labels[0]).toBe('Northwind Traders');
  pick.enter();
  const text = await editor.picks.next();
  expect([text.title, text.value, service.arrived]).toEqual([
    `New Note for ${id} of crm · Account one`,
    'hello',
    [],
  ]);
  text.enter();
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual([`note | ${id} |  | hello`]);
});

test('a customer of one name in each of two accounts has to be chosen', async () => {
  const all = [listingService({ within: [] }), listingService({ id: 'desk', within: [] })];
  await using harness = await startListing(...all);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('acme: wants SSO').enter();
  expect([pick.labels.slice(0, 3), pick.title]).toEqual([
    ['Several fit “acme”: choose one', 'Acme', 'Acme'],
    'New Note · Several fit “acme”: choose one',
  ]);
  await settle();
  pick.enterAt(2);
  (await editor.picks.next()).enter();
  await editor.answer('in Account two.');
  await written;
  expect(all.map(arrivedAt)).toEqual([[], ['note | c2 |  | wants SSO']]);
});

test('while a list is being read, a line is not logged at once', async () => {
  const service = listingService({ within: [] });
  const page = service.directory;
  service.directory = (query, signal) =>
    query.cursor === undefined
      ? page(query, signal).then((read) => ({ ...read, cursor: 'more' }))
      : new Promise(() => undefined);
  await using harness = await startEditorHarness({ services: [service] });
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  await expect.poll(() => harness.directories.of(harness.book.default(), 'customer')?.status.count).toBe(2);
  pick.type('acme: wants SSO');
  expect(pick.labels[0]).toBe('Acme');
  await settle();
  pick.enterAt(0);
  const text = await editor.picks.next();
  expect([text.value, service.arrived]).toEqual(['wants SSO', []]);
  text.escape();
  await written;
});

test('a duration that is part of a name is no duration, and a colon in a name begins no text', async () => {
  const service = listingService({ names: ['Channel 5m', 'Acme', 'Acme: Europe'], within: [] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('acme: europe');
  expect(pick.labels[0]).toBe('Acme: Europe');
  pick.type('channel 5m: on air');
  expect(pick.labels[0]).toBe('$(check) Log note about Channel 5m: on air');
  pick.enter();
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual(['note | c1 |  | on air']);
});

test('an account that takes no calls gets the duration as text', async () => {
  const service = listingService({ within: [] });
  Object.assign(service.kind.capabilities, { kinds: ['note'] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  (await editor.picks.next()).type('acme 25m: went through').enter();
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual(['note | c2 |  | 25m: went through']);
});

test('Log Call asks how long it was where the line does not say', async () => {
  const service = listingService({ within: [] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'call');
  (await editor.picks.next()).type('acme: went through').enter();
  await editor.type('5m');
  const text = await editor.picks.next();
  expect(text.value).toBe('went through');
  text.enter();
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual(['call | c2 | 300 | went through']);
});

test('Escape keeps a line whose customer was not chosen in the form, all of it, and asks no service', async () => {
  const service = listingService({ within: [] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('nobody at all 25m: half a no');
  await services.drafts.flush();
  expect((await services.drafts.all()).map(({ draft }) => draft.values.text)).toEqual([
    'nobody at all 25m: half a no',
  ]);
  pick.escape();
  await written;
  expect((await inForm(services)).slice(0, 2)).toEqual(['nobody at all 25m: half a no', '']);
  expect(service.calls).toEqual([]);
});

test('a line that was typed and deleted again leaves no draft behind', async () => {
  await using harness = await startListing(listingService({ within: [] }));
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('acme: hel');
  await services.drafts.flush();
  pick.type('acme').escape();
  await written;
  expect([await inForm(services), editor.statusMessages]).toEqual([['', '', '', []], []]);
});

test('Back from the text of a line finds the line, and the text that was changed since stays', async () => {
  const service = listingService({ within: [] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('trad: hello').enter();
  (await editor.picks.next()).type('hello again').press(QuickInputButtons.Back);
  const again = await editor.picks.next();
  expect(again.value).toBe('trad: hello');
  again.enter();
  const text = await editor.picks.next();
  expect(text.value).toBe('hello again');
  text.enter();
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual(['note | c1 |  | hello again']);
});
