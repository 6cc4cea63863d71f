import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoCustomers } from '../sandbox/demo.ts';
import { greetingState } from '../sandbox/greeting.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { addChartmogul } from './addAccount.ts';
import { chooseCustomer } from './chooseCustomer.ts';
import { discardDraft } from './discardDraft.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

const patiently = { interval: 250 };
const { northwind } = demoCustomers;

/** The mark of a step that is done. */
function done(window: EditorWindow, step: string): Locator {
  return window.page.locator(`[data-done-step-id$="#start#${step}"].complete`);
}

async function startTimerForNobody(window: EditorWindow): Promise<Locator> {
  await window.command('Notelog: Start Call Timer');
  const status = window.page.getByRole('button', { name: /^Call with / });
  // It runs before anything is answered.
  await status.waitFor();
  await window.quick.cancel();
  return status;
}

/** The whole tree fits. */
const tall = { viewport: { width: 1280, height: 1200 } };

test('an empty side bar says what Notelog is for, and leads through five steps that are checked off', async () => {
  await using sandbox = await startSandbox({ seed: greetingState });
  await withWorkbench(async ({ window }) => {
    const { notes, quick, messages } = window;
    await window.openNotelog();
    await expect
      .poll(() => notes.welcome(), patiently)
      .toContain('Log notes and calls about your customers without leaving the editor.');
    await window.inEachTheme((theme) => window.picture(`empty-side-bar-${theme}`));
    await notes.pane.getByText('See how it works').click();
    await window.page.locator('[data-step-id$="#start#note"]').waitFor();
    expect(await window.page.locator('[data-step-id*="#start#"]').count()).toBe(5);
    expect(await window.page.locator('[data-done-step-id*="#start#"].complete').count()).toBe(0);
    await window.picture('walkthrough-page');

    await notes.pane.getByRole('button', { name: 'Write a First Note' }).click();
    await quick.choose('Acme Corp', 'Customer, or customer: what happened');
    await quick.enter('Renewal moved to May.', 'New Note for Acme Corp · Notebook');
    await done(window, 'note').waitFor();
    await addChartmogul(window, sandbox);
    await done(window, 'connect').waitFor();
    await window.command('Notelog: Log Call');
    await quick.enter(northwind.uuid, 'Customer, or customer 25m: what was said');
    await quick.enter('12:30', 'How long was the call?');
    await quick.enter('Wants a quote.', 'What was said');
    await done(window, 'call').waitFor();
    const status = await startTimerForNobody(window);
    await done(window, 'timer').waitFor();
    await status.click();
    await quick.pick('Discard', 'Call timer');
    await messages.answerDialog('Discard the call timer?', 'Discard');
    await notes.click('Renewal moved to May.');
    await window.preview.getByText('Renewal moved to May.').first().waitFor();
    await window.command('Welcome: Open Walkthrough...');
    await quick.pick('Log notes and calls about customers');
    await done(window, 'recent').waitFor();
    expect(await window.page.locator('[data-done-step-id*="#start#"].complete').count()).toBe(5);
  }, tall);
});

test('pictures for the walkthrough, of the product as it is', async () => {
  await using sandbox = await startSandbox({ seed: greetingState });
  await withWorkbench(
    async ({ window }) => {
      const { notes, quick, form } = window;
      await window.openNotelog();
      await window.command('Notelog: New Note');
      await quick.choose('Acme Corp', 'Customer, or customer: what happened');
      await quick.type('Renewal moved to May.', 'New Note for Acme Corp · Notebook');
      await window.picture('walkthrough-note');
      await quick.cancel();
      await discardDraft(window);
      await window.page.getByText('Notelog kept your text in the form.').waitFor({ state: 'hidden' });

      await window.command('Notelog: Add Account');
      await quick.waitFor('Which service?');
      await window.picture('walkthrough-connect');
      await quick.cancel();

      await addChartmogul(window, sandbox);
      await notes.row('Northwind Traders').first().waitFor();
      await window.picture('walkthrough-recent');
      await form.getByText('Call', { exact: true }).click();
      await chooseCustomer(form, northwind.email, 'Northwind Traders');
      await form.getByRole('textbox', { name: 'Text' }).fill('Wants a quote by Friday.');
      await form.locator('#duration').click();
      await window.page.keyboard.type('25m');
      await window.page.keyboard.press('Enter');
      await form.locator('#duration', { hasText: '25 min' }).waitFor();
      await form.locator('.lastNote button').waitFor();
      await window.page.mouse.move(0, 0);
      await window.picture('walkthrough-call');
      await discardDraft(window);

      const status = await startTimerForNobody(window);
      await status.click();
      await quick.waitFor('Call timer');
      await window.picture('walkthrough-timer');
    },
    { viewport: { width: 960, height: 640 } },
  );
});
