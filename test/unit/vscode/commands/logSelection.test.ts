import { describe, expect, test } from 'vitest';
import { URI } from 'vscode-uri';
import { runCommand } from '../../../../src/vscode/commands/commands.ts';
import { openGit, openGitLate } from '../../../support/editor/openGit.ts';
import { openDocument, openTextEditor, rangeOf } from '../../../support/editor/textEditor.ts';
import { settle } from '../../../support/fakeClock.ts';
import { startEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';

const head = '3f2c1ab9'.repeat(5);
const base = 'b'.repeat(40);
const origin = { name: 'origin', fetchUrl: 'https://ann:ghp_token@github.com/acme/app.git' };
const upstream = { remote: 'origin', name: 'main', commit: base };
const text = 'import x;\nconst one = 1;\nconst two = 2;\n';
const page = `https://github.com/acme/app/blob/${head}/src/a.ts`;

const pushed = {
  root: '/code/app',
  HEAD: { name: 'main', commit: head, upstream, ahead: 0, behind: 0 },
  remotes: [origin],
  files: { [`${head}:src/a.ts`]: text },
};

function open(
  harness: EditorHarness,
  selections = [rangeOf([1, 0], [2, 0])],
  uri = 'file:///code/app/src/a.ts',
) {
  const document = openDocument(uri, text);
  harness.editor.activeTextEditor = openTextEditor(document, ...selections);
  return document;
}

async function log({ services, composer }: EditorHarness): Promise<string> {
  await runCommand(services, 'notelog.logSelection', []);
  return composer.draft.values.text;
}

test('a selection becomes a note in the form, with its language and its permalink', async () => {
  await using harness = await startEditorHarness();
  openGit(harness.editor, [pushed]);
  open(harness);
  expect(await log(harness)).toBe(`[\`src/a.ts:2\`](${page}#L2)\n\n\`\`\`typescript\nconst one = 1;\n\`\`\``);
  expect(harness.editor.commands.at(-1)).toEqual(['notelog.form.focus']);
  expect(harness.log.lines.join('\n')).not.toContain('ghp_token');
});

test('right after a window has opened, Git is waited for; what it has not read is not taken for uncommitted', async () => {
  await using harness = await startEditorHarness();
  const { start } = openGitLate(harness.editor, [pushed]);
  open(harness);
  const logged = log(harness);
  await settle();
  expect(harness.composer.hasContent).toBe(false);
  start();
  expect((await logged).split('\n')[0]).toBe(`[\`src/a.ts:2\`](${page}#L2)`);
  openGit(harness.editor, [{ ...pushed, HEAD: undefined }]);
  expect((await log(harness)).split('\n')[0]).toBe('`src/a.ts:2`');
});

test('several selections are one note; empty ones are left out', async () => {
  await using harness = await startEditorHarness();
  openGit(harness.editor, [pushed]);
  open(harness, [rangeOf([2, 6], [2, 9]), rangeOf([0, 0], [0, 0]), rangeOf([1, 6], [1, 9])]);
  expect(await log(harness)).toBe(
    `[\`src/a.ts:2\`](${page}#L2)\n\n\`\`\`typescript\none\n\`\`\`\n\n[\`src/a.ts:3\`](${page}#L3)\n\n\`\`\`typescript\ntwo\n\`\`\``,
  );
});

test('as plain text it has neither fence nor brackets', async () => {
  await using harness = await startEditorHarness({ textFormat: 'plain' });
  openGit(harness.editor, [pushed]);
  open(harness);
  expect(await log(harness)).toBe(`src/a.ts:2 (${page}#L2)\n\nconst one = 1;`);
});

describe('where a selection is linked, and where the note says why not', () => {
  const local = '`src/a.ts:2`';
  const github = `[${local}]`;
  test.each<[what: string, repository: object, where: 'here' | 'elsewhere' | 'off', start: string]>([
    [
      'ahead of the remote, lines as there',
      { HEAD: { ...pushed.HEAD, ahead: 1 }, files: { [`${base}:src/a.ts`]: `// head\n${text}` } },
      'here',
      `[\`src/a.ts:3\`](https://github.com/acme/app/blob/${base}/src/a.ts#L3)`,
    ],
    [
      'ahead of the remote, lines changed since',
      { HEAD: { ...pushed.HEAD, ahead: 1 }, files: { [`${base}:src/a.ts`]: 'const one = 0;' } },
      'here',
      `${local}, changed since commit bbbbbbb`,
    ],
    [
      'a detached head that a remote has',
      { HEAD: { commit: head }, having: { [head]: ['origin'] } },
      'here',
      `${github}(${page}#L2)`,
    ],
    [
      'a fresh branch',
      { HEAD: { name: 'x', commit: head }, having: { [head]: [] } },
      'here',
      `${local}, at commit 3f2c1ab, which is not pushed`,
    ],
    [
      'a fresh branch in the other extension host',
      { HEAD: { name: 'x', commit: head }, having: { [head]: ['origin'] } },
      'elsewhere',
      `${local}, at commit 3f2c1ab, not known to be pushed`,
    ],
    ['pushed, from the other extension host', {}, 'elsewhere', `${github}(${page}#L2)`],
    ['a file that is not committed', { files: {} }, 'here', `${local}, not found in commit 3f2c1ab`],
    [
      'a file that was renamed since',
      { files: { [`${head}:src/old.ts`]: text } },
      'here',
      `${local}, not found in commit 3f2c1ab`,
    ],
    [
      'as an older editor tells it',
      { files: { [`${head}:src/a.ts`]: '' } },
      'here',
      `${local}, not found in commit 3f2c1ab`,
    ],
    [
      'a commit that cannot be read as text',
      { files: { [`${head}:src/a.ts`]: Uint8Array.of(0, 1, 2) } },
      'here',
      `${local}, not compared with commit 3f2c1ab`,
    ],
    [
      'lines of CRLF',
      { files: { [`${head}:src/a.ts`]: text.replaceAll('\n', '\r\n') } },
      'here',
      `${github}(${page}#L2)`,
    ],
    [
      'with a mark before the text',
      { files: { [`${head}:src/a.ts`]: `\ufeff${text}` } },
      'here',
      `${github}(${page}#L2)`,
    ],
    [
      'no remote',
      { HEAD: { commit: head }, remotes: [], having: { [head]: [] } },
      'here',
      `${local}, at commit 3f2c1ab, which is not pushed`,
    ],
    [
      'a remote on this machine',
      { remotes: [{ name: 'origin', fetchUrl: '/srv/git/app.git' }] },
      'here',
      `${local}, at commit 3f2c1ab`,
    ],
    [
      'an unknown host',
      { remotes: [{ name: 'origin', fetchUrl: 'git@code.acme.example:acme/app.git' }] },
      'here',
      `${local}, at commit 3f2c1ab`,
    ],
    ['an empty repository', { HEAD: { name: 'main' } }, 'here', `${local}, not committed`],
    ['Git turned off', {}, 'off', '`a.ts:2`'],
  ])('%s', async (_, repository, where, start) => {
    await using harness = await startEditorHarness();
    openGit(harness.editor, [{ ...pushed, ...repository }], where);
    open(harness);
    expect((await log(harness)).split('\n')[0]).toBe(start);
  });
});

test('a host that the user named is linked', async () => {
  const codeHosts = new Map([['code.acme.example', { kind: 'gitlab' } as const]]);
  await using harness = await startEditorHarness({ codeHosts });
  openGit(harness.editor, [
    { ...pushed, remotes: [{ name: 'origin', fetchUrl: 'git@code.acme.example:acme/app.git' }] },
  ]);
  open(harness);
  expect(await log(harness)).toContain(`https://code.acme.example/acme/app/-/blob/${head}/src/a.ts#L2`);
});

test('a file of a submodule is linked in the submodule, and the old side of a diff in its file', async () => {
  await using harness = await startEditorHarness();
  const inner = {
    ...pushed,
    root: '/code/app/src',
    remotes: [{ name: 'origin', fetchUrl: 'git@gitlab.com:acme/src.git' }],
    files: { [`${head}:a.ts`]: text },
  };
  openGit(harness.editor, [{ ...pushed, files: {} }, inner]);
  open(harness);
  const link = `[\`a.ts:2\`](https://gitlab.com/acme/src/-/blob/${head}/a.ts#L2)`;
  expect((await log(harness)).split('\n')[0]).toBe(link);
  const query = JSON.stringify({ path: '/code/app/src/a.ts', ref: 'HEAD' });
  open(harness, undefined, URI.from({ scheme: 'git', path: '/code/app/src/a.ts', query }).toString());
  expect((await log(harness)).split('\n')[0]).toBe(link);
});

test('a file of a worktree is linked at the commit of the worktree, also where it lies in the repository', async () => {
  await using harness = await startEditorHarness();
  const tree = {
    ...pushed,
    root: '/code/app/trees/fix',
    HEAD: { name: 'fix', commit: base },
    having: { [base]: ['origin'] },
  };
  openGit(harness.editor, [pushed, { ...tree, files: { [`${base}:src/a.ts`]: `// fix\n${text}` } }]);
  open(harness, undefined, 'file:///code/app/trees/fix/src/a.ts');
  expect((await log(harness)).split('\n')[0]).toBe(
    `[\`src/a.ts:3\`](https://github.com/acme/app/blob/${base}/src/a.ts#L3)`,
  );
});

test('a file on a share of the network is linked in the repository of that share', async () => {
  await using harness = await startEditorHarness();
  openGit(harness.editor, [
    { ...pushed, root: '//nas/code/app' },
    { ...pushed, root: '//old/code/app', files: {} },
  ]);
  open(harness, undefined, 'file://nas/code/app/src/a.ts');
  expect((await log(harness)).split('\n')[0]).toBe(`[\`src/a.ts:2\`](${page}#L2)`);
  open(harness, undefined, 'file://old/code/app/src/a.ts');
  expect((await log(harness)).split('\n')[0]).toBe('`src/a.ts:2`, not found in commit 3f2c1ab');
  open(harness, undefined, 'file:///code/app/src/a.ts');
  expect((await log(harness)).split('\n')[0]).toBe('`a.ts:2`');
});

test.each([
  ['in no repository, by its path in the open folder', 'file:///code/notes/src/a.ts', '`src/a.ts:2`'],
  ['in no folder, by its name', 'file:///home/ann/secret/a.ts', '`a.ts:2`'],
  ['in no file', 'untitled:Untitled-1', '`Untitled-1.txt:2`'],
  ['of another file system', 'vscode-vfs://github/acme/app/src/a.ts', '`a.ts:2`'],
  ['beside the repository', 'file:///code/app2/src/a.ts', '`a.ts:2`'],
  ['of a diff that is in no file', 'git:/code/app/src/a.ts?nothing', '`a.ts:2`'],
])('a document %s', async (_, uri, location) => {
  await using harness = await startEditorHarness();
  openGit(harness.editor, [pushed]);
  harness.editor.openFolders = [URI.file('/code/notes')];
  open(harness, undefined, uri);
  expect((await log(harness)).split('\n')[0]).toBe(location);
});

test('where nothing is selected, or too much, the user is told, and the form keeps what is in it', async () => {
  await using harness = await startEditorHarness();
  const { editor, composer, services } = harness;
  composer.edit('text', 'Half a note');
  const run = () => runCommand(services, 'notelog.logSelection', []);
  const told = async (sentence: string) => {
    const ran = run();
    const { buttons } = await editor.answer(sentence);
    await ran;
    expect(buttons).toEqual([]);
  };
  await told('Select something in an editor first, then log it as a note.');
  open(harness, [rangeOf([0, 0], [0, 0])]);
  await told('Select something in an editor first, then log it as a note.');
  open(
    harness,
    Array.from({ length: 51 }, () => rangeOf([0, 0], [0, 3])),
  );
  await told('A note takes up to 50 selections.');
  const long = openDocument('file:///long.txt', 'x'.repeat(5_000_000));
  editor.activeTextEditor = openTextEditor(long, rangeOf([0, 0], [0, 5_000_000]));
  await told('This would be a note of 5,000 KB; up to 256 KB can become one');
  expect(composer.draft.values.text).toBe('Half a note');
  expect(editor.commands.map(([id]) => id)).not.toContain('notelog.form.focus');
});
