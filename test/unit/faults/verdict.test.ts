import { expect, test } from 'vitest';
import type { Entry } from '../../../src/outbox/entry.ts';
import { findingsOf, type NoteResult } from '../../faults/verdict.ts';
import { askingOf, type HostFacts } from '../../faults/whyAsks.ts';
import { entryOf } from '../../support/entries.ts';
import { noteResult } from './noteResult.ts';

const typed = { text: 'the last words', number: 1, saved: true, accepted: true };
const failure = { reason: 'dropped', message: 'The connection was lost.' } as const;

/** A note that was accepted, and stored with the last text that was typed. */
function resultWith(own: Partial<NoteResult>): NoteResult {
  return { ...noteResult('note-1', typed.text), typed, ...own };
}

function copyWith(text: string): NoteResult['copies'][number] {
  return { at: 0, text, intact: true };
}

function entryWith(status: Entry['status'], more: Partial<Entry> = {}): Entry {
  const entry = entryOf('note-1', { status, ...more });
  return { ...entry, draft: { ...entry.draft, values: { ...entry.draft.values, text: typed.text } } };
}

function kindsOf(own: Partial<NoteResult>): readonly string[] {
  return findingsOf(resultWith(own)).map(({ kind }) => kind);
}

test('a note that is stored once with its last text is as it should be', () => {
  expect(kindsOf({})).toEqual([]);
});

test('a note whose last text is nowhere is lost, also where an older one is stored', () => {
  expect(kindsOf({ copies: [] })).toEqual(['lost']);
  expect(kindsOf({ copies: [copyWith('the first words')] })).toEqual(['lost']);
  expect(kindsOf({ copies: [], entries: [entryWith({ state: 'waiting' })] })).toEqual(['lost']);
});

test('a last text that asks the user, or is a draft that was not sent, is kept', () => {
  const refused = entryWith({ state: 'refused', failure });
  expect(kindsOf({ copies: [copyWith('the first words')], entries: [refused] })).toEqual([]);
  const drafts = [typed.text];
  expect(kindsOf({ copies: [], drafts, typed: { ...typed, accepted: false } })).toEqual([]);
  expect(kindsOf({ copies: [], drafts, takenBack: 'yes' })).toEqual([]);
  expect(kindsOf({ copies: [], drafts })).toEqual(['lost']);
});

test('two copies are one too many, whatever their texts are', () => {
  const copies = [copyWith('the first words'), copyWith('the last words')];
  expect(kindsOf({ copies })).toEqual(['doubled']);
});

test('what was discarded is nowhere, and what was deleted is not at the service', () => {
  expect(kindsOf({ gone: 'discarded' })).toEqual(['wrong']);
  expect(kindsOf({ gone: 'discarded', copies: [] })).toEqual([]);
  expect(kindsOf({ gone: 'deleting' })).toEqual(['lost']);
  expect(kindsOf({ gone: 'deleting', copies: [] })).toEqual([]);
});

test('a note may ask the user only while its sender may still wake, and where it was changed elsewhere', () => {
  const host: HostFacts = { hostId: 'host', name: '0.0', alive: false, isSeen: false };
  const uncertain = {
    state: 'uncertain' as const,
    failure,
    since: 0,
    candidates: [],
  } satisfies Entry['status'];
  const conflict = { state: 'refused', failure: { ...failure, reason: 'conflict' } } as const;
  const action = { does: 'edit', noteId: '1', change: {}, base: { text: '<p>the first words</p>' } } as const;
  const whyOf = (entry: Entry, ...hosts: HostFacts[]) =>
    askingOf(resultWith({ entries: [entry] }), hosts).map(({ why }) => why !== undefined);

  expect(whyOf(entryWith({ ...uncertain, sender: 'host' }), host)).toEqual([true]);
  expect(whyOf(entryWith({ ...uncertain, sender: 'host' }), { ...host, isSeen: true })).toEqual([false]);
  expect(whyOf(entryWith(uncertain), host)).toEqual([false]);
  const changed = { ...uncertain, candidates: [{ id: 'n-1', text: 'the last words' }] };
  const sent = { kind: 'note', target: { type: 'customer', id: 'c' } } as const;
  const textSent = (value: string) => ({ note: { ...sent, text: { format: 'markdown', value } as const } });
  expect(whyOf(entryWith(changed, textSent('the first words')))).toEqual([true]);
  expect(whyOf(entryWith(changed, textSent('the last words')))).toEqual([false]);
  expect(whyOf(entryWith({ state: 'refused', failure }))).toEqual([false]);
  expect(whyOf(entryWith(conflict, { action }))).toEqual([true]);
  const unchanged = { ...action, base: { text: '<p>the last words</p>' } };
  expect(whyOf(entryWith(conflict, { action: unchanged }))).toEqual([false]);
  const notServed = entryWith({ state: 'refused', failure: { ...failure, reason: 'notServed' } }, { action });
  const withCopies = (copies: NoteResult['copies'], entry: Entry) =>
    askingOf(resultWith({ entries: [entry], copies }), [host]).map(({ why }) => why !== undefined);
  const removal = { ...notServed, action: { does: 'remove', noteId: 'n-1', base: { text: 'x' } } } as const;
  expect(withCopies([copyWith('the last words')], removal)).toEqual([true]);
  expect(withCopies([], removal)).toEqual([false]);
  expect(withCopies([], { ...removal, attempts: 2 })).toEqual([true]);
  expect(withCopies([copyWith('the last words')], notServed)).toEqual([false]);
});
