import { expect, test } from 'vitest';
import { QuickInputButtons } from 'vscode';
import { askCustomer } from '../../../src/vscode/askCustomer.ts';
import { startEditorHarness } from '../../support/editorHarness.ts';
import { fakeService } from '../../support/fakeProvider.ts';

test('with several accounts the account is asked for first, and Back returns to it', async () => {
  await using harness = await startEditorHarness({ services: [fakeService('crm'), fakeService('shop')] });
  const { editor, services, book } = harness;
  const answer = askCustomer(services, 'Start Call Timer', book.all());
  const accounts = await editor.picks.next();
  expect([accounts.title, accounts.labels, accounts.items[1]?.description]).toEqual([
    'Start Call Timer',
    ['Account one', 'Account two'],
    'SHOP',
  ]);
  await accounts.choose('Account two');
  const customers = await editor.picks.next();
  expect(customers.title).toBe('Start Call Timer · Account two');
  customers.press(QuickInputButtons.Back);
  await editor.choose('Account one');
  const again = await editor.picks.next();
  again.type('Acme');
  await again.choose('Customer Acme');
  expect(await answer).toMatchObject({ open: { account: { id: 'one' } }, target: { id: 'Acme' } });
});

test('Escape at either question answers nothing', async () => {
  await using harness = await startEditorHarness({ services: [fakeService('crm'), fakeService('shop')] });
  const { editor, services, book } = harness;
  const first = askCustomer(services, 'Start Call Timer', book.all());
  (await editor.picks.next()).escape();
  expect(await first).toBeUndefined();
  const second = askCustomer(services, 'Start Call Timer', book.all());
  await editor.choose('Account one');
  (await editor.picks.next()).escape();
  expect(await second).toBeUndefined();
});

test('an icon in an account’s name stays text', async () => {
  await using harness = await startEditorHarness({ services: [fakeService('crm'), fakeService('shop')] });
  const { editor, services, book, accounts } = harness;
  const [first] = accounts;
  if (first) await book.save({ ...first, label: '$(trash) CRM' });
  void askCustomer(services, 'Start Call Timer', book.all());
  const pick = await editor.picks.next();
  expect(pick.labels).toContain('$\u2060(trash) CRM');
  pick.escape();
});
