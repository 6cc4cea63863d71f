import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import * as vscode from 'vscode';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { startMaintenance, wakeDelivery } from '../../../src/vscode/maintenance.ts';
import { saveReadyAccounts } from '../../../src/vscode/readyAccounts.ts';
import { settings } from '../../../src/vscode/settings.ts';
import { vscodeLog } from '../../../src/vscode/vscodeLog.ts';
import { vscodeSources } from '../../../src/vscode/vscodeSources.ts';
import { openEditor } from '../../support/editor/editor.ts';
import { openEditorHarness } from '../../support/editorHarness.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { memorySecrets, testPlatform, testSettings } from '../../support/testPlatform.ts';

test('without settings the defaults of the manifest count', () => {
  openEditor();
  expect({
    accounts: settings.accounts(),
    defaultAccount: settings.defaultAccount(),
    notebookFolder: settings.notebookFolder(),
    largestAttachment: settings.largestAttachment(),
    largestTextFile: settings.largestTextFile(),
    undoTime: settings.undoTime(),
    textFormat: settings.textFormat(),
    agentsEnabled: settings.agentsEnabled(),
    openCallPage: settings.openCallPage(),
    keepCustomersOnDisk: settings.keepCustomersOnDisk(),
    requestsPerSecond: settings.requestsPerSecond(),
  }).toEqual({
    accounts: [],
    defaultAccount: '',
    notebookFolder: '',
    largestAttachment: 25_000_000,
    largestTextFile: 256_000,
    undoTime: 5_000,
    textFormat: 'markdown',
    agentsEnabled: false,
    openCallPage: true,
    keepCustomersOnDisk: true,
    requestsPerSecond: 20,
  });
});

test('a value that makes no sense counts as none', () => {
  const editor = openEditor();
  editor.settings.set('notelog.undoSeconds', 'soon');
  editor.settings.set('notelog.attachment.maxMegabytes', 0);
  editor.settings.set('notelog.textFormat', 'html');
  expect([settings.undoTime(), settings.largestAttachment(), settings.textFormat()]).toEqual([
    5_000,
    25_000_000,
    'markdown',
  ]);
});

test('a workspace cannot say where notes or keys go', () => {
  const editor = openEditor();
  editor.workspaceSettings.set('notelog.accounts', [{ id: 'evil' }]);
  editor.workspaceSettings.set('notelog.notebook.folder', '/evil');
  editor.settings.set('notelog.notebook.folder', ' /home/notes ');
  expect([settings.accounts(), settings.notebookFolder()]).toEqual([[], '/home/notes']);
});

test('settings are saved for the user, and no default account is no setting', async () => {
  const editor = openEditor();
  await settings.saveAccounts([{ id: 'one' }]);
  await settings.saveDefaultAccount('one');
  await settings.saveNotebookFolder('/home/notes');
  expect([settings.accounts(), settings.defaultAccount(), settings.notebookFolder()]).toEqual([
    [{ id: 'one' }],
    'one',
    '/home/notes',
  ]);
  await settings.saveDefaultAccount('');
  expect(editor.settings.get('notelog.defaultAccount')).toBeUndefined();
  expect(editor.workspaceSettings.size).toBe(0);
});

test('every line of the log is redacted, and has only the name, code and message of an error', () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const channel = { trace: write, info: write, warn: write, error: write };
  const log = vscodeLog(channel, (line) => line.replaceAll('sk-1', '[redacted]'));
  log.trace('trace sk-1');
  log.info('info');
  log.warn('warn');
  log.error('alone');
  log.error('failed', Object.assign(new Error('no sk-1'), { code: 'ENOENT', key: 'other' }));
  log.error('failed', { key: 'other' });
  expect(lines).toEqual([
    'trace [redacted]',
    'info',
    'warn',
    'alone',
    'failed: Error ENOENT: no [redacted]',
    'failed: not an error',
  ]);
});

async function readAll(bytes: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return pieces;
}

