import { expect, test } from 'vitest';
import { explainOutcome } from '../../../src/compose/explainOutcome.ts';
import { Failure, failureReasons } from '../../../src/base/failure.ts';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import { stateAfter } from '../../../src/delivery/retry.ts';
import { noteOf } from '../providers/notebook/openNotebook.ts';

const to = { accountLabel: 'Main', note: noteOf('Hello') };

test('of a stored note: where and for whom, by name where there is one', () => {
  const note = noteOf('Hello');
  const named = noteOf('Hello', { target: { type: 'customer', id: 'cus_1', name: 'Acme Ltd' } });
  const messages = [note, named].map(
    (each) => explainOutcome({ state: 'stored', entryId: 'a' }, { ...to, note: each }).message,
  );
  expect(messages).toEqual(['Stored in Main for Acme.', 'Stored in Main for Acme Ltd.']);
});

test.each(failureReasons)('%s: what happened, what it means for the note, what can be done', (reason) => {
  const failure = new Failure(reason, 'What happened.');
  const state = stateAfter(failure);
  const { message, remedy } = explainOutcome({ state, failure }, to);
  expect(message).toMatch(/^What happened\. /);
  if (state === 'uncertain') expect(message).toContain('may have been stored');
  else expect(message).toContain('Nothing was stored');
  if (state === 'refused')
    expect([message, remedy]).toEqual([expect.stringContaining('text is kept'), undefined]);
  else expect(remedy).toBe(reason.startsWith('key') ? 'replaceKey' : 'showRecentNotes');
});

test('cancelled before it left: nothing was sent', () => {
  const outcome: Outcome = { state: 'refused', failure: new Failure('cancelled', 'Sending was cancelled.') };
  expect(explainOutcome(outcome, to).message).toBe(
    'Sending was cancelled. Nothing was sent and your text is kept.',
  );
});

test.each([
  [undefined, 'in a minute.'],
  [1500, 'in 2 seconds.'],
  [89_000, 'in 89 seconds.'],
  [90_000, 'in 2 minutes.'],
  [3_600_000, 'in 60 minutes.'],
])('a service that asks to wait %s ms: when the note is sent', (retryAfterMs, said) => {
  const failure = new Failure('rateLimited', 'Too many requests.', { retryAfterMs });
  expect(explainOutcome({ state: 'waiting', failure }, to).message).toContain(said);
});

test('of a note that waits its turn: why, if known, and that it is sent automatically', () => {
  const behind = new Failure('offline', 'There is no network.');
  const [alone, held] = [undefined, behind].map((each) =>
    explainOutcome({ state: 'queued', behind: each }, to),
  );
  expect(held?.message).toMatch(/^There is no network\. /);
  for (const messages of [alone, held])
    expect(messages).toMatchObject({
      message: expect.stringContaining('sent automatically') as string,
      remedy: 'showRecentNotes',
    });
});

const base = { text: 'Hello' };
const edit = { ...to, action: { does: 'edit', noteId: '1', change: {}, base } } as const;
const removal = { ...to, action: { does: 'remove', noteId: '1', base } } as const;

test('a change and a deletion are described as such', () => {
  const stored: Outcome = { state: 'stored', entryId: 'a' };
  expect(explainOutcome(stored, edit).message).toBe('Changed in Main for Acme.');
  expect(explainOutcome(stored, removal).message).toBe('Deleted in Main for Acme.');
  for (const reason of failureReasons) {
    const failure = new Failure(reason, 'What happened.');
    const outcome: Outcome = { state: stateAfter(failure), failure };
    expect(explainOutcome(outcome, edit).message).toMatch(/changed|Nothing was sent/);
    expect(explainOutcome(outcome, removal).message).toContain('deleted');
    for (const entry of [edit, removal])
      expect(explainOutcome(outcome, entry).message).not.toContain('stored');
  }
});

test('of a conflict: where both versions are shown', () => {
  const outcome: Outcome = { state: 'refused', failure: new Failure('conflict', 'It was changed.') };
  for (const entry of [edit, removal])
    expect(explainOutcome(outcome, entry)).toMatchObject({
      message: expect.stringContaining('Recent Notes, where Send Now shows both') as string,
      remedy: 'showRecentNotes',
    });
});
