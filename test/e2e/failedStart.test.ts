import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withWorkbench } from './workbench.ts';

test('a failed start is reported; what was typed stays in the box, where Enter tries again, and the form appears', async () => {
  await withWorkbench(async ({ window, storage }) => {
    // A file where a folder should be: the outbox cannot be read.
    await mkdir(storage, { recursive: true });
    await writeFile(join(storage, 'outbox'), '');
    await window.openNotelog();
    await window.messages.waitFor('Notelog could not start.', () => window.picture('failed-start'));
    await window.messages.press('Notelog could not start.', 'Show Log');

    await window.command('Notelog: New Note');
    await window.messages.waitFor('Notelog could not start.');
    await window.picture('failed-start-box');
    // An editor that has just started may not have its output view yet, and then opens nothing the first time.
    await window.messages.press('Notelog could not start.', 'Show Log');
    await window.page.getByRole('document', { name: 'Notelog - Output' }).waitFor();
    await window.quick.enter('Acme Corp', 'Notelog could not start. Press Enter to try again.');
    // The second try has failed, too.
    await window.messages.waitFor('Notelog could not start.');
    await rm(join(storage, 'outbox'));
    await window.quick.press('Enter', 'Notelog could not start. Press Enter to try again.');
    await window.quick.waitFor('Customer, or customer: what happened');
    expect(await window.quick.value()).toBe('Acme Corp');
    await window.quick.choose('Acme Corp');
    await window.quick.enter('After all.', 'New Note for Acme Corp · Notebook');
    await window.messages.waitFor('Logged for Acme Corp in Notebook.');
    await window.form.getByRole('textbox', { name: 'Text' }).waitFor();
  });
});
