import { expect, test } from 'vitest';
import { checkDraft } from '../../../src/model/checkDraft.ts';
import { draftSchema, emptyDraft, hasContent } from '../../../src/model/draft.ts';
import { fakeService, customer } from '../../support/fakeProvider.ts';

test('subject', () => {
  const empty = emptyDraft('d', 'one', 'note', 'customer');
  const draft = { ...empty, values: { ...empty.values, text: 'T', subject: 'S' } };
  const capabilities = { ...fakeService().kind.capabilities, subject: true };
  const check = checkDraft(draft, { target: customer('A'), capabilities, now: 0, format: 'plain' });
  expect(check).toMatchObject({ ok: true, note: { subject: 'S' } });
  expect(hasContent({ ...empty, values: { ...empty.values, subject: 'S' } })).toBe(true);
  const { subject, ...old } = empty.values;
  expect(draftSchema.parse({ ...empty, values: old })).toEqual(empty);
});
