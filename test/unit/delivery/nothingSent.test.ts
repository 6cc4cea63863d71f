import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { entryOf } from '../../support/entries.ts';
import { openHosts } from '../../support/outboxHosts.ts';

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
