import { expect, test } from 'vitest';
import type { TreeItem } from 'vscode';
import type { Entry, EntryStatus } from '../../../../src/outbox/entry.ts';
import { entryItem } from '../../../../src/vscode/tree/entryItem.ts';
import { entryOf } from '../../../support/entries.ts';
import { entryRow } from '../../../support/treeRows.ts';

const now = Date.parse('2026-07-29T12:00:00.000Z');
const lost = { reason: 'timeout', message: 'No answer.' } as const;
const failed = (reason: 'keyMissing' | 'offline' | 'refused' | 'conflict' | 'cancelled') => ({
  reason,
  message: 'What happened.',
});
const edit = { does: 'edit', noteId: 'n1', change: {}, base: { text: '' } } as const;
const remove = { does: 'remove', noteId: 'n1', base: { text: '' } } as const;
const candidates = [{ id: '1', text: 'x' }];

function row(status: EntryStatus, more: Partial<Entry> = {}, under?: 'customer'): TreeItem {
  return entryItem(entryRow(entryOf('e1', { status, ...more }), { under }), now, 'en');
}

/** The label, what stands beside it, the icon and whether it warns, and what a click does. */
function shown(item: TreeItem): readonly unknown[] {
  const { id, color } = Object(item.iconPath) as {
    readonly id: string;
    readonly color?: { readonly id: string };
  };
  return [item.label, item.description, id, color?.id, item.command?.command];
}

const warns = 'list.warningForeground';
const click = 'notelog.resolveWaiting';

test.each<[string, EntryStatus, Partial<Entry>, readonly unknown[], string]>([
  [
    'without a key',
    { state: 'waiting', failure: failed('keyMissing') },
    {},
    ['API key needed · Acme · text of e1', undefined, 'key', warns, click],
    'waiting needsYou key edit',
  ],
  [
    'refused',
    { state: 'refused', failure: failed('refused') },
    {},
    ['Not saved: edit it · Acme · text of e1', 'What happened', 'error', warns, click],
    'waiting needsYou retry edit',
  ],
  [
    'stopped by the user',
    { state: 'refused', failure: failed('cancelled') },
    {},
    ['On hold · Acme · text of e1', undefined, 'debug-pause', undefined, click],
    'waiting needsYou retry edit',
  ],
  [
    'in conflict',
    { state: 'refused', failure: failed('conflict') },
    { action: edit },
    ['Conflict: compare · Acme · text of e1', undefined, 'git-compare', warns, click],
    'waiting needsYou edit',
  ],
  [
    'a deletion that was refused',
    { state: 'refused', failure: failed('refused') },
    { action: remove },
    ['Not deleted: try again · Acme · text of e1', 'What happened', 'error', warns, click],
    'waiting needsYou retry',
  ],
  [
    'possibly saved',
    { state: 'uncertain', since: 0, failure: lost, candidates },
    {},
    ['Possibly saved: check · Acme · text of e1', undefined, 'question', warns, click],
    'waiting needsYou edit',
  ],
  [
    'possibly deleted',
    { state: 'uncertain', since: 0, failure: lost, candidates },
    { action: remove },
    ['Possibly deleted: check · Acme · text of e1', undefined, 'question', warns, click],
    'waiting needsYou retry',
  ],
])('a note that needs the user says what it wants: %s', (_, status, more, texts, contextValue) => {
  const item = row(status, more);
  expect([shown(item), item.contextValue]).toEqual([texts, contextValue]);
});

test.each<[string, EntryStatus, Partial<Entry>, readonly unknown[], string]>([
  [
    'queued',
    { state: 'waiting', failure: failed('offline'), due: now + 40_000 },
    {},
    ['Queued · text of e1', 'Next try in 40 s', 'clock'],
    'waiting retry edit',
  ],
  [
    'queued behind others',
    { state: 'waiting' },
    {},
    ['Queued · text of e1', 'It goes out automatically', 'clock'],
    'waiting retry edit',
  ],
  [
    'a deletion that is queued',
    { state: 'waiting', notBefore: now + 3_000 },
    { action: remove },
    ['Deletion queued · text of e1', 'Goes out in 3 s', 'clock'],
    'waiting retry',
  ],
  [
    'being sent',
    { state: 'sending', since: 0, by: 'here' },
    {},
    ['Logging… · text of e1', undefined, 'sync~spin'],
    'sending',
  ],
  [
    'looked for',
    { state: 'uncertain', since: 0, failure: lost },
    {},
    ['Checking whether it was saved… · text of e1', undefined, 'search'],
    'waiting edit',
  ],
  [
    'a change that is looked for',
    { state: 'uncertain', since: 0, failure: lost },
    { action: edit },
    ['Checking whether it was changed… · text of e1', undefined, 'search'],
    'waiting retry edit',
  ],
])('what heals by itself neither warns nor asks: %s', (_, status, more, texts, contextValue) => {
  const item = row(status, more, 'customer');
  expect([shown(item), item.contextValue]).toEqual([[...texts, undefined, undefined], contextValue]);
});
