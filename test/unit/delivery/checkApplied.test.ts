import { describe, expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { checkApplied, checkReadiness } from '../../../src/delivery/applyAction.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { customer } from '../../support/fakeProvider.ts';
import { stubContext } from '../../support/stubService.ts';
import { editOf, serviceWithNote, removalOf } from './storedNotes.ts';

const going = new AbortController().signal;
const notDone = { result: 'absent', final: true };

test.each([
  ['an edit that was carried out', 'edit', 'Wanted.', 'found'],
  ['an edit that was not', 'edit', 'As it was.', 'absent'],
  ['an edit of a note that is gone', 'edit', undefined, 'absent'],
  ['a deletion that was carried out', 'remove', undefined, 'found'],
  ['a deletion that was not', 'remove', 'As it was.', 'absent'],
] as const)('of %s, whose answer was lost', async (_, does, text, result) => {
  const kept = serviceWithNote();
  const { note } = kept;
  if (!note) expect.fail('no note');
  const { action } = does === 'edit' ? editOf('a', note, 'Wanted.') : removalOf('a', note);
  if (!action) expect.fail('no action');
  kept.note = text === undefined ? undefined : { ...note, text };
  const provider = kept.service.kind.open(stubContext({}, () => expect.fail('not asked')).context);
  const found = { result: 'found', note: kept.note };
  expect(await checkApplied(provider, { action, target: customer('c1') }, going)).toEqual(
    result === 'found' ? found : notDone,
  );
});

describe('where the service’s answer does not prove that a note is gone', () => {
  const missing = (['notFound', 'notServed'] as const).map((reason) => new Failure(reason, 'None.'));

  /** A service that gives no note by its id; `listed`: what its list shows. */
  function open(failure: Failure, listed: () => Promise<StoredNote | undefined>) {
    const { service, note } = serviceWithNote();
    if (!note) expect.fail('no note');
    const asked: unknown[] = [];
    service.read = () => Promise.reject(failure);
    service.findListed = (...args) => {
      asked.push(args);
      return listed();
    };
    const provider = service.kind.open(stubContext({}, () => expect.fail('not asked')).context);
    const { action } = removalOf('a', { ...note, createdAt: new Date(5000) });
    if (!action) expect.fail('no action');
    return { provider, action, note, asked };
  }

  test.each(missing)('a deletion is done if the list does not have the note ($reason)', async (failure) => {
    const { provider, action, note, asked } = open(failure, () => Promise.resolve(undefined));
    expect(await checkApplied(provider, { action, target: customer('c1') }, going)).toEqual({
      result: 'found',
      note: undefined,
    });
    expect(await checkReadiness(provider, action, going)).toEqual({ done: undefined });
    const known = { target: note.target, createdAt: 5000 };
    expect(asked).toEqual(Array(2).fill(['note-1', known, going]));
  });

  test.each(missing)('a deletion is not done if the list has the note ($reason)', async (failure) => {
    const { note } = serviceWithNote();
    const listed = note && { ...note, createdAt: new Date(5000) };
    const { provider, action } = open(failure, () => Promise.resolve(listed));
    expect(await checkApplied(provider, { action, target: customer('c1') }, going)).toEqual(notDone);
    expect(await checkReadiness(provider, action, going)).toBe('ready');
  });

  test('a deletion of a note that the list shows changed is a conflict', async () => {
    const { note } = serviceWithNote('Theirs.');
    const { provider, action } = open(new Failure('notFound', 'None.'), () => Promise.resolve(note));
    await expect(checkReadiness(provider, action, going)).rejects.toMatchObject({ reason: 'conflict' });
  });

  test('nothing is known if the list cannot be read, even where it is not found', async () => {
    for (const failure of missing) {
      const { provider, action } = open(failure, () => Promise.reject(failure));
      await expect(checkApplied(provider, { action, target: customer('c1') }, going)).rejects.toBe(failure);
      await expect(checkReadiness(provider, action, going)).rejects.toBe(failure);
    }
  });

  test('the list is not asked when the service could not be', async () => {
    const offline = new Failure('offline', 'No network.');
    const { provider, action } = open(offline, () => expect.fail('asked'));
    await expect(checkApplied(provider, { action, target: customer('c1') }, going)).rejects.toBe(offline);
  });
});
