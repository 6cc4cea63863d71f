import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { chooseFromMenu } from './contextMenu.ts';
import { chooseCustomer } from './chooseCustomer.ts';
import type { EditorWindow } from './editorWindow.ts';
import { gitSettings, makeRepository, repositoryPage } from './gitRepository.ts';
import { withWorkbench } from './workbench.ts';

// What a repository adds beside its code: the history of a file, and whom its branch suggests.

const textBox = ({ form }: EditorWindow): Locator => form.getByRole('textbox', { name: 'Text' });

test('a commit in the timeline of a file becomes a note', async () => {
  let hash = '';
  await withWorkbench(
    async ({ window }) => {
      await window.openExplorer();
      await window.openFile('price.ts');
      await window.command('Explorer: Focus on Timeline View');
      const row = window.page.locator('.timeline-tree-view .monaco-list-row', {
        hasText: 'Charge the right tax',
      });
      await chooseFromMenu(window.page, row, 'Log Commit');
      await expect
        .poll(() => textBox(window).inputValue())
        .toBe(
          // The oldest commit, as all there is of a shallow clone, has no number: what it changed is not known.
          `Commit [\`${hash.slice(0, 7)}\`](${repositoryPage}/commit/${hash}): Charge the right tax`,
        );
    },
    {
      settings: gitSettings,
      files: { 'price.ts': 'export const tax = 1.19;\n' },
      repository: async (folder) => (hash = await makeRepository(folder, ['Charge the right tax'])),
    },
  );
});

test('a branch that is linked to a customer lists that customer first, and chooses nobody', async () => {
  await withWorkbench(
    async ({ window }) => {
      const { form, page, quick, messages } = window;
      await window.openNotelog();
      await textBox(window).fill('First.');
      await chooseCustomer(form, 'Acme Corp', 'Acme Corp');
      await page.keyboard.press('ControlOrMeta+Enter');
      await form.getByText('Logged for Acme Corp').waitFor();

      await window.command('Notelog: Link Git Remote or Branch to Customer…');
      await quick.pick('main', 'Which repositories?');
      await quick.choose('Acme Corp', 'Name, id or e-mail address');
      await messages.close('Acme Corp is listed first where the repository of a folder fits “main”.');

      await form.locator('#target').click();
      const list = form.locator('#matches');
      await list.getByText('Suggested by the Git repository').waitFor();
      await expect.poll(() => list.locator('.rowName').first().innerText()).toBe('Acme Corp');
      await form.getByText('Choose a customer').waitFor();
    },
    {
      settings: gitSettings,
      files: { 'price.ts': 'export const tax = 1.19;\n' },
      repository: (folder) => makeRepository(folder, ['Charge the right tax']),
    },
  );
});
