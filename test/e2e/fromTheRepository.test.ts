import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { chooseFromMenu } from './contextMenu.ts';
import { chooseCustomer } from './chooseCustomer.ts';
import type { EditorWindow } from './editorWindow.ts';
import { gitSettings, makeRepository, repositoryPage } from './gitRepository.ts';
import { notesIn } from './notesIn.ts';
import { withWorkbench } from './workbench.ts';

// What a repository adds beside its code: the history of a file, and whom its branch suggests.

const textBox = ({ form }: EditorWindow): Locator => form.getByRole('textbox', { name: 'Text' });

const branch = 'acme/--output={{clipboard}}';

test('a commit in the timeline of a file becomes a note; a branch that is linked to a customer lists that one first, and chooses nobody', async () => {
  let hash = '';
  await withWorkbench(
    async ({ window, storage }) => {
      await aCommitInTheTimeline(window, hash);
      await whomTheBranchSuggests(window, storage);
      await aTemplateHasTheBranch(window, storage);
    },
    {
      settings: gitSettings,
      files: { 'price.ts': 'export const tax = 1.19;\n' },
      repository: async (folder) => (hash = await makeRepository(folder, ['Charge the right tax'], branch)),
    },
  );
});

async function aCommitInTheTimeline(window: EditorWindow, hash: string): Promise<void> {
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
}

async function whomTheBranchSuggests(window: EditorWindow, storage: string): Promise<void> {
  const { form, quick, messages } = window;
  await chooseCustomer(form, 'Hooli', 'Hooli');
  await textBox(window).fill('First.');
  await textBox(window).press('ControlOrMeta+Enter');
  // Now somebody else would be listed first.
  await expect.poll(() => notesIn(storage)).toHaveLength(1);

  await window.command('Notelog: Link Git Remote or Branch to Customer…');
  await quick.pick(branch, 'Which repositories?');
  await quick.choose('Acme Corp', 'Name, id or e-mail address');
  await messages.close(`Acme Corp is listed first where the repository of a folder fits “${branch}”.`);

  await form.locator('#target').click();
  const list = form.locator('#matches');
  await list.getByText('Suggested by the Git repository').waitFor();
  await expect.poll(() => list.locator('.rowName').allInnerTexts()).toEqual(['Acme Corp', 'Hooli']);
  await form.getByText('Choose a customer').waitFor();
}

async function aTemplateHasTheBranch(window: EditorWindow, storage: string): Promise<void> {
  await mkdir(join(storage, 'templates'), { recursive: true });
  await writeFile(join(storage, 'templates', 'review.md'), 'Review of {{branch}}');
  await window.command('Notelog: New Note from Template…');
  await window.quick.pick('review', 'Which template?');
  await expect.poll(() => textBox(window).inputValue()).toBe(`Review of ${branch}`);
}
