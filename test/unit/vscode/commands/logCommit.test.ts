import { describe, expect, test } from 'vitest';
import { Uri } from 'vscode';
import { runCommand } from '../../../../src/vscode/commands/commands.ts';
import { openGit, openGitLate } from '../../../support/editor/openGit.ts';
import { openDocument, openTextEditor } from '../../../support/editor/textEditor.ts';
import { settle } from '../../../support/fakeClock.ts';
import { startEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';

const [first, second] = ['3f2c1ab9'.repeat(5), 'd'.repeat(64)];
const commits = [
  {
    hash: second,
    message: 'Merge `all` of it\n\nWith care.',
    authorName: 'Ann Lee',
    authorEmail: 'ann@acme.example',
    authorDate: new Date(0),
    shortStat: { files: 2, insertions: 12, deletions: 4 },
  },
  { hash: first, message: 'Begin' },
];
const app = {
  root: '/code/app',
  HEAD: { name: 'main', commit: second },
  remotes: [{ name: 'origin', fetchUrl: 'https://x:ghp_token@github.com/acme/app.git' }],
  having: { [first]: ['origin'], [second]: ['origin'] },
  commits,
};
const noted = `Commit [\`ddddddd\`](https://github.com/acme/app/commit/${second}): Merge \\\`all\\\` of it\n\n2 files changed, +12 −4`;
const file = Uri.parse('file:///code/app/a.ts');

const textIn = ({ composer }: EditorHarness) => composer.draft.values.text;

test('a commit that is chosen becomes a note with its subject, link and numbers, and without an address', async () => {
  await using harness = await startEditorHarness();
  const asked = openGit(harness.editor, [app]);
  const ran = runCommand(harness.services, 'notelog.logCommit', []);
  const pick = await harness.editor.picks.next();
  expect(pick.title).toBe('Log Commit');
  expect(pick.labels).toEqual(['Merge `all` of it', 'Begin']);
  expect(pick.items.map(({ description }) => description)).toEqual([
    expect.stringMatching(/^ddddddd · Ann Lee · /),
    '3f2c1ab',
  ]);
  await pick.choose('Merge');
  await ran;
  expect(textIn(harness)).toBe(noted);
  expect(JSON.stringify(pick.items) + textIn(harness)).not.toMatch(/acme\.example|ghp_token/);
  expect(asked).toEqual([
    ['log', { maxEntries: 200 }],
    ['log', { maxEntries: 1, range: second, shortStats: true }],
    ['getBranches', { remote: true, contains: second }],
  ]);
});

test('right after a window has opened, Git is waited for', async () => {
  await using harness = await startEditorHarness();
  const { editor, services } = harness;
  const { start } = openGitLate(editor, [app]);
  const ran = runCommand(services, 'notelog.logCommit', []);
  await settle();
  expect([editor.questions.left, editor.messages.left]).toEqual([[], []]);
  start();
  await editor.choose('Begin');
  await ran;
  expect(textIn(harness)).toContain('Begin');
});

test('an entry of a timeline is the commit; of its fields only the hash is read', async () => {
  await using harness = await startEditorHarness();
  openGit(harness.editor, [{ ...app, root: '/other' }, app]);
  const item = Object.create({
    ref: second,
    get repository(): never {
      throw new Error('read');
    },
  }) as object;
  await runCommand(harness.services, 'notelog.logCommit', [item, file, 'git-history']);
  expect([textIn(harness), harness.editor.questions.left]).toEqual([noted, []]);
});

test('nothing but a full hash reaches Git, whatever an entry says', async () => {
  await using harness = await startEditorHarness();
  const asked = openGit(harness.editor, [app]);
  for (const ref of ['--output=/tmp/x', 'HEAD', `${first} --all`, `${first}\n`, first.toUpperCase(), 7]) {
    const ran = runCommand(harness.services, 'notelog.logCommit', [{ ref }, file]);
    (await harness.editor.picks.next()).escape();
    await ran;
  }
  expect(asked.every(([name, options]) => name === 'log' && !('range' in Object(options)))).toBe(true);
  expect(harness.composer.hasContent).toBe(false);
});

test('a commit that no remote has is not linked', async () => {
  await using harness = await startEditorHarness();
  openGit(harness.editor, [{ ...app, having: { [second]: [] } }]);
  await runCommand(harness.services, 'notelog.logCommit', [{ ref: second }, file]);
  expect(textIn(harness)).toContain('Commit `ddddddd`, not pushed: Merge');
});

test('of several repositories the one of the active editor is meant; without an editor, it is asked for', async () => {
  await using harness = await startEditorHarness();
  const { editor, services } = harness;
  openGit(editor, [
    { ...app, commits: [] },
    { ...app, root: '/code/lib' },
  ]);
  editor.activeTextEditor = openTextEditor(openDocument('file:///code/lib/a.ts', ''));
  const ran = runCommand(services, 'notelog.logCommit', []);
  await editor.choose('Begin');
  await ran;
  expect(textIn(harness)).toContain('Begin');
  editor.activeTextEditor = undefined;
  const again = runCommand(services, 'notelog.logCommit', []);
  const pick = await editor.picks.next();
  expect(pick.labels).toEqual(['app', 'lib']);
  await pick.choose('app');
  await editor.answer('“app” has no commit that can be read.');
  await again;
});

describe('where no commit can be read, the user is told', () => {
  test.each<
    [what: string, set: (harness: EditorHarness) => unknown, args: readonly unknown[], sentence: string]
  >([
    ['no Git', () => undefined, [], 'There is no Git in this window'],
    ['Git turned off', ({ editor }) => openGit(editor, [app], 'off'), [], 'There is no Git in this window'],
    [
      'Restricted Mode',
      ({ editor }) => (editor.isTrusted = false),
      [],
      'There is no Git in Restricted Mode. Trust this folder, then log the commit.',
    ],
    ['no repository', ({ editor }) => openGit(editor, []), [], 'No Git repository is open in this window.'],
    [
      'Git on another machine',
      ({ editor }) => openGit(editor, [app], 'elsewhere'),
      [],
      'Git runs on another machine',
    ],
    [
      'a commit that is gone',
      ({ editor }) => openGit(editor, [app]),
      [{ ref: 'e'.repeat(40) }, file],
      'The commit eeeeeee cannot be read.',
    ],
  ])('%s', async (_, set, args, sentence) => {
    await using harness = await startEditorHarness();
    set(harness);
    const ran = runCommand(harness.services, 'notelog.logCommit', args);
    await harness.editor.answer(sentence);
    await ran;
    expect(harness.composer.hasContent).toBe(false);
  });
});
