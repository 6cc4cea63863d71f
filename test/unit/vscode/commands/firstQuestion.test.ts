import { expect, test } from 'vitest';
import { Uri } from 'vscode';
import { commandIds } from '../../../../src/vscode/commands/commandIds.ts';
import { asksNow, runCommand } from '../../../../src/vscode/commands/commands.ts';
import { firstQuestion } from '../../../../src/vscode/commands/firstQuestion.ts';
import { openEditor } from '../../../support/editor/editor.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { customer } from '../../../support/fakeProvider.ts';

// Nothing is open, whatever the tests of another file have opened.
openEditor();
const asking = commandIds.filter((id) => id !== 'notelog.newFollowUp' && firstQuestion(id, []) !== undefined);

test.each(asking)('the box of %s, which is shown at once, asks its first question', async (id) => {
  await using harness = await startEditorHarness();
  const { editor, services } = harness;
  editor.openFolders = [Uri.file('/home/app')];
  const title = firstQuestion(id, []) ?? expect.fail();
  expect(asksNow(services, id)).toBe(true);
  services.box.open(title);
  const ran = runCommand(services, id, []);
  const pick = await editor.picks.next();
  expect([pick.title?.startsWith(title), editor.madePicks]).toEqual([true, [pick]]);
  pick.escape();
  await ran;
});

test('no box is shown for a row, which says what is meant, nor where there is nothing to attach', () => {
  const editor = openEditor();
  const row = { row: 'note' };
  expect(commandIds.filter((id) => firstQuestion(id, [row]) !== undefined)).toEqual([]);
  expect(firstQuestion('notelog.attachFile', [])).toBeUndefined();
  expect(firstQuestion('notelog.attachFile', [Uri.file('/a.txt')])).toBe('Attach File');
  expect(editor.madePicks).toEqual([]);
});

test('no box is shown for a command that would only say why it asks nothing', async () => {
  await using harness = await startEditorHarness();
  const { services, timer } = harness;
  expect(asksNow(services, 'notelog.newFollowUp')).toBe(false);
  expect(asksNow(services, 'notelog.linkFolder')).toBe(false);
  await timer.start('one', customer('c1'));
  expect(asksNow(services, 'notelog.startCallTimer')).toBe(false);
});
