import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoEntities } from '../sandbox/demo.ts';
import { manyState, oneOfMany } from '../sandbox/manyState.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addActiveplatform, addChartmogul } from './addAccount.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

const customers = 50_000;

test('a customer is found by a misspelt name among 50,000 while the index fills, then pinned, and purged', async () => {
  await using sandbox = await startSandbox({ seed: manyState(customers) });
  await withWorkbench(async ({ window, storage }) => {
    await addChartmogul(window, sandbox);
    await window.command('Notelog: New Note');
    // Many pages are still to come.
    await window.quick.waitFor(/New Note · Demo: [\d,]+ customers read so far/);
    await window.quick.type('quistgard zephyrin', 'Customer, or customer: what happened');
    const match = window.quick.option(oneOfMany.name);
    await match.waitFor();
    const [row = ''] = await window.quick.entries();
    expect(row).toContain(oneOfMany.email);
    expect(row).toMatch(/Demo · .*Active · €1,299\.50 MRR · ada@notelog\.example/);
    await window.quick.waitFor(/customers read so far/);
    await window.picture('finder');
    // A mouse that rests on a row opens a tooltip over it.
    await window.page.mouse.move(0, 0);
    await match.first().hover();
    await window.quick.button('Pin');
    await match.first().click();
    await window.quick.enter('Found by half a name.', `New Note for ${oneOfMany.name} · Demo`);
    await window.messages.waitFor(`Logged for ${oneOfMany.name} in Demo.`);
    expect(sandbox.state.chartmogul.notes.at(-1)?.owner.uuid).toBe(oneOfMany.uuid);

    await window.command('Notelog: New Note');
    await window.quick.option(oneOfMany.name).first().waitFor();
    expect((await window.quick.labels())[0]).toBe(oneOfMany.name);
    await window.quick.cancel();

    const folder = join(storage, 'directory');
    const pages = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    expect(pages.length).toBeGreaterThan(1);
    expect((await stat(join(folder, pages[0] ?? ''))).mode & 0o077).toBe(0);
    await window.command('Notelog: Delete Local Data…');
    await window.messages.answerDialog('Delete what Notelog keeps on this machine?', 'Delete');
    await expect
      .poll(async () => (await readdir(folder)).filter((name) => name.endsWith('.json')))
      .toEqual([]);
  });
});

test('a subscription is found in its account, and an account of a reseller by name; an e-mail address is looked up before the index is complete; in the form, too', async () => {
  await using sandbox = await startSandbox({ seed: manyState(2000) });
  await withWorkbench(async ({ window }) => {
    await addActiveplatform(window, sandbox);
    await subscriptionInForm(window, sandbox);
    sandbox.state.activeplatform.notes.pop();
    await subscriptionInPalette(window, sandbox);
    await byEmail(window, sandbox);
    await inForm(window, sandbox);
  });
});

/** Several customers may have one address: they are offered. */
async function byEmail(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const [first] = sandbox.state.chartmogul.customers;
  if (first)
    sandbox.state.chartmogul.customers.push({
      ...first,
      uuid: first.uuid.replace(/.$/, '9'),
      name: 'Northwind Retail',
    });
  await addChartmogul(window, sandbox);
  await window.command('Notelog: New Note');
  await window.quick.type(first?.email ?? '', 'Customer, or customer: what happened');
  await window.quick.option('Northwind Retail').first().click();
  await window.quick.enter('To the second.', 'New Note for Northwind Retail · Demo');
  await window.messages.close('Logged for Northwind Retail in Demo.');
}

async function inForm(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.openNotelog();
  const { form } = window;
  await form.getByLabel('Account').selectOption({ label: 'Demo (ChartMogul)' });
  const target = form.getByRole('combobox', { name: 'Customer' });
  await target.click();
  await target.pressSequentially('quistgard zephyrin');
  const row = form.getByRole('option', { name: oneOfMany.name });
  await row.waitFor();
  expect(await row.innerText()).toMatch(/Active · €1,299\.50 MRR · ada@notelog\.example/);
  await window.picture('finder-form');
  await target.press('Enter');
  const customer = form.locator('#customer', { hasText: oneOfMany.name });
  await customer.waitFor();
  expect(await customer.getAttribute('title')).toContain(oneOfMany.uuid);
  // The focus is in the text.
  await window.page.keyboard.type('Found by half a name, in the form.');
  await form.getByRole('button', { name: 'Log note' }).click();
  await expect
    .poll(() => sandbox.state.chartmogul.notes.at(-1)?.owner.uuid, { interval: 250 })
    .toBe(oneOfMany.uuid);

  // The focus is back in the search, and the customer of the last note is offered.
  await form.getByRole('group', { name: 'Recent' }).getByRole('option', { name: oneOfMany.name }).click();
  await customer.waitFor();
}

async function subscriptionInForm(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.openNotelog();
  const { form } = window;
  await form.getByLabel('Account').first().selectOption({ label: 'Platform (ActivePlatform)' });
  await form.getByRole('combobox', { name: 'Customer' }).pressSequentially('farbikam');
  await form.getByRole('option', { name: 'Fabrikam GmbH' }).click();
  await form.locator('#customer', { hasText: 'Fabrikam GmbH' }).waitFor();
  const part = form.getByRole('combobox', { name: 'Which part of the customer' });
  const hosting = part.locator('option', { hasText: 'Mail Hosting, 25 seats' });
  await hosting.waitFor({ state: 'attached' });
  await part.selectOption((await hosting.getAttribute('value')) ?? '');
  await form.locator('#about', { hasText: 'Mail Hosting, 25 seats' }).waitFor();
  await window.picture('finder-form-scope');
  await form.getByRole('textbox', { name: 'Text' }).fill('Wants five more seats.');
  await form.getByRole('button', { name: 'Log note' }).click();
  await expect
    .poll(() => sandbox.state.activeplatform.notes.at(-1)?.target, { interval: 250 })
    .toEqual({ type: 'subscription', id: demoEntities.subscription });
}

async function subscriptionInPalette(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.command('Notelog: New Note');
  await window.quick.type('farbikam', 'Customer, or customer: what happened');
  await window.quick.pick('Fabrikam GmbH');
  await window.quick.waitFor('Choose the account, a subscription or an order');
  await window.quick.option('Mail Hosting, 25 seats').waitFor();
  await window.picture('finder-within');
  await window.quick.type('hostign');
  await window.quick.pickTarget('Mail Hosting, 25 seats');
  await window.quick.enter('Wants five more seats.', /New Note for Mail Hosting, 25 seats · Platform/);
  await window.messages.waitFor('Logged for Mail Hosting, 25 seats in Platform.');
  expect(sandbox.state.activeplatform.notes.at(-1)?.target).toEqual({
    type: 'subscription',
    id: demoEntities.subscription,
  });
}
