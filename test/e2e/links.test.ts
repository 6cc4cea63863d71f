import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { linkTo } from '../../src/proposals/link.ts';
import { notesIn } from './notesIn.ts';
import { entriesIn } from './outboxEntries.ts';
import { withWorkbench } from './workbench.ts';

const patiently = { interval: 250 };
const input = {
  customer: { query: 'Acme Corp' },
  kind: 'call',
  callDuration: '25 min',
  text: 'From a link & more.',
};

/** As in docs/commands.md, with a text. */
const keybinding = {
  key: 'ctrl+alt+n a',
  command: 'notelog.newNote',
  args: { customer: { query: 'Beta Ltd' }, text: 'From a *key*.', author: 'ada@example.com' },
};

test('a link, and a key with an argument, open what they propose in the form, and send nothing', async () => {
  const files = { 'link.txt': linkTo('code-oss', { does: 'propose', input }) ?? '' };
  await withWorkbench(
    async ({ window, folder, storage, context }) => {
      await window.openNotelog();
      const address = () => readFile(join(folder, 'address.txt'), 'utf8').catch(() => '');
      await expect.poll(address, patiently).toMatch(/^http/);
      const page = await context.newPage();
      await page.goto(await address());
      const text = window.form.getByRole('textbox', { name: 'Text' });
      await expect.poll(() => text.inputValue(), patiently).toBe('From a link & more.');
      await window.form.getByRole('button', { name: 'Log call' }).waitFor();
      await expect.poll(() => window.notes.labels(), patiently).toContain('Needs your OK');

      await page.close();
      await window.notes.click('Needs your OK');
      await window.page.keyboard.press('Control+Alt+n');
      await window.page.keyboard.press('a');
      await expect.poll(() => text.inputValue(), patiently).toBe('From a *key*.');
      await window.form.getByRole('button', { name: 'Log note' }).waitFor();
      await window.form.getByText('Proposed, not typed by you (a command).').waitFor();
      expect(await window.form.locator('#target').inputValue()).toBe('Beta Ltd');
      expect([await entriesIn(storage), await notesIn(storage)]).toEqual([[], []]);
    },
    { files, hasOthers: true, keybindings: [keybinding] },
  );
});
