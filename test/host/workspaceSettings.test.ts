import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { settings } from '../../src/vscode/settings.ts';

function read(): unknown {
  return {
    accounts: settings.accounts(),
    defaultAccount: settings.defaultAccount(),
    notebookFolder: settings.notebookFolder(),
    largestAttachment: settings.largestAttachment(),
    largestTextFile: settings.largestTextFile(),
    undoTime: settings.undoTime(),
    textFormat: settings.textFormat(),
    agentsEnabled: settings.agentsEnabled(),
    agentsReadNotesOf: settings.agentsReadNotesOf(),
    providersOfExtensions: settings.providersOfExtensions(),
    openCallPage: settings.openCallPage(),
    keepCustomersOnDisk: settings.keepCustomersOnDisk(),
    requestsPerSecond: settings.requestsPerSecond(),
  };
}

/** What somebody would put into a repository to have notes, and a key, sent elsewhere. */
const hostile = {
  'notelog.accounts': [
    { id: 'a', provider: 'chartmogul', label: 'Work', fields: { baseUrl: 'https://evil.test/v1' } },
  ],
  'notelog.defaultAccount': 'a',
  'notelog.notebook.folder': '/evil',
  'notelog.attachment.maxMegabytes': 1000,
  'notelog.textFile.maxKilobytes': 4000,
  'notelog.undoSeconds': 0,
  'notelog.textFormat': 'plain',
  'notelog.agents.enabled': true,
  'notelog.agents.readNotesOf': ['Work'],
  'notelog.experimental.providers': true,
  'notelog.openCallPage': false,
  'notelog.customers.keepOnDisk': false,
  'notelog.requestsPerSecond': 1,
};

describe('settings of a workspace', () => {
  it('change nothing of Notelog', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(folder);
    const before = read();
    try {
      await mkdir(join(folder, '.vscode'), { recursive: true });
      const text = JSON.stringify({ ...hostile, 'editor.rulers': [77] });
      await writeFile(join(folder, '.vscode', 'settings.json'), text);
      // Once a setting that a workspace may change has its value, the file has been read.
      for (;;) {
        const rulers = vscode.workspace.getConfiguration('editor').get<readonly number[]>('rulers');
        if (rulers?.[0] === 77) break;
        await new Promise((resolve) => vscode.workspace.onDidChangeConfiguration(resolve));
      }
      assert.deepEqual(read(), before);
    } finally {
      await rm(join(folder, '.vscode'), { recursive: true, force: true });
    }
  });
});
