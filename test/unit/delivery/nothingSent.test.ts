import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { entryOf } from '../../support/entries.ts';
import { openHosts } from '../../support/outboxHosts.ts';
import { editOf, noteIn, serviceWithNote } from './storedNotes.ts';

test.each([
  ['waits where no request for it has left', true, 'waiting'],
  ['may be stored where one has', false, 'uncertain'],
] as const)('a note that was not answered in time %s', async (_, nothingSent, state) => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host();
  hosts.service.answer = () => Promise.reject(new Failure('timeout', 'No answer.', { nothingSent }));
  await outbox.enqueue(entryOf('a'));
  expect(await delivery.outcome('a', new AbortController().signal)).toMatchObject({ state });
});

test('a change may be stored even where its last request has not left: an earlier one may have', async () => {
  const remote = serviceWithNote();
  const hosts = openHosts(remote.service);
  const { outbox, delivery } = await hosts.host();
  remote.service.edit = () => Promise.reject(new Failure('timeout', 'No answer.', { nothingSent: true }));
  await outbox.enqueue(editOf('a', noteIn(remote), 'Mine.'));
  expect(await delivery.outcome('a', new AbortController().signal)).toMatchObject({ state: 'uncertain' });
});
