import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { chunkSize } from '../../../../src/form/messages.ts';
import { fakeClock, settle } from '../../../support/fakeClock.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { memoryFiles } from '../../../support/memoryFiles.ts';
import { openForm, typeChosen, type OpenForm } from './formPage.ts';

const png = Buffer.alloc(chunkSize + 100, 'x');

/** Gives a file to the form, as the page does when one is pasted. */
function paste({ page, composer }: OpenForm, more: object = {}): void {
  const draftId = composer.draft.id;
  page.say({
    type: 'fileBegin',
    draftId,
    key: 'k',
    name: 'image.png',
    size: png.length,
    isFolder: false,
    ...more,
  });
}

/** The pieces that the host has asked for. */
function wanted({ page }: OpenForm): number[] {
  return page.acts().flatMap((each) => (each.type === 'fileWanted' ? [each.index] : []));
}

function send({ page }: OpenForm, index: number, bytes: Uint8Array): void {
  page.say({ type: 'fileChunk', key: 'k', index, bytes });
}

/** Pastes a picture, and gives the host all pieces that it asks for. */
async function pasteWhole(form: OpenForm): Promise<void> {
  paste(form);
  for (const index of [0, 1]) {
    await expect.poll(() => wanted(form)).toContain(index);
    send(form, index, png.subarray(index * chunkSize, (index + 1) * chunkSize));
  }
  await expect.poll(() => form.composer.draft.attachments).toHaveLength(1);
}

async function open(options: Parameters<typeof openForm>[0] = {}) {
  const clock = fakeClock();
  const { files } = memoryFiles(() => clock.now());
  return await openForm({ clock, files, ...options });
}

test('a pasted picture is asked for piece by piece, is attached, and comes back to be shown', async () => {
  await using form = await open();
  paste(form);
  await expect.poll(() => wanted(form)).toEqual([0]);
  expect(form.page.last().attachments).toMatchObject([
    { key: 'k', state: 'reading', progress: 0, picture: false },
  ]);
  send(form, 0, png.subarray(0, chunkSize));
  await expect.poll(() => wanted(form)).toEqual([0, 1]);
  await expect.poll(() => form.page.last().attachments[0]?.progress).toBeCloseTo(chunkSize / png.length);
  send(form, 1, png.subarray(chunkSize));
  await expect.poll(() => form.page.last().attachments).toMatchObject([{ name: 'image.png', size: png.length, state: 'ready', picture: true }]); // prettier-ignore
  const key = form.page.last().attachments[0]?.key ?? '';
  expect(key).toMatch(/^notelog-file:/);
  form.page.say({ type: 'preview', draftId: form.composer.draft.id, key });
  await expect
    .poll(() => form.page.acts().find(({ type }) => type === 'preview'))
    .toMatchObject({ key, mime: 'image/png' });
  const preview = form.page.acts().find((each) => each.type === 'preview');
  expect(preview && 'bytes' in preview && Buffer.from(preview.bytes).equals(png)).toBe(true);
});

test('a piece that was not asked for, and one that is too large, are ignored', async () => {
  await using form = await open();
  paste(form);
  await expect.poll(() => wanted(form)).toEqual([0]);
  send(form, 7, new Uint8Array(10));
  form.page.say({ type: 'fileChunk', key: 'unknown', index: 0, bytes: new Uint8Array(10) });
  send(form, 0, new Uint8Array(chunkSize + 1));
  form.page.say({ type: 'fileChunk', key: 'k', index: 0, bytes: [1, 2, 3] });
  await settle();
  expect(wanted(form)).toEqual([0]);
  expect(form.page.last().attachments).toMatchObject([{ state: 'reading', progress: 0 }]);
  expect(form.log.lines).toHaveLength(2);
});

test('where the account takes no files, nothing is asked of the page, and the row says why', async () => {
  await using form = await open({ services: [fakeService('crm', { attachments: 'none' })] });
  form.page.say({ type: 'edit', seq: 1, draftId: form.composer.draft.id, field: 'account', value: 'one' });
  paste(form);
  await expect.poll(() => form.page.last().attachments).toMatchObject([{ state: 'failed' }]);
  const { attachments, files } = form.page.last();
  expect(files).toMatchObject({
    canAttach: false,
    why: expect.stringContaining('CRM takes no files.') as string,
  });
  expect(attachments[0]?.message).toBe(files.why);
  expect(wanted(form)).toEqual([]);
  form.page.say({ type: 'detach', draftId: form.composer.draft.id, key: 'k' });
  await expect.poll(() => form.page.last().attachments).toEqual([]);
});

