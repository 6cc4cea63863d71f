import { expect, test } from 'vitest';
import { checkApplied } from '../../../src/delivery/applyAction.ts';
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
  expect(await checkApplied(provider, action, going)).toEqual(result === 'found' ? found : notDone);
});
