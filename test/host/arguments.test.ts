import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

// Any extension can run any command with any arguments. They must not make Notelog do what the user has not chosen.

const note = {
  id: 'n',
  kind: 'note',
  target: { type: 'customer', id: 'c', url: 'https://evil.test/' },
  text: 'forged text',
  url: 'https://evil.test/',
};
const account = { id: 'notebook', provider: 'notebook', label: 'Notebook', fields: {} };
const entry = {
  id: 'e',
  accountId: 'notebook',
  note: { text: { value: 'forged text' } },
  status: { state: 'waiting' },
};

/** Some look like rows of Recent Notes, others do not even do that. */
const forged: readonly unknown[] = [
  { row: 'note', key: 'k', note, account },
  { row: 'note', key: 'k', note: { ...note, url: 'file:///etc/hostname' }, account },
  { row: 'group', key: 'k', target: note.target, account, children: [] },
  { row: 'entry', key: 'k', entry },
  { row: 'problem', key: 'k', account, message: 'm', keyProblem: true },
  { row: 'note', key: 'k' },
  { row: 'entry', key: 'k' },
  'k',
  42,
  null,
  [],
];
const onRows = [
  'openInBrowser',
  'openNoteFile',
  'copyText',
  'resolveWaiting',
  'sendNow',
  'editWaiting',
  'discardWaiting',
];

describe('arguments of commands', () => {
  for (const name of onRows)
    it(`notelog.${name} does nothing with a row that is not its own`, async () => {
      await vscode.env.clipboard.writeText('untouched');
      const before = vscode.workspace.textDocuments.length;
      // A question would hold the command up, and the test would run out of time.
      for (const argument of forged) await vscode.commands.executeCommand(`notelog.${name}`, argument);
      await vscode.commands.executeCommand(`notelog.${name}`);
      assert.equal(await vscode.env.clipboard.readText(), 'untouched');
      assert.equal(vscode.workspace.textDocuments.length, before);
    });

  it('a file that is passed to notelog.attachFile is attached only after the user chose a customer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'notelog-arguments-'));
    const settings = vscode.workspace.getConfiguration('notelog');
    try {
      await settings.update('notebook.folder', join(folder, 'notebook'), vscode.ConfigurationTarget.Global);
      await writeFile(join(folder, 'secret.txt'), 'secret');
      const file = vscode.Uri.file(join(folder, 'secret.txt'));
      const state = { ended: false };
      const running = Promise.resolve(
        vscode.commands.executeCommand('notelog.attachFile', file, [
          file,
          'file:///etc/passwd',
          { path: '/x' },
        ]),
      ).then(() => (state.ended = true));
      // The command waits for an answer until the question is closed.
      while (!state.ended) {
        assert.deepEqual(await readdir(join(folder, 'notebook')).catch(() => []), []);
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      }
      await running;
      assert.deepEqual(await readdir(join(folder, 'notebook')).catch(() => []), []);
    } finally {
      await settings.update('notebook.folder', undefined, vscode.ConfigurationTarget.Global);
      await rm(folder, { recursive: true });
    }
  });
});
