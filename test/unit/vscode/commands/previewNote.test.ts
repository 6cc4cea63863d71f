import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { previewNote } from '../../../../src/vscode/commands/previewNote.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { shownText } from '../shownText.ts';

test('the preview shows what will be sent, and follows the typing', async () => {
  await using harness = await startEditorHarness();
  const { services, composer } = harness;
  composer.edit('target', 'Acme');
  composer.edit('text', 'Called about SSO');
  await previewNote(services);
  expect(shownText(harness)).toContain('Called about SSO');
  expect(shownText(harness)).toContain('Account one');
  composer.edit('text', 'Called about SCIM');
  await expect.poll(() => shownText(harness)).toContain('Called about SCIM');
  expect(harness.editor.documents).toHaveLength(1);
});

test('a preview that was closed is not written again', async () => {
  await using harness = await startEditorHarness();
  const { services, composer, editor } = harness;
  composer.edit('text', 'One');
  await previewNote(services);
  const uri = vscode.Uri.parse(editor.documents[0] ?? '');
  editor.textDocuments = [{ uri, isDirty: false, isUntitled: false, encoding: 'utf8', getText: () => '' }];
  editor.changedTabs.fire(undefined);
  editor.textDocuments = [];
  editor.closedDocuments.fire(await vscode.workspace.openTextDocument(uri));
  composer.edit('text', 'Two');
  await harness.clock.advance(0);
  expect(shownText(harness)).toBe('This document was closed. Open it again from Notelog.\n');
});