test('the notes that several files make are said before the note is logged', async () => {
  const uris = ['a.png', 'b.png', 'c.pdf'].map((name) => vscode.Uri.parse(`memfs:/${name}`));
  const attachable = new Map(uris.map((uri) => [uri.toString(), Buffer.from('hello')]));
  await using form = await open({ attachable });
  form.page.say({ type: 'edit', seq: 1, draftId: form.composer.draft.id, field: 'account', value: 'one' });
  form.editor.openFiles = uris;
  form.page.say({ type: 'attach', draftId: form.composer.draft.id });
  await expect.poll(() => form.page.last().attachments).toHaveLength(3);
  expect(form.page.last().files).toEqual({
    canAttach: true,
    notes: 3,
    why: 'CRM takes one file a note, so this makes 3 notes: yours with the first file, then one for each other file, with its name and the first line of your text.',
  });
});

test('nothing is said of several files where the service takes them with one note', async () => {
  const uris = ['a.png', 'b.png'].map((name) => vscode.Uri.parse(`memfs:/${name}`));
  const attachable = new Map(uris.map((uri) => [uri.toString(), Buffer.from('hello')]));
  await using form = await open({ attachable, services: [fakeService('crm', { attachments: 'several' })] });
  form.editor.openFiles = uris;
  form.page.say({ type: 'attach', draftId: form.composer.draft.id });
  await expect.poll(() => form.page.last().attachments).toHaveLength(2);
  expect(form.page.last().files).toEqual({ canAttach: true, notes: 1, why: '' });
});

test('a chosen file that cannot be attached is a row with its reason, and the others are attached', async () => {
  const uris = ['gone.pdf', 'ok.pdf'].map((name) => vscode.Uri.parse(`memfs:/${name}`));
  await using form = await open({ attachable: new Map([['memfs:/ok.pdf', Buffer.from('hello')]]) });
  form.editor.openFiles = uris;
  form.page.say({ type: 'attach', draftId: form.composer.draft.id });
  await expect.poll(() => form.page.last().attachments).toMatchObject([
    { name: 'ok.pdf', state: 'ready' },
    { name: 'gone.pdf', state: 'failed', message: 'This file cannot be read.' },
  ]); // prettier-ignore
  // The dialog took the focus.
  await expect.poll(() => form.editor.commands).toEqual([['notelog.form.focus']]);
});

test('of a document that is not saved the form says that it goes out as it is seen', async () => {
  const uri = 'untitled:Untitled-1';
  await using form = await open({
    attachable: new Map([[uri, Buffer.from('old')]]),
    unsaved: new Map([[uri, 'seen']]),
  });
  form.editor.openFiles = [vscode.Uri.parse(uri)];
  form.page.say({ type: 'attach', draftId: form.composer.draft.id });
  await expect.poll(() => form.page.last().attachments).toMatchObject([{ state: 'ready', message: 'Not saved yet: goes out as you see it' }]); // prettier-ignore
});

test('dropped addresses are taken from the open folders only', async () => {
  const attachable = new Map([
    ['file:///files/plan.pdf', Buffer.from('hello')],
    ['file:///home/ann/.ssh/id_rsa', Buffer.from('secret')],
  ]);
  await using form = await open({ attachable });
  form.editor.openFolders = [vscode.Uri.parse('file:///files')];
  const uris = ['file:///files/plan.pdf', 'file:///home/ann/.ssh/id_rsa', 'https://evil.example/x.png', 'command:x', 'no address']; // prettier-ignore
  form.page.say({ type: 'attachUris', draftId: form.composer.draft.id, uris });
  await expect.poll(() => form.page.last().attachments).toHaveLength(4);
  expect(form.composer.draft.attachments.map(({ uri }) => uri)).toEqual(['file:///files/plan.pdf']);
  expect(
    form.page
      .last()
      .attachments.slice(1)
      .map(({ message }) => message),
  ).toEqual([
    '“id_rsa” is in none of the open folders. Choose it with “Attach File…”.',
    '“x.png” is in none of the open folders. Choose it with “Attach File…”.',
    '“x” is in none of the open folders. Choose it with “Attach File…”.',
  ]);
});

