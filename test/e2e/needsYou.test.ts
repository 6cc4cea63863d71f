import { expect, test } from 'vitest';
import { demoKeys } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addChartmogul } from './addAccount.ts';
import type { EditorWindow } from './editorWindow.ts';
import { sendNote, timesStored } from './northwindNotes.ts';
import { entriesIn } from './outboxEntries.ts';
import { movement, untilDone } from './retry.ts';
import { withWorkbench } from './workbench.ts';

// Recent Notes by the keyboard: what needs the user, and what a customer's row starts.

const patiently = { interval: 250 };
/** Of the side bar, in CSS pixels. */
const widths = [220, 400];

/** One note is refused, and another finds that the key does not work. */
async function leaveTwoNotesBehind(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const post = { kind: 'answer', method: 'POST', path: '/customer_notes' } as const;
  sandbox.faults.add({ ...post, status: 422 });
  await sendNote(window, 'Asked for a refund.');
  await window.messages.close('It was not saved, and your text is kept');
  sandbox.faults.add({ ...post, status: 401, times: 100 });
  await sendNote(window, 'Wants to upgrade.');
  await window.messages.close('Its notes are queued');
  await window.openNotelog();
  await window.notes.row('API key needed · Northwind Traders · Wants to upgrade.').waitFor();
  await window.notes.row('Not saved: edit it · Northwind Traders · Asked for a refund.').waitFor();
}

async function theRowsFitEveryWidthAndTheme(window: EditorWindow): Promise<void> {
  for (const width of widths) {
    await window.setSideBarWidth(width);
    await window.inEachTheme(async (theme) => {
      await window.notes.atRest();
      await window.picture(`needs-you-${width}-${theme}`, window.sideBar);
    });
  }
}

/** Selects the first row of Recent Notes, which is "Needs you". */
async function goToTheTop(window: EditorWindow): Promise<void> {
  await window.command('Notelog: Focus on Recent Notes View');
  await window.notes.atRest();
  await window.page.keyboard.press('Home');
}

async function enterOnARowAsksForTheKey(
  window: EditorWindow,
  sandbox: Sandbox,
  storage: string,
): Promise<void> {
  const labels = await window.notes.labels();
  const at = labels.findIndex((label) => label.startsWith('API key needed'));
  expect([labels[0], at]).toEqual(['Needs you', expect.any(Number)]);
  await goToTheTop(window);
  for (let row = 0; row < at; row++) await window.page.keyboard.press('ArrowDown');
  sandbox.faults.clear();
  await window.page.keyboard.press('Enter');
  await window.quick.enter(demoKeys.chartmogul, 'API key');
  await expect.poll(() => timesStored(sandbox, 'Wants to upgrade.'), patiently).toBe(1);
  await expect.poll(() => entriesIn(storage), patiently).toHaveLength(1);
  await window.notes.row(/^(now|\d+m) · Wants to upgrade\.$/).waitFor();
}

async function enterOnARefusedNoteOpensTheForm(window: EditorWindow, storage: string): Promise<void> {
  await goToTheTop(window);
  await window.page.keyboard.press('ArrowDown');
  await window.page.keyboard.press('Enter');
  const text = window.form.getByRole('textbox', { name: 'Text' });
  await expect.poll(() => text.inputValue(), patiently).toBe('Asked for a refund.');
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
  await expect.poll(() => window.notes.labels(), patiently).not.toContain('Needs you');
  // The form takes the focus, so that one can go on typing.
  const frame = await window.formFrame();
  await expect.poll(() => frame.evaluate('document.hasFocus()'), patiently).toBe(true);
}

async function aCustomersMenuStartsANoteAndTheTimer(window: EditorWindow): Promise<void> {
  // The menu shows the key of the command, too.
  const newNote = window.page.getByRole('menuitem', { name: /^New Note\b/ });
  await goToTheTop(window);
  // A row that is drawn again just then takes its menu along.
  await untilDone(async () => {
    await window.page.keyboard.press('Escape');
    await window.page.keyboard.press('Home');
    await window.page.keyboard.press('Shift+F10');
    await newNote.waitFor({ timeout: movement });
  });
  await window.picture('customer-menu');
  // The first item is highlighted by the first arrow.
  await window.page.keyboard.press('ArrowDown');
  await window.page.keyboard.press('Enter');
  await window.form.locator('#customer', { hasText: 'Northwind Traders' }).waitFor();
  await window.notes.button('Northwind Traders', 'Start Call Timer');
  await window.page.locator('.statusbar-item').filter({ hasText: 'Northwind Traders' }).waitFor();
}

test('a note that needs the user says what it wants, and Enter on it opens that', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(async ({ window, storage }) => {
    await addChartmogul(window, sandbox);
    await leaveTwoNotesBehind(window, sandbox);
    await theRowsFitEveryWidthAndTheme(window);
    await enterOnARowAsksForTheKey(window, sandbox, storage);
    await enterOnARefusedNoteOpensTheForm(window, storage);
    await aCustomersMenuStartsANoteAndTheTimer(window);
  });
});
