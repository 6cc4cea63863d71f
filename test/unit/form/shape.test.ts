import { expect, test } from 'vitest';
import { chipsOf } from '../../../src/form/chipWords.ts';
import type { Snapshot } from '../../../src/form/messages.ts';
import { isShown } from '../../../src/form/shape.ts';
import { resellerSnapshot, snapshot, values } from './snapshots.ts';

const file = {
  key: 'a',
  name: 'offer.pdf',
  size: 1,
  picture: false,
  state: 'ready' as const,
  progress: 0,
  message: '',
};
const noFiles: Snapshot['files'] = { canAttach: false, notes: 1, why: '' };

test('what the account does not take is hidden, and a note has no duration', () => {
  expect(chipsOf(snapshot())).toEqual(['occurredAt', 'author', 'attachment']);
  expect(chipsOf(resellerSnapshot())).toEqual(['attachment']);
  expect(isShown('kind', snapshot())).toBe(true);
  expect(isShown('kind', resellerSnapshot())).toBe(false);
});

test('a call has a duration', () => {
  expect(chipsOf(snapshot({ values: values({ kind: 'call' }) }))[0]).toBe('duration');
});

test('files have a chip where it says why there can be none, or holds one all the same', () => {
  expect(chipsOf(snapshot({ files: noFiles }))).not.toContain('attachment');
  expect(chipsOf(snapshot({ files: { ...noFiles, why: 'No files here.' } }))).toContain('attachment');
  expect(chipsOf(snapshot({ files: noFiles, attachments: [file] }))).toContain('attachment');
});

test('a file is out of sight while a stored note is changed', () => {
  const editing = { createdAt: '', hint: '' };
  expect(chipsOf(snapshot({ attachments: [file], editing }))).not.toContain('attachment');
});
