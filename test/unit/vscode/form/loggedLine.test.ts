import { expect, test } from 'vitest';
import type { Entry, EntryStatus } from '../../../../src/outbox/entry.ts';
import { loggedLine } from '../../../../src/vscode/form/loggedLine.ts';
import { entryOf } from '../../../support/entries.ts';

const edit = { does: 'edit', noteId: '1', change: {}, base: { text: 'As it was.' } } as const;
const lost = { reason: 'timeout', message: 'No answer in time.' } as const;
const conflict = { reason: 'conflict', message: 'The note was changed elsewhere.' } as const;
const uncertain: EntryStatus = {
  state: 'uncertain',
  failure: lost,
  since: 0,
  candidates: [{ id: '1', text: 'x' }],
};

test.each<[string, Partial<Entry>, string]>([
  ['Somebody else changed it', { action: edit, status: { state: 'refused', failure: conflict } }, 'Compare'],
  ['Possibly saved', { status: uncertain }, 'Check'],
  ['Possibly changed', { action: edit, status: uncertain }, 'Check'],
])('the line “%s” does not repeat what its button says', (message, entry, resolve) => {
  const logged = { now: { entry: entryOf('a', entry), others: 0 }, canUndo: () => false };
  expect(loggedLine(logged, 1_000_000)).toMatchObject({ state: 'needsYou', message, resolve, isError: true });
});
