import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tellUnreadEntries } from '../../../src/vscode/unreadNotice.ts';
import { openEditorHarness } from '../../support/editorHarness.ts';
import { entryOf } from '../../support/entries.ts';

test('the user is told once of waiting notes that cannot be read, and where their files are', async () => {
  await using harness = await openEditorHarness();
  const { editor, services, clock, folder, shownLogs } = harness;
  const entries = join(folder, 'outbox', 'entries');
  await mkdir(entries, { recursive: true });
  await writeFile(join(entries, 'later.json'), JSON.stringify({ ...entryOf('later'), version: 2 }));
  await mkdir(join(entries, 'folder.json'));
  tellUnreadEntries(services);
  await services.outbox.load();
  await services.outbox.reload();
  await clock.advance(1_000);
  const message = await editor.messages.next();
  expect(message.text).toBe(
    'Notelog cannot read 2 pending notes, so they are not logged. Nothing is deleted: see ' +
      `${entries} and ${join(folder, 'outbox', 'set-aside')}.`,
  );
  message.press('Show Log');
  await clock.advance(60_000);
  expect(shownLogs).toEqual([true]);
  expect(editor.sentences.filter((sentence) => sentence.includes('cannot read'))).toHaveLength(1);
});
