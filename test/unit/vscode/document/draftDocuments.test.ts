import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { logDraft } from '../../../../src/vscode/commands/writeInEditor.ts';
import { draftUri } from '../../../../src/vscode/document/draftUri.ts';
import { startEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';
import { openDocument, openTextEditor } from '../../../support/editor/textEditor.ts';
import { customer, deferred, fakeService } from '../../../support/fakeProvider.ts';
import { settle } from '../../../support/fakeClock.ts';
import type { Target } from '../../../../src/model/note.ts';

const saveAsItIs = 'workbench.action.files.saveWithoutFormatting';

/** The draft in the form as an open document, in an editor that trims lines when it saves. */
async function openDraft({ editor, composer, services, context }: EditorHarness) {
  const { draftDocuments } = services;
  editor.settings.set('files.trimTrailingWhitespace', true);
  const { id } = composer.draft;
  const uri = draftUri(id, 'Note');
  let text = (await draftDocuments.contentOf(id)) ?? '';
  const write = () => {
    document.isDirty = !draftDocuments.save(id, text);
    return Promise.resolve(!document.isDirty);
  };
  const document = {
    ...openDocument(uri.toString(), text, 'markdown'),
    isClosed: false,
    getText: () => text,
    save: () => {
      text = text.replace(/[ \t]+$/gm, '');
      return write();
    },
  };
  editor.otherCommands.set(saveAsItIs, write);
  editor.textDocuments = [document];
  context.subscriptions.push(draftDocuments.start());
  const activate = (input: unknown = new vscode.TabInputText(uri)) => {
    editor.activeTab = { input };
    editor.activeTextEditor = openTextEditor(document);
    editor.activeEditors.fire(editor.activeTextEditor);
  };
  const leave = () => {
    editor.activeTab = undefined;
    editor.activeTextEditor = undefined;
    editor.activeEditors.fire(undefined);
  };
  const type = (change: (before: string) => string) => {
    text = change(text);
    document.isDirty = true;
    editor.changedDocuments.fire({ document, contentChanges: [text] });
  };
  return { id, uri, document, activate, leave, type, text: () => text };
}

async function startWithNote(service = fakeService()) {
  const harness = await startEditorHarness({ services: [service] });
  const { composer } = harness;
  composer.edit('text', 'Hello');
  composer.recipient.choose(customer('Acme'));
  await composer.recipient.settled();
  return harness;
}

test('a pause in typing saves the document as it is', async () => {
  await using harness = await startWithNote();
  const { document, activate, type, text } = await openDraft(harness);
  activate();
  type((before) => before.replace('Hello', 'Hello '));
  await harness.clock.advance(2000);
  expect(document.isDirty).toBe(false);
  expect(text()).toMatch(/\nHello \n$/);
  expect(harness.composer.draft.values.text).toBe('Hello ');
});

test('a document that is compared with another is saved when the cursor has left it', async () => {
  await using harness = await startWithNote();
  const { uri, document, activate, leave, type, text } = await openDraft(harness);
  activate(new vscode.TabInputTextDiff(uri, uri));
  type((before) => before.replace('Hello', 'Hello '));
  await harness.clock.advance(2000);
  expect(text()).toMatch(/\nHello \n$/);
  expect(document.isDirty).toBe(true);
  expect(harness.editor.commands).not.toContainEqual([saveAsItIs]);
  leave();
  expect(document.isDirty).toBe(false);
});

test('the document of a logged note closes whatever the editor makes of it while it saves', async () => {
  await using harness = await startWithNote();
  const { uri, document, type, text } = await openDraft(harness);
  harness.editor.tabs = [{ isDirty: true, input: new vscode.TabInputText(uri) }];
  type((before) => before.replace('Hello', 'Hello '));
  expect(await harness.composer.log()).toBeDefined();
  await settle();
  expect(text()).toMatch(/\nHello\n$/);
  expect(document.isDirty).toBe(false);
  expect(harness.editor.tabs).toEqual([]);
});

test('while a note is being logged, only a document that says something new is refused', async () => {
  const service = fakeService();
  await using harness = await startWithNote(service);
  const { composer, clock, services } = harness;
  const { id, uri, document, activate, type, text } = await openDraft(harness);
  activate();
  composer.open({ ...composer.draft, id: 'other' });
  await composer.recipient.settled();
  const answer = deferred<readonly Target[]>();
  service.find = (_type, _typed, signal) => answer.until(signal);
  composer.recipient.choose(customer('Initech'));
  const logged = composer.log();

  await logDraft(services, uri);
  expect((await harness.editor.messages.next()).text).toContain('just being logged');
  expect(services.draftDocuments.save(id, text())).toBe(true);
  const closed = (await services.draftDocuments.contentOf('other')) ?? '';
  expect(services.draftDocuments.save('other', closed)).toBe(true);
  expect(services.draftDocuments.save('other', closed.replace('Hello', 'Hello!'))).toBe(false);
  type((before) => before.replace('kind: note', 'kind: call'));
  expect(services.draftDocuments.save(id, text())).toBe(false);
  await clock.advance(2000);
  expect(document.isDirty).toBe(true);

  answer.resolve([customer('Initech')]);
  expect(await logged).toBeDefined();
  expect(composer.find(id)?.values.kind).toBe('call');
  await clock.advance(2000);
  expect(document.isDirty).toBe(false);
});

test('what is typed while the document of a logged note is being saved becomes a note of its own', async () => {
  await using harness = await startWithNote();
  const { composer } = harness;
  const { document, activate, type } = await openDraft(harness);
  activate();
  type((before) => before.replace('Hello', 'Hello '));
  const { save } = document;
  harness.editor.otherCommands.set(saveAsItIs, async () => {
    type((before) => before.replace('Hello ', 'Hello again'));
    return await save();
  });
  expect(await composer.log()).toBeDefined();
  await settle();
  expect(composer.draft.values.text).toBe('Hello again');
});
