import { expect, test } from 'vitest';
import { demoCustomers } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addChartmogul } from './addAccount.ts';
import { chooseCustomer } from './chooseCustomer.ts';
import type { EditorWindow } from './editorWindow.ts';
import { posts, sendNote, timesStored } from './northwindNotes.ts';
import { entriesIn } from './outboxEntries.ts';
import { withWorkbench } from './workbench.ts';

const { northwind } = demoCustomers;
const patiently = { interval: 250 };
test('a note is taken back into the form before it leaves, from the form and from the palette, and stored when it is logged again', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(
    async ({ window, storage }) => {
      await addChartmogul(window, sandbox);
      await undoInTheForm(window, sandbox, storage);
      await logAgain(window);
      // That one may leave meanwhile.
      await undoFromThePalette(window);
      await onlyWhatWasLoggedAgainIsStored(window, sandbox, storage);
    },
    { settings: { 'notelog.undoSeconds': 30 } },
  );
});

async function undoInTheForm(window: EditorWindow, sandbox: Sandbox, storage: string): Promise<void> {
  await window.openNotelog();
  const { form } = window;
  await form.getByLabel('Account').selectOption({ label: 'Demo (ChartMogul)' });
  await chooseCustomer(form, northwind.uuid, 'Northwind Traders');
  const text = form.getByRole('textbox', { name: 'Text' });
  await text.fill('Logged too soon.');
  await form.getByRole('button', { name: 'Log note' }).click();
  await form.getByText('Logged for Northwind Traders').waitFor();
  // The form is free for the next note while this one can be taken back.
  expect(await text.inputValue()).toBe('');
  await window.picture('undo-form');
  await form.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => text.inputValue()).toBe('Logged too soon.');
  await form.locator('#customer', { hasText: 'Northwind Traders' }).waitFor();
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
  expect(posts(sandbox)).toBe(0);
}

async function logAgain({ form }: EditorWindow): Promise<void> {
  const text = form.getByRole('textbox', { name: 'Text' });
  await text.fill('Logged in time.');
  await form.getByRole('button', { name: 'Log note' }).click();
  await expect.poll(() => text.inputValue()).toBe('');
}

async function undoFromThePalette(window: EditorWindow): Promise<void> {
  await sendNote(window, 'Not what I meant.');
  const { messages } = window;
  const sending = 'Saving the note in Demo in 30 s. Cancel to undo.';
  await messages.waitFor(sending, async () => {
    // The sentence stays when the progress bar begins to move.
    await messages.movingBar.waitFor();
    await messages.notification(sending).waitFor();
    await window.picture('undo-palette');
  });
  await messages.press('Cancel to undo.', 'Cancel');
  await messages.waitFor('Undone. Nothing was logged');
  await messages.press('Undone.', 'Open Form');
  await expect
    .poll(() => window.form.getByRole('textbox', { name: 'Text' }).inputValue(), patiently)
    .toBe('Not what I meant.');
}

async function onlyWhatWasLoggedAgainIsStored(
  window: EditorWindow,
  sandbox: Sandbox,
  storage: string,
): Promise<void> {
  await expect.poll(() => timesStored(sandbox, 'Logged in time.'), patiently).toBe(1);
  // The line goes when the note is stored.
  await window.form.locator('#about').waitFor();
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
  expect(posts(sandbox)).toBe(1);
}
