import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { movement, untilDone } from './retry.ts';
import { withWorkbench } from './workbench.ts';

const tryAgain = 'Notelog could not start. Press Enter to try again.';

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
    await window.messages.press('Notelog could not start.', 'Show Log');
    await window.quick.enter('Acme Corp', tryAgain);
    // Each further try fails, too, and says so. An editor that has just started may not have its output view yet, and
    // then opens nothing.
    let tries = 0;
    await untilDone(async () => {
      if (tries++ > 0) await window.quick.press('Enter', tryAgain);
      await window.messages.press('Notelog could not start.', 'Show Log');
      await window.page.getByRole('document', { name: 'Notelog - Output' }).waitFor({ timeout: movement });
    });
    await rm(join(storage, 'outbox'));
    await window.quick.press('Enter', tryAgain);
    await window.quick.waitFor('Customer, or customer: what happened');
    expect(await window.quick.value()).toBe('Acme Corp');
    await window.quick.choose('Acme Corp');
    await window.quick.enter('After all.', 'New Note for Acme Corp · Notebook');
    await window.messages.waitFor('Logged for Acme Corp in Notebook.');
    await window.form.getByRole('textbox', { name: 'Text' }).waitFor();
  });
});
