import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EditorWindow } from './editorWindow.ts';
import { notesIn } from './notesIn.ts';
import { withWorkbench } from './workbench.ts';

/** What is in the form's text field, with a bar where the caret is. */
async function textWithCaret(window: EditorWindow): Promise<string> {
  const frame = await window.formFrame();
  return await frame.evaluate<string>(`(() => {
    const { value, selectionStart: at } = document.getElementById('text');
    return value.slice(0, at) + '|' + value.slice(at);
  })()`);
}

test('a template of the user’s begins a note that is logged, or is made of one; one of a trusted workspace sets no customer', async () => {
  await withWorkbench(
    async ({ window, storage }) => {
      await aTemplateOfTheUsers(window, storage);
      await whatIsInTheFormBecomesOne(window);
      await oneOfTheWorkspace(window);
    },
    {
      settings: { 'files.autoSave': 'off' },
      files: {
        'readme.txt': 'A folder.\n',
        '.notelog/templates/theirs.md':
          '---\nname: Theirs\ncustomer: Acme Corp\n---\nReview: {{clipboard}}\n',
      },
    },
  );
});

/** It is filled in, with the caret where it belongs. */
async function aTemplateOfTheUsers(window: EditorWindow, storage: string): Promise<void> {
  const { quick, messages, form, page } = window;
  await mkdir(join(storage, 'templates'), { recursive: true });
  const text =
    '---\nname: Weekly\nkind: call\nduration: 25m\n---\nWith {{customer}} in {{folder}}:\n{{cursor}}\n> {{selection}}\n{{nobody}}\n';
  await writeFile(join(storage, 'templates', 'weekly.md'), text);
  await window.openExplorer();
  await window.openFile('readme.txt');
  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.press('ControlOrMeta+A');

  await window.command('Notelog: New Note from Template…');
  await quick.pick('Weekly', 'Which template?');
  await quick.choose('Acme Corp', 'Name, id or e-mail address');
  await messages.close('Nothing was filled in for {{nobody}}');
  await form.locator('#customer', { hasText: 'Acme Corp' }).waitFor();
  await expect
    .poll(() => textWithCaret(window))
    .toBe('With Acme Corp in customers:\n|\n> A folder.\n\n{{nobody}}');
  expect(await form.locator('#duration').innerText()).toBe('25 min');
  await page.keyboard.type('The trial.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect.poll(() => notesIn(storage)).toHaveLength(1);
  expect((await notesIn(storage)).join()).toContain(
    'With Acme Corp in customers:\nThe trial.\n> A folder.\n\n{{nobody}}\n',
  );
}

async function whatIsInTheFormBecomesOne(window: EditorWindow): Promise<void> {
  const { quick, messages, form } = window;
  await form.locator('#text').fill('Asked for {{cursor}}');
  await window.command('Notelog: Save as Template…');
  await quick.enter('Question', 'What is the template called?');
  await messages.close('The template “Question” is saved.');
  await form.locator('#more').click();
  await form.getByRole('menuitem', { name: 'From template…' }).click();
  await quick.waitFor('Which template?');
  expect(await quick.labels()).toEqual([
    'Question',
    'Weekly',
    'Theirs',
    'Call',
    'Incident',
    'Release',
    'Feedback',
  ]);
  await quick.cancel();
}

/** It sets no customer, and gets no clipboard. */
async function oneOfTheWorkspace(window: EditorWindow): Promise<void> {
  const { quick, messages, form, page } = window;
  await page.evaluate(`navigator.clipboard.writeText('secret of mine')`);
  await window.command('Notelog: New Note from Template…');
  await quick.pick('Theirs', 'Which template?');
  await messages.close('Nothing was filled in for {{clipboard}}');
  await expect.poll(() => form.locator('#text').inputValue()).toBe('Review: {{clipboard}}');
  expect(await form.locator('#target').inputValue()).toBe('Acme Corp');
  expect(await form.locator('#customer').count()).toBe(0);
}
