import { expect, test } from 'vitest';
import type * as vscode from '../../../src/vscode/editor.ts';
import { diagnoseConnection } from '../../../src/vscode/commands/diagnose.ts';
import { askChoice, askText } from '../../../src/vscode/ask.ts';
import { constant, verbatim, type EditorText } from '../../../src/vscode/verbatim.ts';
import { StepBox } from '../../../src/vscode/box/stepBox.ts';
import { openEditor } from '../../support/editor/editor.ts';
import { openEditorHarness } from '../../support/editorHarness.ts';
import { fakeService } from '../../support/fakeProvider.ts';

const link = '[Acme](command:workbench.action.toggleZenMode)';
const alive = /\]\(|\$\(verified\)/;

test('what is filled into a constant is text, and the constant keeps its icons', () => {
  expect(constant`$(key) ${link} $(verified`).toBe(`$(key) ${verbatim(link)} $(verified`);
  expect(constant`${'[x]'}${'(command:y)'} ${'$'}(a) ${'[x]'}(b)`).toBe(
    '[x]\u2060(command:y) $\u2060(a) [x]\u2060(b)',
  );
  expect(constant`${3} notes`).toBe('3 notes');
});

test('a company’s name is no link while its connection is diagnosed', async () => {
  const service = fakeService();
  await using harness = await openEditorHarness({
    services: [Object.assign(service, { kind: { ...service.kind, origin: () => 'http://127.0.0.1:9' } })],
  });
  const [open] = harness.book.all();
  if (!open) throw new Error('there is no account');
  await harness.book.save({ ...open.account, label: link });
  await diagnoseConnection(harness.services);
  const { messages } = await harness.editor.workOf('Notelog');
  expect(messages.join()).toContain(verbatim(link));
  expect(harness.editor.sentences.join('\n')).not.toMatch(alive);
});

test('titles, placeholders and prompts of questions hold no link', async () => {
  const editor = openEditor();
  const box = new StepBox(() => Promise.resolve());
  void askText(box, { title: link, prompt: link, placeholder: link });
  const { title, prompt, placeholder } = await editor.picks.next();
  expect([title, prompt, placeholder]).toEqual([verbatim(link), verbatim(link), verbatim(link)]);
  void askChoice(box, { title: link, placeholder: link, items: [] });
  const pick = await editor.picks.next();
  expect([pick.title, pick.placeholder]).toEqual([verbatim(link), verbatim(link)]);
});

/** Compiled only: each line must be refused by the types. */
export function refused(editor: typeof vscode, text: string, tree: vscode.TreeView<unknown>): void {
  // @ts-expect-error -- a plain string
  const plain: EditorText = text;
  // @ts-expect-error -- a template is a plain string
  void editor.window.showInformationMessage(`${text} is ready.`);
  // @ts-expect-error -- as above
  void editor.window.showWarningMessage(text, { modal: true }, 'Delete');
  // @ts-expect-error -- as above
  void editor.window.showErrorMessage(plain + text);
  // @ts-expect-error -- as above
  editor.window.setStatusBarMessage(text, 1000);
  const item = editor.window.createStatusBarItem('a', editor.StatusBarAlignment.Left);
  // @ts-expect-error -- as above
  item.text = text;
  // @ts-expect-error -- as above
  item.tooltip = text;
  const input = editor.window.createInputBox();
  // @ts-expect-error -- as above
  input.title = text;
  // @ts-expect-error -- as above
  input.prompt = text;
  // @ts-expect-error -- as above
  input.placeholder = text;
  // @ts-expect-error -- as above
  input.validationMessage = text;
  const pick = editor.window.createQuickPick();
  // @ts-expect-error -- as above
  pick.title = text;
  // @ts-expect-error -- as above
  pick.placeholder = text;
  // @ts-expect-error -- as above
  pick.items = [{ label: text }];
  // @ts-expect-error -- as above
  const row: vscode.QuickPickItem = { label: plain, description: text };
  const treeItem = new editor.TreeItem(text);
  // @ts-expect-error -- as above
  treeItem.tooltip = text;
  // @ts-expect-error -- as above
  tree.message = text;
  // @ts-expect-error -- as above
  tree.description = text;
  // @ts-expect-error -- as above
  tree.badge = { value: 1, tooltip: text };
  void editor.window.withProgress(
    // @ts-expect-error -- as above
    { location: editor.ProgressLocation.Notification, title: text },
    (progress) => {
      // @ts-expect-error -- as above
      progress.report({ message: text });
      return Promise.resolve(row);
    },
  );
}
