import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { formProtocol } from '../../../../src/form/messages.ts';
import { fakeClock, settle } from '../../../support/fakeClock.ts';
import { faultyFiles, type Fault } from '../../../support/faultyFiles.ts';
import { memoryFiles } from '../../../support/memoryFiles.ts';
import { openForm, type } from './formPage.ts';

test('the page may run its own script only, and reads nothing but the extension’s files', async () => {
  await using harness = await openForm();
  const { webview } = harness.page.view;
  expect(webview.options).toMatchObject({ enableScripts: true, enableForms: false });
  expect(webview.options.localResourceRoots?.map(({ path }) => path.endsWith('/extension/dist'))).toEqual([
    true,
  ]);
  expect(webview.html).toContain('default-src &apos;none&apos;');
  expect(webview.html).toMatch(/nonce-[A-Za-z0-9+/=]{24}/);
});

test('what is typed is in the draft, and many edits at once get one answer', async () => {
  await using harness = await openForm();
  type(harness);
  await settle();
  expect(harness.composer.draft.values).toMatchObject({ target: 'Acme', text: 'Asked for a quote.' });
  expect(harness.page.snapshots()).toHaveLength(1);
  expect(harness.page.last()).toMatchObject({ seq: 3, values: { text: 'Asked for a quote.' } });
});

test('the form says that the text is not saved while the disk is full, and only then', async () => {
  const clock = fakeClock();
  const faults: { fault: Fault } = { fault: () => undefined };
  const disk = memoryFiles(() => clock.now());
  const { files } = faultyFiles(disk.files, (operation) => faults.fault(operation));
  await using harness = await openForm({ clock, files });
  type(harness);
  await clock.advance(1_000);
  expect(harness.page.last().unsaved).toBe('');
  faults.fault = ({ name, path }) => (name === 'write' && path.includes('drafts') ? 'ENOSPC' : undefined);
  harness.composer.edit('text', 'More words.');
  await clock.advance(1_000);
  expect(harness.page.last().unsaved).toBe(
    'What you typed is not saved yet. There is no space left on this disk. ' +
      'Notelog keeps trying; until then your text is only in this window.',
  );
  faults.fault = () => undefined;
  await clock.advance(30_000);
  expect(harness.page.last().unsaved).toBe('');
  const [draft] = await harness.drafts.all();
  expect(draft?.draft.values.text).toBe('More words.');
});

test('a hidden form is sent nothing, and gets all when it is shown', async () => {
  await using harness = await openForm();
  harness.page.setVisible(false);
  type(harness);
  await settle();
  expect(harness.page.posted).toEqual([]);
  harness.page.setVisible(true);
  await settle();
  expect(harness.page.last().values.text).toBe('Asked for a quote.');
});

test('a page that starts again numbers its edits from the start; another protocol is logged', async () => {
  await using harness = await openForm();
  type(harness);
  harness.page.say({ type: 'ready', protocol: 0 });
  await settle();
  expect(harness.page.last().seq).toBe(0);
  expect(harness.log.lines.join()).toContain('protocol 0');
  harness.page.say({ type: 'ready', protocol: formProtocol });
  await settle();
  expect(harness.log.lines.filter((line) => line.includes('protocol'))).toHaveLength(1);
});

test('a message that is not understood is ignored, and none of it is logged', async () => {
  await using harness = await openForm();
  harness.page.say({ type: 'run', command: 'sk-secret' });
  await settle();
  expect(harness.log.lines).toHaveLength(1);
  expect(harness.log.lines.join()).not.toContain('sk-secret');
});

test('a file is attached to the draft for which the dialog was opened, and taken off again', async () => {
  const uri = vscode.Uri.parse('memfs:/order%20$(trash).txt');
  const attachable = new Map([[uri.toString(), Buffer.from('hello')]]);
  await using harness = await openForm({ attachable });
  const { page, composer, editor } = harness;
  const draftId = composer.draft.id;
  page.say({ type: 'attach', draftId });
  await settle();
  expect(composer.draft.attachments).toEqual([]);
  editor.openFiles = [uri];
  page.say({ type: 'attach', draftId: 'another' });
  await settle();
  expect(composer.draft.attachments).toEqual([]);
  page.say({ type: 'attach', draftId });
  await expect
    .poll(() => page.snapshots().at(-1)?.attachments)
    .toMatchObject([{ name: 'order $(trash).txt', size: 5, state: 'ready' }]);
  page.say({ type: 'detach', draftId, key: uri.toString() });
  await expect.poll(() => page.last().attachments).toEqual([]);
});

test('a draft is discarded once the user has agreed', async () => {
  await using harness = await openForm();
  type(harness);
  const draftId = harness.composer.draft.id;
  harness.page.say({ type: 'discard', draftId: 'another' });
  harness.page.say({ type: 'discard', draftId });
  await harness.editor.answer('Discard this draft?', 'Discard');
  await expect.poll(() => harness.composer.hasContent).toBe(false);
  expect(harness.editor.messages.left).toEqual([]);
});

test('Add Account opens from the form', async () => {
  await using harness = await openForm();
  harness.page.say({ type: 'addAccount' });
  expect(harness.editor.commands).toEqual([['notelog.addAccount']]);
});

test('a form that was closed is sent nothing more', async () => {
  await using harness = await openForm();
  harness.page.dispose();
  type(harness);
  harness.editor.configuration.fire({ affectsConfiguration: () => true });
  await settle();
  expect(harness.page.posted).toEqual([]);
});

test('a change of the text format is shown', async () => {
  await using harness = await openForm();
  harness.editor.configuration.fire({ affectsConfiguration: (name) => name === 'notelog' });
  await settle();
  expect(harness.page.last().textFormat).toBe('markdown');
});
