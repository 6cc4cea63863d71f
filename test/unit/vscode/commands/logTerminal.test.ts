import { expect, test } from 'vitest';
import type { TerminalShellIntegration } from 'vscode';
import { runCommand } from '../../../../src/vscode/commands/commands.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';

const copySelection = 'workbench.action.terminal.copySelection';
const copyCommand = 'workbench.action.terminal.copyLastCommandAndLastCommandOutput';
const shellIntegration: TerminalShellIntegration = {
  cwd: undefined,
  executeCommand: () => {
    throw new Error('nothing is run');
  },
};

/** A terminal in which this is selected, and these are the last command and its output; undefined: nothing. */
async function open(
  clipboard: string,
  { selection, command }: { selection?: string; command?: string } = {},
) {
  const harness = await startEditorHarness();
  const { editor } = harness;
  editor.clipboard = clipboard;
  editor.activeTerminal = { shellIntegration: command === undefined ? undefined : shellIntegration };
  editor.otherCommands.set(copySelection, () => (editor.clipboard = selection ?? editor.clipboard));
  editor.otherCommands.set(copyCommand, () => (editor.clipboard = command ?? editor.clipboard));
  return harness;
}

test('what is selected in the terminal becomes a note, and the clipboard is as it was', async () => {
  await using harness = await open('copied before', { selection: '$ npm test\n1 failed' });
  await runCommand(harness.services, 'notelog.logTerminalSelection', []);
  expect(harness.composer.draft.values.text).toBe('```\n$ npm test\n1 failed\n```');
  expect([harness.editor.clipboard, harness.editor.statusMessages]).toEqual(['copied before', []]);
});

test('the last command becomes a note with its output', async () => {
  await using harness = await open('copied before', { command: 'npm test\n\u001b[31m1 failed\u001b[0m\n' });
  await runCommand(harness.services, 'notelog.logTerminalCommand', []);
  expect(harness.composer.draft.values.text).toBe('```\nnpm test\n1 failed\n```');
  expect(harness.editor.clipboard).toBe('copied before');
});

test('what was copied before is never logged where nothing is selected', async () => {
  await using harness = await open('my password');
  const logged = runCommand(harness.services, 'notelog.logTerminalSelection', []);
  await harness.editor.answer('Nothing was copied from the terminal');
  await logged;
  expect([harness.composer.hasContent, harness.editor.clipboard]).toEqual([false, 'my password']);
});

test('text that is in the clipboard already counts as nothing, and the user is told how to go on', async () => {
  await using harness = await open('1 failed', { selection: '1 failed' });
  const logged = runCommand(harness.services, 'notelog.logTerminalSelection', []);
  await harness.editor.answer('paste it into the note');
  await logged;
  expect(harness.composer.hasContent).toBe(false);
});

test('where no text was in the clipboard, or a picture, the user is told that the text stays there', async () => {
  await using harness = await open('', { selection: '1 failed' });
  await runCommand(harness.services, 'notelog.logTerminalSelection', []);
  expect([harness.editor.clipboard, harness.editor.statusMessages]).toEqual([
    '1 failed',
    ['$(clippy) Copied: the terminal’s text stays in the clipboard.'],
  ]);
});

test('what somebody copies meanwhile stays', async () => {
  await using harness = await open('copied before', { selection: '1 failed' });
  const { editor, services } = harness;
  let reads = 0;
  Object.defineProperty(editor, 'clipboard', {
    get: () => ['copied before', '1 failed', 'newer'][reads++] ?? 'newer',
    set: (text: string) => {
      if (text !== '1 failed') throw new Error('overwritten');
    },
  });
  await runCommand(services, 'notelog.logTerminalSelection', []);
  expect(harness.composer.draft.values.text).toContain('1 failed');
  expect(editor.statusMessages).toHaveLength(1);
});

test('a large text in the clipboard comes back, and too large a text of the terminal is refused', async () => {
  const large = 'x'.repeat(50_000_000);
  await using harness = await open(large, { selection: 'y'.repeat(300_000) });
  const logged = runCommand(harness.services, 'notelog.logTerminalSelection', []);
  await harness.editor.answer('This would be a note of');
  await logged;
  expect(harness.editor.clipboard === large).toBe(true);
});

test.each<[what: string, sentence: string]>([
  ['no terminal', 'Open a terminal first'],
  ['a terminal without shell integration', 'does not tell where its commands begin'],
  ['no command yet', 'Run a command there'],
  ['a terminal that is gone', 'Run a command there'],
  ['a clipboard that cannot be read', 'The clipboard cannot be read here'],
])('%s is said in one sentence', async (what, sentence) => {
  await using harness = await open('copied before', { command: 'copied before' });
  const { editor, services } = harness;
  if (what === 'no terminal') editor.activeTerminal = undefined;
  if (what === 'a terminal without shell integration')
    editor.activeTerminal = { shellIntegration: undefined };
  if (what === 'a terminal that is gone') editor.missingCommands.add(copyCommand);
  if (what === 'a clipboard that cannot be read') editor.isClipboardClosed = true;
  const logged = runCommand(services, 'notelog.logTerminalCommand', []);
  await editor.answer(sentence);
  await logged;
  expect([harness.composer.hasContent, editor.clipboard]).toEqual([false, 'copied before']);
});