test('a file that the window names by its server is taken as the local file that it is there', async () => {
  const attachable = new Map([['file:///files/plan.pdf', Buffer.from('hello')]]);
  await using form = await open({ attachable });
  form.editor.openFolders = [vscode.Uri.parse('file:///files')];
  const uris = ['vscode-remote://localhost%3A8000/files/plan.pdf', 'vscode-remote://localhost/etc/passwd'];
  form.page.say({ type: 'attachUris', draftId: form.composer.draft.id, uris });
  await expect.poll(() => form.page.last().attachments).toHaveLength(2);
  expect(form.composer.draft.attachments.map(({ uri }) => uri)).toEqual(['file:///files/plan.pdf']);
});

test.each([
  'file:///files/../etc/passwd',
  'file:///files/%2e%2e/etc/passwd',
  'file:///files/..%5C..%5Cetc/passwd',
])('the address %s leads out of the open folder, and is not taken', async (uri) => {
  const attachable = new Map([[vscode.Uri.parse(uri).toString(), Buffer.from('secret')]]);
  await using form = await open({ attachable });
  form.editor.openFolders = [vscode.Uri.parse('file:///files')];
  form.page.say({ type: 'attachUris', draftId: form.composer.draft.id, uris: [uri] });
  await expect.poll(() => form.page.last().attachments).toMatchObject([{ name: 'passwd', state: 'failed' }]);
  expect(form.composer.draft.attachments).toEqual([]);
});

test('a note waits for a file that is still being read, and goes with it', async () => {
  const service = fakeService();
  await using form = await open({ services: [service] });
  await typeChosen(form);
  paste(form);
  await expect.poll(() => wanted(form)).toEqual([0]);
  form.page.say({ type: 'log', seq: 9, draftId: form.composer.draft.id, then: 'nothing' });
  await expect
    .poll(() => form.page.last().logging)
    .toMatchObject({ message: 'Reading the files…', canCancel: true });
  send(form, 0, png.subarray(0, chunkSize));
  await expect.poll(() => wanted(form)).toEqual([0, 1]);
  expect(service.arrived).toEqual([]);
  send(form, 1, png.subarray(chunkSize));
  await expect.poll(() => service.arrived).toMatchObject([{ note: { attachment: { name: 'image.png', size: png.length } } }]); // prettier-ignore
});

test('a note does not go without a file that the browser lost meanwhile, and the text stays', async () => {
  await using form = await open();
  await typeChosen(form);
  paste(form);
  await expect.poll(() => wanted(form)).toEqual([0]);
  form.page.say({ type: 'log', seq: 9, draftId: form.composer.draft.id, then: 'nothing' });
  form.page.say({ type: 'fileGone', key: 'k' });
  const message = '“image.png” was removed or changed while it was being read. Attach it again.';
  await expect.poll(() => form.page.last().problems).toEqual([{ field: 'attachment', message }]);
  expect(form.page.last()).toMatchObject({
    values: { text: 'Asked for a quote.' },
    attachments: [{ message }],
  });
  expect(form.outbox.entries()).toEqual([]);
});

test('waiting for a file can be cancelled', async () => {
  await using form = await open();
  await typeChosen(form);
  paste(form);
  form.page.say({ type: 'log', seq: 9, draftId: form.composer.draft.id, then: 'nothing' });
  await expect.poll(() => form.page.last().logging?.message).toBe('Reading the files…');
  form.page.say({ type: 'cancel' });
  await expect.poll(() => form.page.last().logging).toBeNull();
  expect(form.page.last().notice?.message).toBe('Cancelled. The note was not logged.');
});

test('a page that is hidden says of its file that it was not read', async () => {
  await using form = await open();
  paste(form);
  await expect.poll(() => wanted(form)).toEqual([0]);
  form.page.setVisible(false);
  form.page.setVisible(true);
  await expect.poll(() => form.page.last().attachments[0]?.message).toContain('the form was closed');
});

test('a pasted file that is taken out again leaves nothing on the disk', async () => {
  await using form = await open();
  await pasteWhole(form);
  const [file] = form.composer.draft.attachments;
  const folder = `${form.services.context.globalStorageUri.fsPath}/drafts/files`;
  form.page.say({ type: 'detach', draftId: form.composer.draft.id, key: file?.uri ?? '' });
  await expect.poll(() => form.page.last().attachments).toEqual([]);
  await expect.poll(() => form.files.names(folder)).toEqual([]);
});

test('a file for a draft that is not in the form is not taken', async () => {
  await using form = await open();
  paste(form, { draftId: 'another' });
  await settle();
  expect([wanted(form), form.composer.files.pending()]).toEqual([[], []]);
});