test('files are told from folders, and read from the disk in pieces', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'order.txt');
  await writeFile(path, 'x'.repeat(300_000));
  const sources = vscodeSources(nodeFiles);
  expect(await sources.facts(vscode.Uri.file(path).toString())).toEqual({
    kind: 'file',
    size: 300_000,
    isUnsaved: false,
  });
  expect(await sources.facts(vscode.Uri.file(folder.path).toString())).toMatchObject({ kind: 'folder' });
  const sizes = (await readAll(sources.read(vscode.Uri.file(path).toString()))).map(({ length }) => length);
  expect(sizes).toEqual([262_144, 37_856]);
});

test('a file that is gone is named without its path', async () => {
  await using folder = await temporaryFolder();
  const uri = vscode.Uri.file(join(folder.path, 'gone.txt')).toString();
  const sources = vscodeSources(nodeFiles);
  const failure = { reason: 'invalid', field: 'attachment', detail: 'reading a file: file failed' };
  await expect(sources.facts(uri)).rejects.toMatchObject({
    ...failure,
    message:
      '“gone.txt” cannot be read. Make sure that it still exists and that you may read it, then try again.',
  });
  await expect(readAll(sources.read(uri))).rejects.toMatchObject(failure);
});

/** An open document, of a file that says `saved` on the disk. */
function documentOf(uri: vscode.Uri, more: { isDirty?: boolean; isUntitled?: boolean; encoding?: string }) {
  return { uri, isDirty: false, isUntitled: false, encoding: 'utf8', getText: () => 'seen', ...more };
}

test('of a document that is not saved, what is seen is read, in its own encoding', async () => {
  const editor = openEditor();
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'order.txt');
  await writeFile(path, 'saved');
  const [saved, untitled] = [vscode.Uri.file(path), vscode.Uri.parse('untitled:Untitled-1')];
  const sources = vscodeSources(nodeFiles);
  const contentOf = async (uri: vscode.Uri) =>
    Buffer.concat(await readAll(sources.read(uri.toString()))).toString('latin1');

  editor.textDocuments = [documentOf(saved, {})];
  expect([await contentOf(saved), sources.unsavedText(saved.toString())]).toEqual(['saved', undefined]);
  await expect(sources.facts(untitled.toString())).rejects.toMatchObject({ field: 'attachment' });

  editor.textDocuments = [
    documentOf(saved, { isDirty: true, encoding: 'utf16le' }),
    documentOf(untitled, { isUntitled: true }),
  ];
  expect([await contentOf(saved), sources.unsavedText(saved.toString())]).toEqual(['s\0e\0e\0n\0', 'seen']);
  expect([await contentOf(untitled), sources.unsavedText(untitled.toString())]).toEqual(['seen', 'seen']);
  expect(await sources.facts(saved.toString())).toEqual({ kind: 'file', size: 8, isUnsaved: true });
});

test.each([vscode.TabInputNotebook, vscode.TabInputCustom])(
  'changes that are not saved and cannot be read as text are to be saved first',
  async (Input) => {
    const editor = openEditor();
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'sums.ipynb');
    await writeFile(path, '{}');
    const uri = vscode.Uri.file(path);
    const sources = vscodeSources(nodeFiles);
    const input: unknown = Reflect.construct(Input, [uri, 'type']);
    editor.tabs = [{ isDirty: false, input }];
    expect(await sources.facts(uri.toString())).toMatchObject({ size: 2 });
    editor.tabs = [{ isDirty: true, input }];
    const message = '“sums.ipynb” has changes that are not saved. Save it, then attach it.';
    await expect(sources.facts(uri.toString())).rejects.toMatchObject({ message, field: 'attachment' });
    await expect(readAll(sources.read(uri.toString()))).rejects.toMatchObject({ message });
  },
);

test.each(['utf16le', 'utf16be'])(
  '%s without a mark is decoded with one, else the editor refuses it',
  async (encoding) => {
    openEditor();
    const sources = vscodeSources(nodeFiles);
    const content = Buffer.from('Hi – \u4e00', 'utf16le');
    const bytes = encoding === 'utf16le' ? content : content.swap16();
    expect(await sources.decode(bytes, encoding)).toBe('Hi – \u4e00');
    const mark = encoding === 'utf16le' ? [0xff, 0xfe] : [0xfe, 0xff];
    expect(await sources.decode(Buffer.concat([Uint8Array.from(mark), bytes]), encoding)).toBe('Hi – \u4e00');
  },
);

