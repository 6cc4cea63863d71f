import { expect, test } from 'vitest';
import { discardDraft } from './discardDraft.ts';
import type { EditorWindow } from './editorWindow.ts';
import { gitSettings, makeRepository } from './gitRepository.ts';
import { openFileAtStart, priceCode, selectEnds } from './priceCode.ts';
import { withWorkbench } from './workbench.ts';

// What Notelog does of its own in a folder that the user does not trust.

const settings = { ...gitSettings, 'editor.minimap.enabled': false, 'files.autoSave': 'off' };
const files = { 'price.ts': priceCode, '.notelog/templates/theirs.md': 'Hello' };

test('in Restricted Mode a selection is logged without a link, commits and the folder’s templates are not read, and the folder can be linked', async () => {
  await withWorkbench(
    async ({ window }) => {
      await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
      await aSelectionHasNoLink(window);
      await ofCommitsTheUserIsTold(window);
      await noTemplateOfTheFolder(window);
      await theFolderIsLinked(window);
    },
    {
      settings,
      isRestricted: true,
      files,
      repository: (folder) => makeRepository(folder, ['Charge the right tax']),
    },
  );
});

async function aSelectionHasNoLink(window: EditorWindow): Promise<void> {
  await openFileAtStart(window, 'price.ts');
  await selectEnds(window);
  await window.command('Notelog: Log Selection as Note');
  await expect
    .poll(() => window.form.getByRole('textbox', { name: 'Text' }).inputValue())
    .toBe(
      '`price.ts:2-3`\n\n```typescript\n  return price / 1.19;\n}\n```\n\n' +
        '`price.ts:6-7`\n\n```typescript\n  return price * 1.19;\n}\n```',
    );
}

async function ofCommitsTheUserIsTold(window: EditorWindow): Promise<void> {
  await window.command('Notelog: Log Commit');
  await window.messages.close('There is no Git in Restricted Mode. Trust this folder, then log the commit.');
}

async function noTemplateOfTheFolder(window: EditorWindow): Promise<void> {
  await window.command('Notelog: New Note from Template…');
  await window.quick.waitFor('Which template?');
  expect(await window.quick.labels()).toEqual(['Call', 'Incident', 'Release', 'Feedback']);
  await window.quick.cancel();
}

/** An empty form then begins with its customer. */
async function theFolderIsLinked(window: EditorWindow): Promise<void> {
  await discardDraft(window);
  await window.command('Notelog: Link Folder to Customer…');
  await window.quick.choose('Acme Corp', 'Name, id or e-mail address');
  await window.messages.close('“customers” is linked to Acme Corp.');
  await window.openNotelog();
  await window.form.locator('#customer', { hasText: 'Acme Corp' }).waitFor();
}
