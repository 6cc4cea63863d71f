import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import {
  failureFrom,
  isConflict,
  isLookedFor,
  needsUser,
  recordOf,
  type EntryStatus,
} from '../../../src/outbox/entry.ts';
import { entryOf } from '../../support/entries.ts';

const offline = { reason: 'offline', message: 'No network.' } as const;
const lost: EntryStatus = { state: 'uncertain', since: 1, failure: { reason: 'dropped', message: 'Lost.' } };

const waiting = (reason: 'keyMissing' | 'keyRefused' | 'rateLimited'): EntryStatus => ({
  state: 'waiting',
  failure: { reason, message: 'What happened.' },
});

test.each<[string, EntryStatus, boolean]>([
  ['waits to be sent', { state: 'waiting' }, false],
  ['waits for the network', { state: 'waiting', failure: offline, due: 9 }, false],
  ['waits because the service is busy', waiting('rateLimited'), false],
  ['waits for a key that is missing', waiting('keyMissing'), true],
  ['waits for a key that is accepted', waiting('keyRefused'), true],
  ['is being sent', { state: 'sending', since: 1, by: 'here' }, false],
  ['was refused', { state: 'refused', failure: { reason: 'refused', message: 'No.' } }, true],
  ['is looked for', lost, false],
  ['may be one of several stored ones', { ...lost, candidates: [] }, true],
])('a note that %s: whether nothing happens until the user acts', (_, status, needs) => {
  expect(needsUser(entryOf('a', { status }))).toBe(needs);
});

test.each<[string, EntryStatus, boolean]>([
  ['waits', { state: 'waiting' }, false],
  ['was refused', { state: 'refused', failure: offline }, false],
  ['may be stored', lost, true],
  ['may be stored, and about which the user decides', { ...lost, candidates: [] }, false],
  ['the user decides about while its sender may wake', { ...lost, candidates: [], sender: 'there' }, true],
])('a note that %s: whether it is still looked for', (_, status, isSought) => {
  expect(isLookedFor(entryOf('a', { status }))).toBe(isSought);
});

test.each<[EntryStatus, boolean]>([
  [{ state: 'refused', failure: { reason: 'conflict', message: 'Changed.' } }, true],
  [{ state: 'refused', failure: { reason: 'refused', message: 'No.' } }, false],
  [{ state: 'waiting', failure: { reason: 'conflict', message: 'Changed.' } }, false],
])('only an entry that was refused because of a conflict is one: %o', (status, conflicts) => {
  expect(isConflict(entryOf('a', { status }))).toBe(conflicts);
});

test.each([
  new Failure('invalid', 'Too long.', { field: 'text' }),
  new Failure('rateLimited', 'Too many.', { status: 429, retryAfterMs: 70 }),
  new Failure('offline', 'No network.'),
])('after a restart a failure is explained as before: $message', (failure) => {
  const restored = failureFrom(recordOf(failure));
  const facts = ({ reason, message, field, status, retryAfterMs }: Failure) => ({
    ...{ reason, message, field, status, retryAfterMs },
  });
  expect(facts(restored)).toEqual(facts(failure));
});

test('on disk, a failure has only the members that it needs', () => {
  expect(recordOf(new Failure('offline', 'No network.', { field: 'no field of ours' }))).toEqual(offline);
  expect(Object.keys(recordOf(new Failure('offline', 'No network.')))).toEqual(['reason', 'message']);
});
