import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { cancellable } from '../../../src/vscode/cancellable.ts';
import { openEditor } from '../../support/editor/editor.ts';

test('work reports how far it is, and its result is passed on', async () => {
  const editor = openEditor();
  const done = cancellable('Reading [a](command:b)', (_, report) => {
    report('$(x) 1 MB');
    return Promise.resolve(7);
  });
  const progress = await editor.progress.next();
  expect([progress.title, progress.messages]).toEqual(['Reading [a]\u2060(command:b)', ['$\u2060(x) 1 MB']]);
  expect(await done).toBe(7);
});

test('Cancel ends the work, whatever it rejects with', async () => {
  const editor = openEditor();
  const done = cancellable(
    'Reading',
    (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new TypeError('cut off')));
      }),
  );
  (await editor.progress.next()).cancel();
  expect(await done).toBeUndefined();
});

test('work that was cancelled elsewhere has no result, and any other failure is passed on', async () => {
  openEditor();
  const cancelled = (): Promise<string> => Promise.reject(new Failure('cancelled', 'Cancelled.'));
  expect(await cancellable('Reading', cancelled)).toBeUndefined();
  const failed = () => Promise.reject(new Failure('offline', 'There is no connection.'));
  await expect(cancellable('Reading', failed)).rejects.toThrow('There is no connection.');
});
