import { describe, expect, test } from 'vitest';
import { CodeActionTriggerKind, Uri } from 'vscode';
import type * as vscode from 'vscode';
import { problemActions } from '../../../../src/vscode/code/quickFix.ts';
import { runCommand } from '../../../../src/vscode/commands/commands.ts';
import { openGit } from '../../../support/editor/openGit.ts';
import { openDocument, openTextEditor, rangeOf } from '../../../support/editor/textEditor.ts';
import { startEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';

const address = 'file:///code/app/a.ts';
const head = 'c'.repeat(40);
const text = 'let a = 1;\nlet b = 2;\nlet c = 3;';

const problem = (message: string, line: number, more: object = {}) => ({
  message,
  range: rangeOf([line, 4], [line, 5]),
  severity: 1,
  ...more,
});

/** Opens a file with problems, with the cursor at a place. */
function open({ editor }: EditorHarness, problems: readonly unknown[], cursor: readonly [number, number]) {
  const document = openDocument(address, text);
  editor.textDocuments = [document];
  editor.activeTextEditor = openTextEditor(document, rangeOf(cursor, cursor));
  editor.diagnostics.set(address, problems);
}

test('the problem at the cursor becomes a note, with its code and its place', async () => {
  await using harness = await startEditorHarness();
  openGit(harness.editor, [
    {
      root: '/code/app',
      HEAD: { commit: head, upstream: { remote: 'origin', commit: head }, ahead: 0 },
      remotes: [{ name: 'origin', fetchUrl: 'https://github.com/acme/app' }],
      files: { [`${head}:a.ts`]: text },
    },
  ]);
  const code = { value: 'prefer-const', target: Uri.parse('https://eslint.org/docs/prefer-const') };
  const problems = [problem('Never reassigned.', 1, { source: 'eslint', code }), problem('Other.', 2)];
  open(harness, problems, [1, 5]);
  await runCommand(harness.services, 'notelog.logProblem', []);
  expect(harness.composer.draft.values.text).toBe(
    `Warning in [\`a.ts:2\`](https://github.com/acme/app/blob/${head}/a.ts#L2) ` +
      '([`eslint prefer-const`](https://eslint.org/docs/prefer-const)):\n\n```\nNever reassigned.\n```',
  );
  expect(harness.editor.questions.left).toEqual([]);
});

describe('which problem is meant', () => {
  const all = [
    problem('First.', 0),
    problem('Second.', 1),
    problem('Third.', 1, { range: rangeOf([1, 0], [2, 0]) }),
  ];
  test.each<[what: string, cursor: readonly [number, number], rows: readonly string[]]>([
    ['all at the cursor', [1, 4], ['Second.', 'Third.']],
    ['all of the line, where none is at the cursor', [2, 3], ['Third.']],
    ['all of the file, where none is in the line', [9, 0], ['First.', 'Second.', 'Third.']],
  ])('%s', async (_, cursor, rows) => {
    await using harness = await startEditorHarness();
    open(harness, all, cursor);
    const ran = runCommand(harness.services, 'notelog.logProblem', []);
    if (rows.length > 1) {
      const pick = await harness.editor.picks.next();
      expect(pick.labels).toEqual(rows);
      await pick.choose(rows.at(-1) ?? '');
    }
    await ran;
    expect(harness.composer.draft.values.text).toContain(rows.at(-1));
  });
});

test('nothing is begun where the question is closed', async () => {
  await using harness = await startEditorHarness();
  open(harness, [problem('First.', 0), problem('Second.', 0)], [0, 4]);
  const ran = runCommand(harness.services, 'notelog.logProblem', []);
  (await harness.editor.picks.next()).escape();
  await ran;
  expect(harness.composer.hasContent).toBe(false);
});

test('the quick fix is there on demand only, and passes the problems that it was asked for', async () => {
  await using harness = await startEditorHarness();
  open(harness, [], [0, 0]);
  const [document] = harness.editor.textDocuments;
  const given = [problem('Not assignable.', 1, { severity: 0, source: 'ts', code: 2322 })];
  const actions = (triggerKind: number, diagnostics: readonly unknown[]) =>
    problemActions.provideCodeActions(
      document as vscode.TextDocument,
      rangeOf([0, 0], [0, 0]) as vscode.Range,
      { triggerKind, diagnostics, only: undefined } as vscode.CodeActionContext,
      { isCancellationRequested: false } as vscode.CancellationToken,
    );
  expect(actions(CodeActionTriggerKind.Automatic, given)).toEqual([]);
  expect(actions(CodeActionTriggerKind.Invoke, [])).toEqual([]);
  const [action] = actions(CodeActionTriggerKind.Invoke, given) as vscode.CodeAction[];
  expect(action).toMatchObject({ title: 'Log Problem as Note', kind: { value: 'quickfix' } });
  expect([action?.diagnostics, action?.isPreferred]).toEqual([undefined, undefined]);
  await runCommand(harness.services, 'notelog.logProblem', action?.command?.arguments ?? []);
  expect(harness.composer.draft.values.text).toBe(
    'Error in `a.ts:2` (`ts 2322`):\n\n```\nNot assignable.\n```',
  );
});

test.each<
  [what: string, args: readonly unknown[], problems: readonly unknown[] | undefined, sentence: string]
>([
  ['no editor', [], undefined, 'Open the file with the problem first'],
  ['a file without a problem', [], [], 'The editor shows no problem in “a.ts”.'],
  ['what is no problem', [Uri.parse(address), [{ message: 7 }, undefined, 'x']], [], 'no problem in “a.ts”'],
  [
    'a problem without a place',
    [Uri.parse(address), [{ message: 'x', range: {} }]],
    [],
    'no problem in “a.ts”',
  ],
])('%s is said', async (_, args, problems, sentence) => {
  await using harness = await startEditorHarness();
  if (problems) open(harness, problems, [0, 0]);
  const ran = runCommand(harness.services, 'notelog.logProblem', args);
  await harness.editor.answer(sentence);
  await ran;
  expect(harness.composer.hasContent).toBe(false);
});

describe('a failed test', () => {
  const suite = { label: 'sums', parent: undefined };
  const failing = {
    label: 'all *numbers*',
    parent: { label: 'of lists', parent: suite },
    uri: Uri.parse(address),
  };

  test('has its names, its message, what it compared and its place', async () => {
    await using harness = await startEditorHarness();
    open(harness, [], [0, 0]);
    const message = {
      message: { value: 'Differs' },
      expectedOutput: '3',
      actualOutput: '4',
      location: { uri: Uri.parse(address), range: rangeOf([2, 0], [2, 3]) },
    };
    await runCommand(harness.services, 'notelog.logTestFailure', [{ test: failing, message }]);
    expect(harness.composer.draft.values.text).toBe(
      'Test failed: sums › of lists › all \\*numbers\\* in `a.ts:3`\n\n```\nDiffers\n```\n\n' +
        'Expected:\n\n```\n3\n```\n\nActual:\n\n```\n4\n```',
    );
  });

  test('may have a message only', async () => {
    await using harness = await startEditorHarness();
    const message = { message: 'Boom', location: { uri: 'file:///x', range: 7 } };
    await runCommand(harness.services, 'notelog.logTestFailure', [{ test: { label: 'x' }, message }]);
    expect(harness.composer.draft.values.text).toBe('Test failed: x\n\n```\nBoom\n```');
  });

  test.each([[undefined], [{ test: failing }], ['x'], [{ message: { message: 7 } }]])(
    'that is none (%j) is said',
    async (argument) => {
      await using harness = await startEditorHarness();
      const ran = runCommand(harness.services, 'notelog.logTestFailure', [argument]);
      await harness.editor.answer('Choose the message of a failed test');
      await ran;
      expect(harness.composer.hasContent).toBe(false);
    },
  );
});
