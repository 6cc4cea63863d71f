import { expect, test } from 'vitest';
import { demoKeys } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { connectChartmogul, Keyboard } from './keyboard.ts';
import { withWorkbench } from './workbench.ts';

// The whole story by keyboard alone, in Recent Notes: what needs the user, and a note from a customer's row.

const patiently = { interval: 250 };

const textsIn = ({ state }: Sandbox) => state.chartmogul.notes.map(({ text }) => text);

test('a refused key is replaced from its row, a customer’s row starts a note, and one that somebody else changed meanwhile is compared from its row', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(async ({ window }) => {
    const keys = new Keyboard(window);
    await keys.watchMouse();
    await connectChartmogul(keys, sandbox);
    await aRefusedKeyIsReplacedFromItsRow(keys, sandbox);
    await aCustomersRowStartsANote(keys, sandbox);
    await aConflictIsComparedFromItsRow(keys, sandbox);
    expect(await keys.mouseActs()).toBe(0);
  });
});

async function aRefusedKeyIsReplacedFromItsRow(keys: Keyboard, sandbox: Sandbox): Promise<void> {
  const { window } = keys;
  sandbox.faults.add({ kind: 'answer', method: 'POST', path: '/customer_notes', status: 401, times: 100 });
  await keys.command('Notelog: New Note');
  await keys.answer(
    'Customer, or customer: what happened',
    'Northwind Traders: wants to upgrade',
    'Log note about Northwind Traders',
  );
  await window.messages.notification('Its notes are queued').waitFor();
  await keys.goToRow('API key needed');
  sandbox.faults.clear();
  await keys.press('Enter');
  await keys.answer('API key', demoKeys.chartmogul);
  await expect.poll(() => textsIn(sandbox), patiently).toContain('wants to upgrade');
  await expect.poll(() => window.notes.labels(), patiently).not.toContain('Needs you');
}

async function aCustomersRowStartsANote(keys: Keyboard, sandbox: Sandbox): Promise<void> {
  await keys.goToRow('Northwind Traders');
  await keys.menu('New Note');
  await keys.isAt('textbox "Text"');
  await keys.window.form.locator('#customer', { hasText: 'Northwind Traders' }).waitFor();
  await keys.type('Asked for an invoice.');
  await keys.press('ControlOrMeta+Enter');
  await expect.poll(() => textsIn(sandbox), patiently).toContain('Asked for an invoice.');
}

/** Somebody else changes the note while it is edited. */
async function aConflictIsComparedFromItsRow(keys: Keyboard, sandbox: Sandbox): Promise<void> {
  const { form, page } = keys.window;
  const note = sandbox.state.chartmogul.notes.find(({ text }) => text?.includes('Wants the export'));
  if (note === undefined) throw new Error('The demo has no such note.');
  await keys.goToRow('Wants the export');
  await keys.menu('Edit Note');
  await keys.isAt('textbox "Text"');
  await keys.press('ControlOrMeta+A');
  await keys.type('Wants three seats.');
  note.text = 'Wants four seats.';
  await keys.press('ControlOrMeta+Enter');
  await form.getByText('Somebody else changed it').waitFor();
  await form.locator('#resolve', { hasText: 'Compare' }).waitFor();
  await keys.goToRow('Conflict');
  await keys.press('Enter');
  await page.locator('.monaco-diff-editor').waitFor();
  await keys.answer('Which version stays?', 'Keep Mine', 'Keep Mine');
  await expect.poll(() => note.text, patiently).toContain('Wants three seats.');
  await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
}
