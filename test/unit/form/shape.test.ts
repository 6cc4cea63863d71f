import { expect, test } from 'vitest';
import { isShown } from '../../../src/form/shape.ts';
import type { Snapshot } from '../../../src/form/messages.ts';
import { fieldNames } from '../../../src/model/fields.ts';
import { resellerSnapshot, snapshot, values } from './snapshots.ts';

function hidden(given: Snapshot): string[] {
  return fieldNames.filter((field) => !isShown(field, given));
}

test('a list with one choice, the duration of a note and what the account does not take are hidden', () => {
  expect(hidden(snapshot())).toEqual(['account', 'targetType', 'duration', 'attachment']);
  expect(hidden(resellerSnapshot())).toEqual(['kind', 'duration', 'occurredAt', 'author']);
});

test('a call has a duration', () => {
  expect(hidden(snapshot({ values: values({ kind: 'call' }) }))).not.toContain('duration');
});

test('an account can be chosen when the draft’s own one is gone', () => {
  expect(hidden(snapshot({ values: values({ account: 'gone' }) }))).not.toContain('account');
  expect(hidden(snapshot({ accounts: [] }))).toContain('account');
});

test('a file stays visible when the account takes none, but not while a stored note is edited', () => {
  const attachment = { name: 'offer.pdf', size: 1 };
  expect(hidden(snapshot({ attachment }))).not.toContain('attachment');
  const editing = { createdAt: '', hint: '' };
  expect(hidden(snapshot({ attachment, editing }))).toContain('attachment');
});
