import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { secretCorpus } from '../support/secretCorpus.ts';
import { chooseFromMenu } from './contextMenu.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

const token = secretCorpus.find(({ kind }) => kind === 'github')?.secret ?? '';

/** A shell with no arguments, so that the editor hooks in its shell integration, and nothing of this machine in its prompt. */
const settings = {
  'terminal.integrated.defaultProfile.linux': 'bash',
  // Rows that can be found by their text.
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.env.linux': { HOME: '${workspaceFolder}/home' },
};
const files = { 'home/.bashrc': "PS1='$ '\n" };

const screen = ({ page }: EditorWindow): Locator => page.locator('.terminal.xterm').first();
const textOf = ({ form }: EditorWindow) => form.getByRole('textbox', { name: 'Text' }).inputValue();

async function openTerminal(window: EditorWindow): Promise<void> {
  await window.command('Terminal: Create New Terminal');
  // The prompt, as the shell integration tells it.
  await window.page.locator('.codicon-terminal-decoration-incomplete').first().waitFor();
}

/** Types a command and waits until the editor has seen its end. */
async function run(window: EditorWindow, command: string): Promise<void> {
  const { page } = window;
  const ended = page.locator('.codicon-terminal-decoration-success');
  const before = await ended.count();
  await screen(window).click();
  await page.keyboard.type(`${command}\n`);
  await expect.poll(() => ended.count()).toBe(before + 1);
}

async function copy({ page }: EditorWindow, text: string): Promise<void> {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
}

function clipboard({ page }: EditorWindow): Promise<string> {
  return page.evaluate<string>('navigator.clipboard.readText()');
}

test('of a terminal, the last command and what is selected become notes, and nothing else that was copied; secrets are masked', async () => {
  await withWorkbench(
    async ({ window }) => {
      await openTerminal(window);
      await run(window, 'printf "%s failed\\n" one two');
      await copy(window, 'copied before');
      await theLastCommand(window);
      await nothingThatIsNotSelected(window);
      await whatIsSelected(window);
      await aSecretOfTheLastCommand(window);
    },
    { settings, files, viewport: { width: 1000, height: 560 }, env: { T: token } },
  );
});

/** It comes with its output, and the clipboard is as it was. */
async function theLastCommand(window: EditorWindow): Promise<void> {
  await chooseFromMenu(window.page, screen(window), 'Log Last Terminal Command as Note', () =>
    window.picture('terminal'),
  );
  await expect
    .poll(() => textOf(window))
    .toBe('```\nprintf "%s failed\\n" one two\none failed\ntwo failed\n```');
  expect(await clipboard(window)).toBe('copied before');
}

async function nothingThatIsNotSelected(window: EditorWindow): Promise<void> {
  await window.command('Notelog: Log Terminal Selection as Note');
  await window.messages.close('Nothing was copied from the terminal');
  expect(await clipboard(window)).toBe('copied before');
}

async function whatIsSelected(window: EditorWindow): Promise<void> {
  const line = window.page.locator('.xterm-rows > div').getByText('two failed', { exact: true });
  // Nothing but the terminal itself takes clicks in it.
  await line.click({ clickCount: 3, force: true });
  await chooseFromMenu(window.page, screen(window), 'Log Terminal Selection as Note');
  await expect.poll(() => textOf(window)).toBe('```\ntwo failed\n```');
  expect(await clipboard(window)).toBe('copied before');
}

/** It is asked about, and masked. */
async function aSecretOfTheLastCommand(window: EditorWindow): Promise<void> {
  await run(window, 'echo "token $T"');
  await window.command('Notelog: Log Last Terminal Command as Note');
  const question = await window.messages.answerDialog('seems to hold a secret', 'Mask and Continue');
  expect(question).toContain('Key or token of GitHub, line');
  await expect.poll(() => textOf(window)).toContain('token [masked]');
  expect(await textOf(window)).not.toContain(token);
}
