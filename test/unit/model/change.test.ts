import { expect, test } from 'vitest';
import { hasVersion, versionOf } from '../../../src/model/change.ts';
import type { StoredNote } from '../../../src/model/note.ts';

const note: StoredNote = {
  id: 'note-1',
  kind: 'call',
  target: { type: 'customer', id: 'Acme' },
  text: 'Hello',
  author: 'Ada',
  createdAt: new Date('2026-07-29T12:00:00Z'),
  durationSeconds: 60,
  attachment: undefined,
  url: undefined,
};

test.each<[string, Partial<StoredNote>, boolean]>([
  ['nothing', {}, true],
  ['the customer’s name', { target: { ...note.target, name: 'Acme Ltd' } }, true],
  ['the text', { text: 'Hallo' }, false],
  ['the formatting', { html: '<b>Hello</b>' }, false],
  ['the author', { author: 'Bob' }, false],
  ['the author’s address', { authorEmail: 'ada@example.com' }, false],
  ['the date', { createdAt: new Date('2026-07-29T12:00:01Z') }, false],
  ['the duration', { durationSeconds: 61 }, false],
])('whether a note still is the same version where %s has changed', (_, change, expected) => {
  expect(hasVersion({ ...note, ...change }, versionOf(note))).toBe(expected);
});
