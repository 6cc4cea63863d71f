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
  expect(messages).toEqual(['Logged for Acme in Main.', 'Logged for Acme Ltd in Main.']);
});

test.each(failureReasons)('%s: what happened, what it means for the note, what can be done', (reason) => {
  const failure = new Failure(reason, 'What happened.');
  const state = stateAfter(failure);
  const { message, remedy } = explainOutcome({ state, failure }, to);
  if (state === 'uncertain') expect(message).toBe('We lost the reply. Checking whether it was saved…');
  else expect(message).toMatch(/^What happened\. (It was not saved, and|Queued\. )/);
  if (state === 'refused')
    expect([message, remedy]).toEqual([expect.stringContaining('text is kept'), undefined]);
  else expect(remedy).toBe(reason.startsWith('key') ? 'replaceKey' : 'showRecentNotes');
});

test('cancelled before it left: nothing was sent', () => {
  const outcome: Outcome = { state: 'refused', failure: new Failure('cancelled', 'Sending was cancelled.') };
  expect(explainOutcome(outcome, to).message).toBe('Stopped. Nothing was logged, and your text is kept.');
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

test('of a note that is queued: why, if known, and that it goes out automatically', () => {
  const behind = new Failure('offline', 'There is no network.');
  const [alone, held] = [undefined, behind].map((each) =>
    explainOutcome({ state: 'queued', behind: each }, to),
  );
  expect(held?.message).toMatch(/^There is no network\. /);
  for (const messages of [alone, held])
    expect(messages).toMatchObject({
      message: expect.stringMatching(/automatically/) as string,
      remedy: 'showRecentNotes',
    });
});

const base = { text: 'Hello' };
const edit = { ...to, action: { does: 'edit', noteId: '1', change: {}, base } } as const;
const removal = { ...to, action: { does: 'remove', noteId: '1', base } } as const;

test('a change and a deletion are described as such', () => {
  const stored: Outcome = { state: 'stored', entryId: 'a' };
  expect(explainOutcome(stored, edit).message).toBe('Saved the change for Acme in Main.');
  expect(explainOutcome(stored, removal).message).toBe('Deleted for Acme in Main.');
  for (const reason of failureReasons) {
    const failure = new Failure(reason, 'What happened.');
    const outcome: Outcome = { state: stateAfter(failure), failure };
    expect(explainOutcome(outcome, edit).message).toMatch(/changed|Queued|Nothing was logged/);
    expect(explainOutcome(outcome, removal).message).toMatch(/deleted|Queued/);
    for (const entry of [edit, removal])
      expect(explainOutcome(outcome, entry).message).not.toContain('It was not saved');
  }
});

test('of a conflict: where both versions are shown', () => {
  const outcome: Outcome = { state: 'refused', failure: new Failure('conflict', 'It was changed.') };
  for (const entry of [edit, removal])
    expect(explainOutcome(outcome, entry)).toMatchObject({
      message: expect.stringContaining('Compare both versions in Recent Notes.') as string,
      remedy: 'showRecentNotes',
    });
});
