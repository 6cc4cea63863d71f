import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { TabInputText, Uri } from 'vscode';
import type * as vscode from 'vscode';
import { storagePaths } from '../../../../src/app/storagePaths.ts';
import { logDropped, type Dropped } from '../../../../src/vscode/tree/droppedFiles.ts';
import type { TreeNode } from '../../../../src/vscode/tree/treeNode.ts';
import { startEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';
import { customer, fakeService, storedAs } from '../../../support/fakeProvider.ts';
import { settle } from '../../../support/fakeClock.ts';
import { noteOf } from '../../providers/notebook/openNotebook.ts';

const attachable = new Map([
  ['file:///home/a.txt', Buffer.from('one')],
  ['untitled:Untitled-1', Buffer.from('two')],
]);

async function open(attachments: 'none' | 'one' = 'one') {
  const service = fakeService('crm', { attachments });
  const note = { ...noteOf('Hello'), target: customer('Acme') };
  service.list = () => Promise.resolve({ notes: [storedAs('n1', { note })], cursor: undefined });
  const harness = await startEditorHarness({ services: [service], attachable });
  harness.editor.openFolders = [Uri.parse('file:///home')];
  return { ...harness, service };
}

/** The row of Acme, which has one note. */
async function acme({ services }: Pick<EditorHarness, 'services'>): Promise<TreeNode | undefined> {
  const [row] = await services.tree.getChildren();
  return row;
}

/** A file of the system; a folder, which has no bytes, looks like one until it is read. */
function asFile(name: string, bytes: Uint8Array | undefined, uri?: vscode.Uri): Dropped {
  const data = () => (bytes ? Promise.resolve(bytes) : Promise.reject(new Error('EISDIR')));
  return [['text/plain', { asFile: () => ({ name, uri, data }), asString: () => Promise.resolve('') }]];
}

function uriList(...uris: readonly string[]): Dropped {
  return [['text/uri-list', { asFile: () => undefined, asString: () => Promise.resolve(uris.join('\r\n')) }]];
}

/** Files that only the form, the drafts or the outbox could need. */
async function receivedFiles({ folder }: Pick<EditorHarness, 'folder'>): Promise<readonly string[]> {
  return await readdir(storagePaths(folder).receivedFiles).catch(() => []);
}

test('a file of the system that is dropped on a customer becomes a note about that one', async () => {
  await using harness = await open();
  const { editor, services, service } = harness;
  const dropped = logDropped(services, await acme(harness), asFile('plan.txt', Buffer.from('A plan')));
  const comment = await editor.picks.next();
  expect(comment.title).toBe('Attach plan.txt for Acme of crm · Account one');
  comment.type('Our plan').enter();
  await editor.answer('Logged for Acme of crm in Account one.');
  await dropped;
  expect(service.arrived).toMatchObject([
    { note: { text: { value: 'Our plan' }, attachment: { name: 'plan.txt', size: 6 } } },
  ]);
  await expect.poll(() => receivedFiles(harness)).toEqual([]);
});

test('beside the rows, the customer is asked for, and a copy that nobody needs is removed', async () => {
  await using harness = await open();
  const dropped = logDropped(harness.services, undefined, asFile('plan.txt', Buffer.from('A plan')));
  const pick = await harness.editor.picks.next();
  expect([pick.title, (await receivedFiles(harness)).length]).toEqual(['Attach plan.txt', 1]);
  pick.escape();
  await dropped;
  expect([await receivedFiles(harness), harness.service.arrived]).toEqual([[], []]);
});

test('a comment that was typed stays in the form with its file', async () => {
  await using harness = await open();
  const { editor, services, composer } = harness;
  const dropped = logDropped(services, await acme(harness), asFile('plan.txt', Buffer.from('A plan')));
  (await editor.picks.next()).type('Our pl').escape();
  await dropped;
  expect(composer.draft).toMatchObject({ values: { text: 'Our pl' }, attachments: [{ name: 'plan.txt' }] });
  expect(await receivedFiles(harness)).toHaveLength(1);
});

test('a file that comes with its path is not copied', async () => {
  await using harness = await open();
  const uri = Uri.parse('file:///home/a.txt');
  const dropped = logDropped(harness.services, await acme(harness), asFile('a.txt', undefined, uri));
  (await harness.editor.picks.next()).enter();
  await dropped;
  expect(harness.service.arrived.map(({ note }) => note.attachment?.name)).toEqual(['a.txt']);
  expect(await receivedFiles(harness)).toEqual([]);
});

test('files of the explorer and tabs come with their addresses', async () => {
  await using harness = await open();
  const { editor, services, service } = harness;
  editor.tabs = [{ isDirty: true, input: new TabInputText(Uri.parse('untitled:Untitled-1')) }];
  const uris = uriList('# a comment', 'file:///home/a.txt', 'untitled:Untitled-1');
  const dropped = logDropped(services, await acme(harness), uris);
  const list = await editor.picks.next();
  await settle();
  list.enterAt(0);
  await dropped;
  expect(service.arrived.map(({ note }) => note.attachment?.name)).toEqual(['a.txt', 'Untitled-1.txt']);
});

test.each<[what: string, dropped: Dropped, sentence: string]>([
  [
    'an address outside of the folders',
    uriList('file:///etc/passwd'),
    '“passwd” is in none of the open folders',
  ],
  [
    'a path that leads out of a folder',
    uriList('file:///home/../etc/passwd'),
    'is in none of the open folders',
  ],
  ['a folder', asFile('docs', undefined), '“docs” cannot be read, as a folder cannot.'],
  ['an empty file', asFile('empty.txt', Buffer.alloc(0)), '“empty.txt” is empty'],
  ['too large a file', asFile('big.iso', Buffer.alloc(1_000_001)), 'a file of up to 1 MB can be attached'],
  [
    'thousands of files',
    Array.from({ length: 10_000 }, () => [...asFile('a.txt', undefined)]).flat(),
    '10000 files are selected',
  ],
])('%s is refused in one sentence', async (_, dropped, sentence) => {
  await using harness = await open();
  await logDropped(harness.services, undefined, dropped);
  const message = await harness.editor.messages.next();
  expect(message.text).toContain(sentence);
  expect(message.text).toContain('Nothing was sent.');
  expect([harness.editor.questions.left, await receivedFiles(harness)]).toEqual([[], []]);
});

test('a customer whose service takes text only gets no picture', async () => {
  await using harness = await open('none');
  const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]);
  await logDropped(harness.services, await acme(harness), asFile('photo.png', picture));
  await harness.editor.answer('“photo.png” is not a text file');
  expect(harness.editor.questions.left).toEqual([]);
});

test('reading what was dropped can be cancelled', async () => {
  await using harness = await open();
  const reading = Promise.withResolvers<Uint8Array>();
  const dropped: Dropped = ['a.txt', 'b.txt'].map((name) => [
    'text/plain',
    {
      asFile: () => ({ name, uri: undefined, data: () => reading.promise }),
      asString: () => Promise.resolve(''),
    },
  ]);
  const logged = logDropped(harness.services, undefined, dropped);
  const work = await harness.editor.workOf('Attach 2 Files');
  work.cancel();
  reading.resolve(Buffer.from('x'));
  await logged;
  expect([harness.editor.questions.left, await receivedFiles(harness)]).toEqual([[], []]);
});
