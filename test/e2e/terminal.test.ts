import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { demoCustomers } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { secretCorpus } from '../support/secretCorpus.ts';
import { addChartmogul } from './addAccount.ts';
import { chooseFromMenu } from './contextMenu.ts';
import { chooseCustomer } from './chooseCustomer.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

const { northwind } = demoCustomers;
const token = secretCorpus.find(({ kind }) => kind === 'github')?.secret ?? '';

test('from the terminal: the last command with its output, the selection, and no secret', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(
    async ({ window, folder }) => {
      await addChartmogul(window, sandbox);
      await window.command('Terminal: Create New Terminal');
      const { page, form, messages } = window;
      const text = form.getByRole('textbox', { name: 'Text' });
      await copy(window, 'copied before');

      // Nothing has ended yet, and what was copied before is not logged.
      await window.command('Notelog: Log Last Terminal Command as Note');
      await messages.close('Run a command there');

      await run(window, folder, `echo "token $T"`, 'first');
      await window.command('Notelog: Log Last Terminal Command as Note');
      expect(await messages.answerDialog('seems to hold a secret', 'Mask and Continue')).toContain(
        'Key or token of GitHub, line',
      );
      await expect.poll(() => text.inputValue()).toContain('token [masked]');
      expect(await text.inputValue()).not.toContain(token);
      expect(await clipboard(window)).toBe('copied before');
      await window.picture('terminal-note');
      await chooseCustomer(form, northwind.email, 'Northwind Traders');
      await form.getByRole('button', { name: 'Log note' }).click();
      await expect.poll(() => sandbox.state.chartmogul.notes.at(-1)?.text).toContain('token [masked]');
      expect(JSON.stringify([sandbox.state.chartmogul, sandbox.requests])).not.toContain(token);

      await run(window, folder, 'clear; echo only this', 'second');
      await window.command('Terminal: Select All');
      const terminal = page.locator('.terminal.xterm').first();
      await chooseFromMenu(page, terminal, 'Log Terminal Selection as Note');
      await expect.poll(() => text.inputValue()).toContain('only this');
      expect(await clipboard(window)).toBe('copied before');

      await window.command('Terminal: Clear Selection');
      await window.command('Notelog: Log Terminal Selection as Note');
      await messages.close('Nothing was copied from the terminal');
      expect(await clipboard(window)).toBe('copied before');
    },
    { env: { T: token } },
  );
});

/** Types a command, which ends when there is a file of this name. */
async function run({ page }: EditorWindow, folder: string, command: string, name: string): Promise<void> {
  await page.locator('.terminal.xterm').first().click();
  await page.keyboard.type(`${command}; touch ${name}\n`);
  await expect.poll(() => readdir(folder)).toContain(name);
}

async function copy({ page }: EditorWindow, text: string): Promise<void> {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
}

function clipboard({ page }: EditorWindow): Promise<string> {
  return page.evaluate<string>('navigator.clipboard.readText()');
}
