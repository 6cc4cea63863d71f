import { expect, test } from 'vitest';
import { gitStarted } from '../../../../src/vscode/git/gitApi.ts';
import { openEditor } from '../../../support/editor/editor.ts';
import { openGit, openGitLate } from '../../../support/editor/openGit.ts';
import { fakeClock, settle } from '../../../support/fakeClock.ts';

const read = { root: '/code/app', HEAD: { name: 'main' } };

/** Begins to wait; `isOver` says whether it has ended. */
function wait() {
  const clock = fakeClock();
  const waiting = { clock, isOver: false, ended: gitStarted(clock).then(() => void (waiting.isOver = true)) };
  return waiting;
}

test('a Git that is still looking for repositories is waited for, and no longer listened to afterwards', async () => {
  const late = openGitLate(openEditor(), [read]);
  const waiting = wait();
  await waiting.clock.advance(9_999);
  expect([waiting.isOver, late.listeners()]).toEqual([false, 1]);
  late.start();
  await waiting.ended;
  expect(late.listeners()).toBe(0);
});

test('after ten seconds it is not waited for any more', async () => {
  const late = openGitLate(openEditor(), [read]);
  const waiting = wait();
  await waiting.clock.advance(9_999);
  expect(waiting.isOver).toBe(false);
  await waiting.clock.advance(1);
  expect([waiting.isOver, late.listeners()]).toEqual([true, 0]);
});

test('a repository that has been found and not read is read first, and no other is', async () => {
  const asked = openGit(openEditor(), [read, { root: '/code/new' }]);
  const waiting = wait();
  await waiting.ended;
  expect(asked).toEqual([['status', '/code/new']]);
});

test.each<[what: string, open: (editor: ReturnType<typeof openEditor>) => unknown]>([
  ['is not there', () => undefined],
  ['is in the other extension host', (editor) => openGit(editor, [read], 'elsewhere')],
  ['is turned off', (editor) => openGit(editor, [read], 'off')],
  ['has started', (editor) => openGit(editor, [read])],
  ['is another one by its name', (editor) => editor.extensions.set('vscode.git', { getAPI: () => ({}) })],
  [
    'gives no way to wait',
    (editor) =>
      editor.extensions.set('vscode.git', { getAPI: () => ({ state: 'uninitialized', repositories: [] }) }),
  ],
])('a Git that %s is not waited for', async (_, open) => {
  open(openEditor());
  const waiting = wait();
  await settle();
  expect(waiting.isOver).toBe(true);
});
