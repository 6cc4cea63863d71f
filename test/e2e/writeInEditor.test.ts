import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { chooseCustomer } from './chooseCustomer.ts';
import { discardDraft } from './discardDraft.ts';
import type { EditorWindow } from './editorWindow.ts';
import { notesIn } from './notesIn.ts';
import { withWorkbench } from './workbench.ts';

/** The editor would take a space away at the end of a line whenever it saves. */
const settings = { 'files.autoSave': 'off', 'files.trimTrailingWhitespace': true };

/** The editor of the draft's document. */
function editorOf({ page }: EditorWindow): Locator {
  return page.locator('.editor-group-container .monaco-editor[data-uri^="notelog-draft:"]');
}

/** The lines that the editor shows, in their order: it does not keep them so. */
async function linesOf(window: EditorWindow): Promise<string[]> {
  const lines = await editorOf(window).locator('.view-line').all();
  const placed = await Promise.all(
    lines.map(async (line) => ({
      style: (await line.getAttribute('style')) ?? '',
      text: (await line.textContent()) ?? '',
    })),
  );
  const top = (style: string) => Number(/top:\s*(\d+)/.exec(style)?.[1] ?? 0);
  return placed
    .toSorted((a, b) => top(a.style) - top(b.style))
    .map(({ text }) => text.replaceAll('\u00a0', ' '));
}

/** Puts the cursor at the end of the line with this number; the first is 1. */
async function goToEnd({ page }: EditorWindow, line: number): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Home');
  for (let at = 1; at < line; at += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
}

async function openDraft(window: EditorWindow): Promise<void> {
  await window.openNotelog();
  await window.form.getByRole('textbox', { name: 'Text' }).pressSequentially('From the form.');
  await chooseCustomer(window.form, 'Acme Corp', 'Acme Corp');
  await window.command('Notelog: Write in Editor');
  await editorOf(window).waitFor();
}

const textOf = (window: EditorWindow) => window.form.getByRole('textbox', { name: 'Text' }).inputValue();

test('a draft is written in the editor and in the form, logged from the title bar, and there after a reload; customers are completed', async () => {
  await withWorkbench(
    async ({ window, storage }) => {
      await aPauseTakesNoSpaceAndClosingAsksNothing(window);
      await discardDraft(window);
      await writtenInBothAndLogged(window, storage);
      await thereAfterAReload(window);
      await customersAreCompleted(window);
    },
    { settings },
  );
});

async function aPauseTakesNoSpaceAndClosingAsksNothing(window: EditorWindow): Promise<void> {
  await openDraft(window);
  await window.page.keyboard.type(' Hello ');
  const tab = window.page.locator('.tab.active', { hasText: 'Note.md' });
  await expect.poll(() => tab.getAttribute('class')).toContain('dirty');
  await expect.poll(() => tab.getAttribute('class'), { timeout: 20_000 }).not.toContain('dirty');
  await window.page.keyboard.type('world');
  await expect.poll(() => textOf(window)).toBe('From the form. Hello world');
  await expect.poll(() => tab.getAttribute('class')).toContain('dirty');
  await expect.poll(() => tab.getAttribute('class'), { timeout: 20_000 }).not.toContain('dirty');
  await window.command('View: Close Editor');
  await editorOf(window).waitFor({ state: 'detached' });
  expect(await textOf(window)).toBe('From the form. Hello world');
}

async function writtenInBothAndLogged(window: EditorWindow, storage: string): Promise<void> {
  await openDraft(window);
  await expect
    .poll(() => linesOf(window))
    .toEqual([
      '---',
      'account: Notebook',
      'customer: Acme Corp',
      'kind: note',
      'date: now',
      'author:',
      '---',
      '',
      'From the form.',
      '',
    ]);
  await window.page.keyboard.type(' From the editor.');
  await expect.poll(() => textOf(window)).toBe('From the form. From the editor.');
  await window.picture('write-in-editor');

  await window.form.getByRole('textbox', { name: 'Text' }).press('End');
  await window.form.getByRole('textbox', { name: 'Text' }).pressSequentially(' Again.');
  await expect.poll(() => linesOf(window)).toContain('From the form. From the editor. Again.');

  await editorOf(window).locator('.view-line').first().click();
  await goToEnd(window, 4);
  await window.page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
  await window.page.keyboard.type('call: x');
  await window.page.getByRole('button', { name: 'Log This Note' }).click();
  await window.messages.close('Not logged yet. Line 4:');
  await editorOf(window).locator('.view-line').first().click();
  await goToEnd(window, 4);
  for (let at = 0; at < 3; at += 1) await window.page.keyboard.press('Backspace');
  await expect.poll(() => linesOf(window)).toContain('duration:');
  await goToEnd(window, 5);
  // As people type: what is read of it meanwhile must not be written back.
  await window.page.keyboard.type(' 25m', { delay: 150 });
  await window.page.getByRole('button', { name: 'Log This Note' }).click();
  await editorOf(window).waitFor({ state: 'detached' });

  const note = async () => (await notesIn(storage)).join();
  await expect.poll(note).toContain('From the form. From the editor. Again.');
  expect(await note()).toContain('kind: "call"');
  expect(await note()).toContain('call_duration: 1500');
}

/** The document and what was typed last. */
async function thereAfterAReload(window: EditorWindow): Promise<void> {
  await openDraft(window);
  await window.page.keyboard.type(' More.');
  await expect.poll(() => textOf(window)).toBe('From the form. More.');
  // A page that is loaded anew at once forgets which editors were open; the editor's own command does not.
  await window.command('Developer: Reload Window');
  await expect.poll(() => linesOf(window)).toContain('From the form. More.');
  await window.openNotelog();
  await expect.poll(() => textOf(window)).toBe('From the form. More.');
}

async function customersAreCompleted(window: EditorWindow): Promise<void> {
  await editorOf(window).locator('.view-line').first().click();
  await goToEnd(window, 4);
  for (let at = 0; at < 4; at += 1) await window.page.keyboard.press('Backspace');
  await window.page.keyboard.press('Control+Space');
  await window.page.locator('.suggest-widget .monaco-list-row', { hasText: 'call' }).first().click();
  await expect.poll(() => linesOf(window)).toContain('duration:');
  await window.form.getByRole('button', { name: 'Log call' }).waitFor();
  await goToEnd(window, 3);
  for (let at = 0; at < 4; at += 1) await window.page.keyboard.press('Backspace');
  await window.page.keyboard.type('Inc');
  await window.form.locator('#customer', { hasText: 'Acme Inc' }).waitFor();
}
