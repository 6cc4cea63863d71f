import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withWorkbench } from './workbench.ts';

test('the first note goes to the notebook with no set-up', async () => {
  await withWorkbench(async ({ window, storage }) => {
    await window.command('Notelog: New Note');
    await window.quick.choose('Acme Corp', 'Customer, or customer: what happened');
    await window.quick.enter('Renewal moved to May.', 'New Note for Acme Corp · Notebook');
    await window.messages.waitFor('Logged for Acme Corp in Notebook.');

    const notebook = join(storage, 'notebook');
    const [file = ''] = (await readdir(notebook)).filter((name) => name.endsWith('.md'));
    expect(await readFile(join(notebook, file), 'utf8')).toContain('Renewal moved to May.');

    await window.openNotelog();
    await window.notes.row('Renewal moved to May.').waitFor();
    expect((await window.notes.rows()).map(({ label, level }) => [level, label])).toEqual([
      [1, 'Acme Corp'],
      [2, expect.stringMatching(/^(now|\d+m) · Renewal moved to May\.$/)],
    ]);
    await window.picture('first-note');
  });
});
