import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'vitest';
import { withWorkbench } from './workbench.ts';

test('a failed start is reported once; the next command starts Notelog after all, and the form appears', async () => {
  await withWorkbench(async ({ window, storage }) => {
    // A file where a folder should be: the outbox cannot be read.
    await mkdir(storage, { recursive: true });
    await writeFile(join(storage, 'outbox'), '');
    await window.openNotelog();
    await window.messages.waitFor('Notelog could not start.', () => window.picture('failed-start'));
    await window.messages.press('Notelog could not start.', 'Show Log');
    await window.page.getByRole('document', { name: 'Notelog - Output' }).waitFor();

    await rm(join(storage, 'outbox'));
    await window.command('Notelog: New Note');
    await window.quick.choose('Acme Corp', 'New Note · Notebook');
    await window.quick.enter('After all.', 'New Note for Acme Corp · Notebook');
    await window.messages.waitFor('Stored in Notebook for Acme Corp.');
    await window.form.getByRole('textbox', { name: 'Text' }).waitFor();
  });
});
