import { expect, test } from 'vitest';
import { askCustomer } from '../../../src/vscode/askCustomer.ts';
import { startEditorHarness } from '../../support/editorHarness.ts';
import { fakeService } from '../../support/fakeProvider.ts';

test('the customers of all accounts are asked for in one box, each with its account', async () => {
  await using harness = await startEditorHarness({ services: [fakeService('crm'), fakeService('shop')] });
  const { editor, services, book } = harness;
  await harness.recent.add('two', { type: 'customer', id: 'c1', name: 'Acme' });
  const answer = askCustomer(services, 'Start Call Timer', book.all());
  const customers = await editor.picks.next();
  expect([customers.title, customers.placeholder, customers.step, customers.buttons]).toEqual([
    'Start Call Timer',
    'Name, id or e-mail address',
    1,
    [],
  ]);
  expect(customers.items.map(({ label, description }) => [label, description])).toEqual([
    ['Recent', undefined],
    ['Acme', 'Account two · customer c1'],
  ]);
  customers.type('Acme');
  await customers.choose('Look up customer “Acme” in Account two');
  expect(await answer).toMatchObject({ open: { account: { id: 'two' } }, target: { id: 'Acme' } });
});

test('Escape answers nothing', async () => {
  await using harness = await startEditorHarness({ services: [fakeService('crm'), fakeService('shop')] });
  const { editor, services, book } = harness;
  const first = askCustomer(services, 'Start Call Timer', book.all());
  (await editor.picks.next()).escape();
  expect(await first).toBeUndefined();
});

test('an icon in an account’s name stays text', async () => {
  await using harness = await startEditorHarness({ services: [fakeService('crm'), fakeService('shop')] });
  const { editor, services, book, accounts, recent } = harness;
  const [first] = accounts;
  if (first) await book.save({ ...first, label: '$(trash) CRM' });
  await recent.add('one', { type: 'customer', id: 'c1', name: 'Acme' });
  void askCustomer(services, 'Start Call Timer', book.all());
  const pick = await editor.picks.next();
  expect(pick.row('Acme').description).toContain('$\u2060(trash) CRM');
  pick.escape();
});
