import { expect, test } from 'vitest';
import { demoCustomers } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addChartmogul } from './addAccount.ts';
import { discardDraft } from './discardDraft.ts';
import type { EditorWindow } from './editorWindow.ts';
import { delayPreviewScript } from './slowPreview.ts';
import { withWorkbench } from './workbench.ts';

const patiently = { interval: 250 };

test('a call is timed across a reload and a killed extension host, beside the customer’s page, and with nobody yet', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(
    async ({ window, context, killExtensionHost }) => {
      await addChartmogul(window, sandbox);
      await aCallOutlivesItsWindow(window, sandbox, killExtensionHost);
      await delayPreviewScript(context, 2000);
      await aCallHasThePageOfItsCustomer(window, sandbox);
      await discardDraft(window);
      await aCallWithNobodyYet(window);
    },
    { settings: { 'files.autoSave': 'off', 'editor.autoIndent': 'none' } },
  );
});

/** It goes on through a reload and a killed extension host, and fills the form. */
async function aCallOutlivesItsWindow(
  window: EditorWindow,
  sandbox: Sandbox,
  killExtensionHost: () => Promise<void>,
): Promise<void> {
  const { quick, form } = window;
  const before = Date.now();
  await window.command('Notelog: Start Call Timer');
  await quick.enter(demoCustomers.northwind.uuid, 'Name, id or e-mail address');
  const status = window.page.getByRole('button', { name: /^Call with Northwind Traders/ });
  await status.waitFor();
  const after = Date.now();
  await window.picture('call-timer');

  await window.reload();
  await status.waitFor();
  await killExtensionHost();
  await window.reload();
  // By itself: nobody has opened anything of Notelog's.
  await status.waitFor();
  await status.click();
  await quick.pick('Pause', 'Call timer');
  const paused = window.page.getByRole('button', { name: /^Paused call with Northwind Traders/ });
  await paused.waitFor();
  const shown = await paused.innerText();
  await window.command('Notelog: Pause or Resume Call Timer');
  await status.waitFor();
  await window.command('Notelog: Stop Call Timer and Log Call');
  await status.waitFor({ state: 'hidden' });

  await form.locator('#customer', { hasText: 'Northwind Traders' }).waitFor();
  await expect.poll(() => form.locator('#duration').textContent(), patiently).toMatch(/^\d+ (s|min)$/);
  await window.picture('call-timed');
  await form.getByRole('textbox', { name: 'Text' }).fill('Went through the invoice.');
  await form.getByRole('button', { name: 'Log call' }).click();
  const last = () => sandbox.state.chartmogul.notes.at(-1)?.text;
  await expect.poll(last, patiently).toBe('Went through the invoice.');

  const call = sandbox.state.chartmogul.notes.at(-1);
  const [minutes = 0, seconds = 0] = (/\d+:\d\d/.exec(shown)?.[0] ?? '').split(':').map(Number);
  expect(call).toMatchObject({ type: 'call', text: 'Went through the invoice.' });
  expect(call?.callDuration).toBeGreaterThanOrEqual(minutes * 60 + seconds);
  expect(call?.callDuration).toBeLessThanOrEqual((Date.now() - before) / 1000);
  expect(call?.createdAt).toBeGreaterThanOrEqual(before);
  expect(call?.createdAt).toBeLessThanOrEqual(after);
}

/** The page is beside the call's note, whose open items become follow-ups; on a slow machine, too. */
async function aCallHasThePageOfItsCustomer(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const { quick, form, page } = window;
  const { tasks } = sandbox.state.chartmogul;
  await window.command('Notelog: Start Call Timer');
  await quick.enter(demoCustomers.northwind.uuid, 'Name, id or e-mail address');
  const { preview } = window;
  await preview.getByRole('heading', { name: 'Northwind Traders' }).waitFor();
  await preview.getByText('Went through the import errors').first().waitFor();
  await preview.getByText('No open follow-ups').waitFor();
  const editor = page.locator('.monaco-editor.focused[data-uri^="notelog-draft:"]');
  await editor.waitFor();
  await page.keyboard.type('Wants SSO.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('- [ ] Send the quote');
  const text = form.getByRole('textbox', { name: 'Text' });
  await expect.poll(() => text.inputValue(), patiently).toBe('Wants SSO.\n- [ ] Send the quote');
  await window.picture('call-page');

  await window.command('Notelog: Stop Call Timer and Log Call');
  await expect.poll(() => form.locator('#duration').textContent(), patiently).toMatch(/^\d+ (s|min)$/);
  await window.messages.press('The note has an open item.', 'Add Follow-Ups');
  await quick.waitFor('What needs to be done?');
  await page.keyboard.press('Enter');
  await quick.pick('Tomorrow', 'When is it due?');
  await quick.pick('tomas@example.com', 'Who will do it?');
  await expect.poll(() => tasks.length, patiently).toBe(1);
  expect(tasks[0]).toMatchObject({ details: 'Send the quote' });
}

/** It is timed from the first moment, and its time goes into what is noted meanwhile. */
async function aCallWithNobodyYet(window: EditorWindow): Promise<void> {
  const { quick, form } = window;
  await window.command('Notelog: Start Call Timer');
  const status = window.page.getByRole('button', { name: /^Call with nobody yet/ });
  await status.waitFor();
  await quick.waitFor('Name, id or e-mail address');
  await window.picture('call-timer-nobody');
  await quick.cancel();
  const text = form.getByRole('textbox', { name: 'Text' });
  await text.fill('Wants SSO by June.');
  await window.command('Notelog: Stop Call Timer and Log Call');
  await status.waitFor({ state: 'hidden' });
  await expect.poll(() => form.locator('#duration').textContent(), patiently).toMatch(/^\d+ (s|min)$/);
  await form.locator('textarea:focus').waitFor();
  expect(await text.inputValue()).toBe('Wants SSO by June.');
  await window.picture('call-timed-nobody');
}