const changeOf = (name: string) => ({ affectsConfiguration: (section: string) => name.startsWith(section) });

test('maintenance removes attachments that were opened more than a day ago', async () => {
  await using harness = await openEditorHarness();
  const opened = join(harness.folder, 'opened');
  await mkdir(opened);
  for (const name of ['old', 'new']) await writeFile(join(opened, name), name);
  const now = harness.clock.now() / 1000;
  await utimes(join(opened, 'old'), now, now - 86_401);
  await utimes(join(opened, 'new'), now, now - 86_399);
  harness.context.subscriptions.push(startMaintenance(harness.services));
  await expect.poll(() => readdir(opened)).toEqual(['new']);
});

test('changed settings are searched for keys, and the notes are read again', async () => {
  await using harness = await openEditorHarness();
  const { editor, services } = harness;
  const list = vi.spyOn(services.recentNotes, 'refresh');
  harness.context.subscriptions.push(startMaintenance(services));
  editor.configuration.fire(changeOf('editor.fontSize'));
  expect(list).not.toHaveBeenCalled();
  await services.settings.saveAccounts([{ ...harness.accounts[0], apiKey: 'sk-stray' }]);
  editor.configuration.fire(changeOf('notelog.accounts'));
  expect(list).toHaveBeenCalledOnce();
  await editor.answer('The setting notelog.accounts holds a key');
});

test('lists of customers that cannot be removed are logged, not thrown', async () => {
  await using harness = await openEditorHarness();
  vi.spyOn(harness.services.directories, 'applySetting').mockRejectedValue(new Error('EACCES'));
  harness.context.subscriptions.push(startMaintenance(harness.services));
  await expect.poll(() => harness.log.lines).toContain('Lists of customers could not be removed');
});

test('waiting notes are tried again when the user comes back, or a key or a setting has changed', async () => {
  await using harness = await openEditorHarness();
  const wake = vi.spyOn(harness.services.delivery, 'wake').mockReturnValue();
  const askAgain = vi.spyOn(harness.services.composer.recipient, 'askAgain');
  const forgetUnread = vi.spyOn(harness.services.lastNotes, 'forgetUnread');
  const listening = wakeDelivery(harness.services);
  harness.editor.windowState.fire({ focused: false });
  harness.editor.windowState.fire({ focused: true });
  harness.context.secretsChanged.fire({ key: 'notelog.key.one' });
  harness.editor.configuration.fire(changeOf('editor.fontSize'));
  harness.editor.configuration.fire(changeOf('notelog.undoSeconds'));
  expect(wake.mock.calls.map(([reason]) => reason)).toEqual(['focus', 'account', 'account']);
  // What the form could not ask for want of a key, too.
  expect([askAgain.mock.calls.length, forgetUnread.mock.calls.length]).toEqual([1, 1]);
  for (const each of listening) each.dispose();
});

test('a build for npm start saves its accounts with their keys and keeps the others; no other build does', async () => {
  await using folder = await temporaryFolder();
  const account = { id: 'ready', provider: 'chartmogul', label: 'Sandbox', fields: {} };
  const other = { id: 'mine', provider: 'chartmogul', label: 'Mine', fields: {} };
  const secrets = new Map<string, string>();
  const own = testSettings([{ ...account, label: 'Old' }, other]);
  const platform = testPlatform(folder.path, { settings: own, secrets: memorySecrets(secrets) });
  try {
    vi.stubGlobal('NOTELOG_READY_ACCOUNTS', false);
    await saveReadyAccounts(platform);
    expect(secrets.size).toBe(0);
    vi.stubGlobal('NOTELOG_READY_ACCOUNTS', [{ account, key: 'sk-sandbox' }]);
    await saveReadyAccounts(platform);
  } finally {
    vi.unstubAllGlobals();
  }
  expect(own.accounts()).toEqual([account, other]);
  expect(secrets.get('notelog.key.ready')).toContain('sk-sandbox');
});
