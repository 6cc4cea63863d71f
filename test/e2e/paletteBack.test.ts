import { expect, test } from 'vitest';
import { demoCustomers } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { addChartmogul } from './addAccount.ts';
import { withWorkbench } from './workbench.ts';

const { northwind } = demoCustomers;

test('Back finds the search again; another account drops the customer, and Escape keeps the text in the form', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(async ({ window }) => {
    const { quick, form } = window;
    await addChartmogul(window, sandbox);
    await window.command('Notelog: New Note');
    await quick.pick('Demo', 'Which account?');
    await quick.choose(northwind.email, 'Customer: name, company, UUID, external id or e-mail');
    await quick.type('Half a no', `New Note for ${northwind.name} · Demo`);
    await quick.button(/^Back/);
    await quick.waitFor(/^New Note · Demo/);
    await expect.poll(() => quick.value()).toBe(northwind.email);
    await quick.button(/^Back/);
    await quick.pick('Notebook', 'Which account?');
    await quick.waitFor('New Note · Notebook');
    await expect.poll(() => quick.value()).toBe('');
    await quick.cancel();
    await quick.gone();

    await window.openNotelog();
    await expect.poll(() => form.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Half a no');
    expect(await form.getByLabel('Account').inputValue()).toBe('notebook');
    expect(await form.getByRole('combobox', { name: 'Customer' }).inputValue()).toBe('');
  });
});

test('an account that is not finished is continued with what was typed', async () => {
  await withWorkbench(async ({ window }) => {
    const { quick } = window;
    await window.command('Notelog: Add Account');
    await quick.pick('ActivePlatform', 'Which service?');
    await quick.waitFor('Add Account · ActivePlatform');
    await quick.button(/^Back/);
    await quick.pick('ChartMogul', 'Which service?');
    await quick.type('https://crm.example/v1', 'Base URL');
    await quick.cancel();
    await window.messages.press('The account was not saved.', 'Continue');
    await quick.waitFor('Base URL');
    expect(await quick.value()).toBe('https://crm.example/v1');
  });
});
