import { expect, test } from 'vitest';
import { demoCustomers } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addChartmogul, answerChartmogul } from './addAccount.ts';
import { chooseCustomer } from './chooseCustomer.ts';
import type { EditorWindow } from './editorWindow.ts';
import { movement, untilDone } from './retry.ts';
import { withWorkbench } from './workbench.ts';

const { northwind } = demoCustomers;

/** As in docs/commands.md. */
const keybinding = {
  key: 'ctrl+alt+n c',
  command: 'notelog.logCall',
  args: {
    customer: { query: 'Northwind Traders' },
    text: 'Weekly call',
    callDuration: '30 min',
    ask: 'now',
  },
};

test('a refused key and an unknown customer are explained; calls are sent from the form and by a key, a note from the palette', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(
    async ({ window, log }) => {
      await refusedKey(window, sandbox);
      await addChartmogul(window, sandbox);
      await callFromForm(window, sandbox);
      await noteFromPalette(window, sandbox);
      await storedNotes(window);
      await callByKey(window, sandbox);
      expect(await log()).not.toContain('not-the-right-key');
    },
    { keybindings: [keybinding] },
  );
});

async function refusedKey(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await answerChartmogul(window, sandbox, 'not-the-right-key');
  await window.quick.waitFor(/ChartMogul .*Nothing was saved\./);
  expect(await window.quick.value()).toBe('not-the-right-key');
  await window.picture('refused-key');
  await window.quick.cancel();
  await window.messages.close('The account was not saved.');
}

async function noteFromPalette(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const posts = () => sandbox.requests.filter(({ method }) => method === 'POST').length;
  const before = posts();
  await window.command('Notelog: New Note');
  await window.quick.choose('nobody@example.com', 'Customer, or customer: what happened');
  await expect
    .poll(() => window.quick.entries())
    .toContainEqual(expect.stringContaining('ChartMogul knows no customer “nobody@example.com”'));
  await window.picture('unknown-customer');
  await window.quick.type('north', 'Customer, or customer: what happened');
  await window.quick.option('Northwind Traders').first().waitFor();
  // A mouse that rests on the row would open a tooltip over it.
  await window.page.mouse.move(0, 0);
  await window.picture('palette', window.quick.box);
  await window.quick.choose(northwind.email, 'Customer, or customer: what happened');
  await window.quick.enter('Asked for <b>SSO</b> & an invoice.', 'New Note for Northwind Traders · Demo');
  await window.messages.close('Logged for Northwind Traders in Demo.');

  expect(posts()).toBe(before + 1);
  expect(sandbox.state.chartmogul.notes.at(-1)?.text).toBe(
    'Asked for &lt;b&gt;SSO&lt;/b&gt; &amp; an invoice.',
  );
}

/** What was just sent, and a note that was there before, with its text in the tooltip and its page in the browser. */
async function storedNotes(window: EditorWindow): Promise<void> {
  const { notes, messages } = window;
  await window.openNotelog();
  await notes.row('Asked for <b>SSO</b> & an invoice.').waitFor();
  await window.picture('chartmogul-note');
  expect(await notes.tooltip('Wants the export')).toContain('Waiting for a quote');
  await notes.menu('Wants the export', 'Open in Browser');
  await messages.answerDialog('app.chartmogul.com', 'Cancel');
}

async function callFromForm(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.openNotelog();
  const { form } = window;
  await form.getByLabel('Account').selectOption({ label: 'Demo (ChartMogul)' });
  await form.getByText('Call', { exact: true }).click();
  await chooseCustomer(form, northwind.email, 'Northwind Traders');
  await form.getByRole('textbox', { name: 'Text' }).fill('Agreed on a pilot.\nStarts in June.');
  await form.getByRole('button', { name: 'Log call' }).click();
  await form.locator('#duration-problem', { hasText: 'How long was the call?' }).waitFor();
  await window.picture('call-without-duration');
  // The focus is where the duration is typed.
  await window.page.keyboard.type('25m');
  await form.getByText('= 25 min').waitFor();
  await window.page.keyboard.press('Enter');
  await form.locator('#duration', { hasText: '25 min' }).waitFor();
  await form.locator('.lastNote button').waitFor();
  await window.notes.row('Wants the export').waitFor();
  await window.notes.atRest();
  await window.page.mouse.move(0, 0);
  await window.picture('form', { width: 346, height: 800 });
  await window.page.keyboard.press('ControlOrMeta+Enter');
  await expect
    .poll(() => sandbox.state.chartmogul.notes.at(-1)?.text, { interval: 250 })
    .toBe('Agreed on a pilot.<br>Starts in June.');

  const call = sandbox.state.chartmogul.notes.at(-1);
  expect(call).toMatchObject({
    type: 'call',
    callDuration: 1500,
    text: 'Agreed on a pilot.<br>Starts in June.',
  });
  const row = window.notes.row('Agreed on a pilot.');
  await row.filter({ hasText: ' · Call 25 min · Agreed on a pilot.' }).waitFor();
  expect(await row.getAttribute('aria-label')).toMatch(/^Call: Agreed on a pilot\., 25 min, Ada Okafor, /);
}

/** One question shows all that a key logs. Only the button that says so logs it. */
async function callByKey(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const { page, messages } = window;
  const { notes } = sandbox.state.chartmogul;
  const before = notes.length;
  const question = 'Log this call about Northwind Traders in Demo?';
  const press = () =>
    untilDone(async () => {
      // What is pressed while a dialog gives the focus back is lost.
      await page.keyboard.press('Control+Alt+n');
      await page.keyboard.press('c');
      await messages.dialog.filter({ hasText: question }).waitFor({ timeout: 5 * movement });
    });
  await press();
  expect(await messages.answerDialog(question, 'Cancel')).toContain('Weekly call');
  expect(notes).toHaveLength(before);
  await press();
  await window.picture('asked-now');
  expect(await messages.answerDialog(question, /^Log$/)).toMatch(/Weekly call[^]*30 min/);
  await messages.close('Logged for Northwind Traders in Demo.');
  expect([notes.length, notes.at(-1)?.text, notes.at(-1)?.callDuration]).toEqual([
    before + 1,
    'Weekly call',
    1800,
  ]);
}
