import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { linkTo } from '../../src/proposals/link.ts';
import { entriesIn } from './outboxEntries.ts';
import { withWorkbench } from './workbench.ts';

const patiently = { interval: 250 };
const input = {
  customer: { query: 'Acme Corp' },
  kind: 'call',
  callDuration: '25 min',
  text: 'From a link & more.',
};

test('a link opens what it proposes in the form, and sends nothing', async () => {
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
      expect(await entriesIn(storage)).toEqual([]);
      expect(await readdir(join(storage, 'notebook')).catch(() => [])).toEqual([]);
      await expect.poll(() => window.notes.labels(), patiently).toContain('Needs your OK');
    },
    { files, opensLink: true },
  );
});
