import { expect, test } from 'vitest';
import { CancellationError, TabInputText, Uri } from 'vscode';
import { Failure } from '../../../../src/base/failure.ts';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import { commandIds } from '../../../../src/vscode/commands/commandIds.ts';
import { runCommand } from '../../../../src/vscode/commands/commands.ts';
import type { Services } from '../../../../src/vscode/services.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../../support/faultyFiles.ts';

const failingTree = (services: Services, error: Error): Services => {
  services.tree.refresh = () => Promise.reject(error);
  return services;
};

test('a failure is reported in its own sentence, with a button for the log', async () => {
  await using harness = await startEditorHarness();
  const failed = new Failure('offline', 'There is no connection. [Win](command:quit)');
  const ran = runCommand(failingTree(harness.services, failed), 'notelog.refreshNotes', []);
  const message = await harness.editor.answer(
    'There is no connection. [Win]\u2060(command:quit)',
    'Show Log',
  );
  await ran;
  expect([message.severity, harness.shownLogs]).toEqual(['error', [true]]);
  expect(harness.log.lines.join('\n')).toContain('notelog.refreshNotes failed');
});

test('the message of an unexpected error is shown in the log only', async () => {
  await using harness = await startEditorHarness();
  const fault = new TypeError('secret of Acme');
  const ran = runCommand(failingTree(harness.services, fault), 'notelog.refreshNotes', []);
  const message = await harness.editor.messages.next();
  expect(message.text).toBe('Notelog could not do this because of an internal error.');
  message.press(undefined);
  await ran;
  expect(harness.shownLogs).toEqual([]);
});

test('a command that the user cancelled says nothing', async () => {
  await using harness = await startEditorHarness();
  await runCommand(failingTree(harness.services, new CancellationError()), 'notelog.refreshNotes', []);
  expect(harness.editor.messages.left).toEqual([]);
});

test('only rows of the tree are accepted as rows, whoever calls a command', async () => {
  await using harness = await startEditorHarness();
  const { services, outbox, editor } = harness;
  const status = { state: 'refused', failure: { reason: 'refused', message: 'No.' } } as const;
  await outbox.enqueue(entryOf('a', { status }));
  const forged = { row: 'entry', key: 'a', entry: entryOf('a', { status }) };
  for (const id of commandIds)
    if (
      /Waiting|sendNow|copyText|deleteNote|editNote|openNote|openIn|loadMore|complete/.test(id) &&
      id !== 'notelog.exportWaiting'
    )
      await runCommand(services, id, [forged]);
  expect([outbox.entries().length, editor.messages.left, editor.clipboard]).toEqual([1, [], '']);
});

test('a command works on the row of the tree that it is called with', async () => {
  await using harness = await startEditorHarness();
  const { services, outbox, editor } = harness;
  const status = { state: 'refused', failure: { reason: 'refused', message: 'No.' } } as const;
  await outbox.enqueue(entryOf('a', { status }));
  const [needsYou] = await services.tree.getChildren();
  const rows = await services.tree.getChildren(needsYou);
  await runCommand(services, 'notelog.copyText', [rows.find(({ row }) => row === 'entry')]);
  expect(editor.clipboard).toBe('text of a');
});

test('a click that hits no row because the tree was just redrawn is explained', async () => {
  await using harness = await startEditorHarness();
  await runCommand(harness.services, 'notelog.sendNow', []);
  await harness.editor.answer('Recent Notes was being refreshed. Choose the row again.');
});

test('a draft is discarded when the user confirms, and can be opened again', async () => {
  await using harness = await startEditorHarness();
  const { services, composer, editor, discarded } = harness;
  composer.edit('text', 'Half a note');
  const command = runCommand(services, 'notelog.discardDraft', []);
  const question = await editor.answer('Discard this draft?');
  expect([question.modal, question.detail]).toEqual([true, 'Half a note']);
  await command;
  expect(composer.draft.values.text).toBe('Half a note');
  const done = runCommand(services, 'notelog.discardDraft', []);
  await editor.answer('Discard this draft?', 'Discard');
  await done;
  expect([composer.hasContent, (await discarded.all()).length]).toEqual([false, 1]);
});

test('an empty draft is discarded without a question', async () => {
  await using harness = await startEditorHarness();
  await runCommand(harness.services, 'notelog.discardDraft', []);
  expect(harness.editor.messages.left).toEqual([]);
});

test('a draft that the disk does not keep stays in the form', async () => {
  const disk: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(nodeFiles, (operation) => disk.fault(operation));
  await using harness = await startEditorHarness({ files });
  const { services, composer, editor } = harness;
  composer.edit('text', 'Half a note');
  disk.fault = ({ name }) => (name === 'create' ? 'ENOSPC' : undefined);
  const done = runCommand(services, 'notelog.discardDraft', []);
  await editor.answer('Discard this draft?', 'Discard');
  const message = await editor.messages.next();
  expect(message.severity).toBe('error');
  message.press(undefined);
  await done;
  disk.fault = () => undefined;
  expect(composer.draft.values.text).toBe('Half a note');
});

test('the notebook’s folder is one of this machine', async () => {
  await using harness = await startEditorHarness();
  const { services, editor } = harness;
  const saved: string[] = [];
  const settings = {
    ...services.settings,
    saveNotebookFolder: (path: string) => Promise.resolve(void saved.push(path)),
  };
  const run = () => runCommand({ ...services, settings }, 'notelog.chooseNotebookFolder', []);
  await run();
  editor.openFiles = [Uri.parse('vscode-remote://ssh/home/notes')];
  await run();
  await editor.answer('The notebook needs a folder on this machine’s own disk.');
  expect(saved).toEqual([]);
  editor.openFiles = [Uri.file('/home/notes')];
  const done = run();
  await editor.answer('New notes are saved in /home/notes. Earlier ones stay where they are.');
  await done;
  expect(saved).toEqual(['/home/notes']);
});

const file = Uri.parse('file:///a.txt');
const other = Uri.parse('file:///b.txt');
test.each<[string, readonly unknown[], unknown, string]>([
  ['the selection in the explorer', [file, [file, other]], undefined, 'Attach 2 Files'],
  ['the file of a tab', [file], undefined, 'Attach a.txt'],
  ['the active editor', [], new TabInputText(other), 'Attach b.txt'],
  ['a file beside what is none', [file, ['b.txt', 7]], undefined, 'Attach a.txt'],
])('Attach File takes %s', async (_, args, input, title) => {
  const attachable = new Map([file, other].map((uri) => [uri.toString(), new Uint8Array([65])]));
  await using harness = await startEditorHarness({ attachable, services: [fakeService()] });
  const { services, editor } = harness;
  editor.activeTab = { input };
  const ran = runCommand(services, 'notelog.attachFile', args);
  const pick = await editor.picks.next();
  expect(pick.title).toBe(title);
  pick.escape();
  await ran;
});

test.each([[['file:///a.txt']], [[{ scheme: 'file' }]], [[]]])(
  'Attach File takes nothing from %j',
  async (args) => {
    await using harness = await startEditorHarness();
    await runCommand(harness.services, 'notelog.attachFile', args);
    await harness.editor.answer('Open or select a file first, then attach it as a note.');
  },
);

test('the log is shown', async () => {
  await using harness = await startEditorHarness();
  await runCommand(harness.services, 'notelog.showLog', []);
  expect(harness.shownLogs).toEqual([true]);
});
