import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { explainSend } from '../../../src/compose/explainSend.ts';
import type { DeliveredNote, UnsentDraft } from '../../../src/compose/sendNotes.ts';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import { emptyDraft } from '../../../src/model/draft.ts';
import { entryOf } from '../../support/entries.ts';

const stored: Outcome = { state: 'stored', entryId: 'a' };

function delivered(outcome: Outcome, takenBack?: DeliveredNote['takenBack']): DeliveredNote {
  return { entry: { ...entryOf('a'), accountLabel: 'Main' }, outcome, takenBack };
}

function unsent(message: string): UnsentDraft {
  return { draft: emptyDraft('d', 'one', 'note', 'customer'), failure: new Failure('storage', message) };
}

const failed = (reason: 'refused' | 'cancelled' | 'offline' | 'keyRefused'): Outcome => ({
  state: reason === 'refused' || reason === 'cancelled' ? 'refused' : 'waiting',
  failure: new Failure(reason, 'What happened.'),
});

function messages(
  notes: readonly DeliveredNote[],
  drafts: readonly UnsentDraft[] = [],
): readonly (readonly [string, string])[] {
  return explainSend({ unsent: drafts, delivered: notes }).map((each) => [
    each.is,
    each.is === 'keyNeeded' ? each.why : each.message,
  ]);
}

test('one stored note is named, several are counted', () => {
  expect(messages([delivered(stored)])).toEqual([['stored', 'Logged for Acme in Main.']]);
  expect(messages([delivered(stored), delivered(stored)])).toEqual([
    ['stored', 'Logged 2 notes for Acme in Main.'],
  ]);
});

test('of several notes the first failure is reported, with how many were stored', () => {
  const notes = [delivered(stored), delivered(failed('offline')), delivered(failed('refused'))];
  expect(messages(notes)).toEqual([
    ['failed', expect.stringMatching(/^1 of 3 notes logged\. What happened\. Queued\. /)],
  ]);
});

test('a refused note can be edited in the form; a waiting one is shown in Recent Notes', () => {
  const offer = (outcome: Outcome) =>
    explainSend({ unsent: [], delivered: [delivered(outcome)] }).map((each) =>
      each.is === 'failed' ? each.offer : each.is,
    );
  expect([offer(failed('refused')), offer(failed('offline'))]).toEqual([['form'], ['recentNotes']]);
});

test('if only the key is missing it is asked for, and nothing else is said', () => {
  expect(messages([delivered(failed('keyRefused'))])).toEqual([['keyNeeded', 'What happened.']]);
});

test.each<[string, readonly DeliveredNote['takenBack'][], string]>([
  ['one in the form', ['draft'], 'Nothing was logged; your text is in the form.'],
  ['two in the form', ['draft', 'draft'], '2 notes were not logged; the text is in the form.'],
  ['one that stays', [undefined], 'Nothing was logged; the note is on hold in Recent Notes.'],
  ['one that changed', ['changed'], 'Nothing was logged; the note is on hold in Recent Notes.'],
  ['a deletion', ['removed'], 'Nothing was deleted.'],
])('stopped before it left: %s', (_, takenBack, message) => {
  const notes = takenBack.map((each) => delivered(failed('cancelled'), each));
  expect(messages(notes)).toEqual([['takenBack', `Undone. ${message}`]]);
});

test('drafts that did not reach the outbox are reported once, along with what was sent', () => {
  expect(messages([], [unsent('The disk is full.')])).toEqual([
    ['unsent', 'The disk is full. Nothing was logged; the note is in the form.'],
  ]);
  expect(messages([delivered(stored)], [unsent('The disk is full.'), unsent('Again.')])).toEqual([
    [
      'unsent',
      'The disk is full. 2 notes were not logged; they are drafts, and the last one is in the form.',
    ],
    ['stored', 'Logged for Acme in Main.'],
  ]);
});

test('if nothing was sent, nothing is reported', () => {
  expect(messages([])).toEqual([]);
});
