import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeOpened } from '../../../../src/vscode/commands/attachment.ts';
import { purgeLocalData } from '../../../../src/vscode/commands/purge.ts';
import { write } from '../../../support/composeHarness.ts';
import { openEditorHarness } from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';

test('the user sees what would be lost before anything is removed', async () => {
  await using harness = await openEditorHarness();
  const { editor, services } = harness;
  for (let count = 1; count <= 9; count++) await services.outbox.enqueue(entryOf(`e${count}`));
  await services.outbox.enqueue(
    entryOf('e0', {
      status: { state: 'uncertain', since: 0, failure: { reason: 'offline', message: 'No answer.' } },
    }),
  );
  await write(harness, 'A draft');
  void purgeLocalData(services);
  const { modal, text, detail = '', buttons } = await editor.messages.next();
  expect([modal, text, buttons]).toEqual([
    true,
    'Delete what Notelog keeps on this machine?',
    ['Export First', 'Delete'],
  ]);
  expect(detail).toContain('Not saved yet: 10 notes (1 of them possibly saved), which would be lost:');
  expect(detail).toContain('• text of e1\n');
  expect(detail).toContain('and 2 more');
  expect(detail).toContain('Drafts, which would be lost: 1\n• A draft');
  expect(services.outbox.size).toBe(10);
});

test('what was proposed is named among what would be lost, and can be exported first', async () => {
  await using harness = await openEditorHarness();
  const { editor, services } = harness;
  const source = { via: 'mcp', name: 'An agent' } as const;
  await services.proposals.propose({ customer: { query: 'Acme' }, text: 'Fixed it' }, source);
  await services.proposals.reload();
  const purged = purgeLocalData(services);
  const question = await editor.messages.next();
  expect(question.buttons).toEqual(['Export First', 'Delete']);
  expect(question.detail).toContain('Proposed notes, which would be lost: 1\n• Fixed it');
  question.press('Export First');
  await purged;
  expect(editor.untitled[0]).toContain('Fixed it');
  expect(services.proposals.pending).toHaveLength(1);
});

test('notes and drafts are removed when the user agrees; accounts and keys stay', async () => {
  await using harness = await openEditorHarness();
  const { editor, services, secrets } = harness;
  await services.outbox.enqueue(entryOf('e1'));
  await write(harness, 'A draft');
  const purged = purgeLocalData(services);
  await editor.answer('Delete what', 'Delete');
  await editor.answer(
    'Drafts, pending notes and caches are deleted. Accounts, keys and the notebook’s notes are still there.',
  );
  await purged;
  expect([services.outbox.size, services.composer.hasContent, secrets.size]).toEqual([0, false, 1]);
});

test('nothing is removed when the question is closed, and an export is offered only for what would be lost', async () => {
  await using harness = await openEditorHarness();
  const { editor, services } = harness;
  const purged = purgeLocalData(services);
  const question = await editor.messages.next();
  expect([question.buttons, question.detail?.split('\n\n').slice(0, 2)]).toEqual([
    ['Keep', 'Delete'],
    ['No note is pending.', 'There is no draft.'],
  ]);
  await write(harness, 'A draft');
  question.press(undefined);
  await purged;
  expect(services.composer.draft.values.text).toBe('A draft');
});

test('the waiting notes can be exported first, and then nothing is removed', async () => {
  await using harness = await openEditorHarness();
  const { editor, services } = harness;
  await services.outbox.enqueue(entryOf('e1'));
  const purged = purgeLocalData(services);
  await editor.answer('Delete what', 'Export First');
  await purged;
  expect(editor.untitled[0]).toContain('text of e1');
  expect(services.outbox.size).toBe(1);
});

test('a note that another window works on is left, and the user is told', async () => {
  await using harness = await openEditorHarness();
  const { editor, services } = harness;
  await services.outbox.enqueue(entryOf('e1'));
  const claimed = await services.outbox.claim('e1');
  const purged = purgeLocalData(services);
  await editor.answer('Delete what', 'Delete');
  await editor.answer('1 note could not be deleted, because another window works on them or you cancelled.');
  await purged;
  expect(services.outbox.size).toBe(1);
  await claimed?.release();
});

test('the user is told what the disk refuses to remove, and everything else is removed', async () => {
  await using harness = await openEditorHarness();
  const { editor, services, folder, shownLogs } = harness;
  await services.outbox.enqueue(entryOf('e1'));
  await mkdir(join(folder, 'opened', 'a folder'), { recursive: true });
  await mkdir(join(folder, 'drafts', 'discarded', 'folder.json'), { recursive: true });
  const purged = purgeLocalData(services);
  await editor.answer('Delete what', 'Delete');
  await editor.answer(
    'The disk refused to delete some of Notelog’s files. Everything else is deleted.',
    'Show Log',
  );
  await editor.answer('Drafts, pending notes and caches are deleted.');
  await purged;
  expect(services.outbox.size).toBe(0);
  expect(shownLogs).toEqual([true]);
});

test('of the opened attachments, only the old ones are removed', async () => {
  await using harness = await openEditorHarness();
  const opened = join(harness.folder, 'opened');
  await mkdir(opened);
  for (const name of ['old', 'new']) await writeFile(join(opened, name), name);
  await utimes(join(opened, 'old'), 1, 1);
  await removeOpened(harness.services, 2_000);
  expect(await readdir(opened)).toEqual(['new']);
});
