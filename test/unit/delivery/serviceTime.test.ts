import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { settle } from '../../support/fakeClock.ts';
import { deferred } from '../../support/fakeProvider.ts';
import { noteFor, openHosts, type Hosts } from '../../support/outboxHosts.ts';

const going = new AbortController().signal;

/** A service that has not told its time, and does so when the test says so. */
function withUnknownTime(hosts: Hosts) {
  const answer = deferred<undefined>();
  const requests: number[] = [];
  let isLearned = false;
  hosts.service.learnTime = async (signal) => {
    if (isLearned) return;
    requests.push(hosts.clock.now());
    await answer.until(signal);
    isLearned = true;
  };
  return { answer, requests };
}

const five = ['a', 'b', 'c', 'd', 'e'] as const;

test('notes that are sent together ask for the time once', async () => {
  const hosts = openHosts();
  const { answer, requests } = withUnknownTime(hosts);
  const { outbox } = await hosts.host();
  for (const id of five) await outbox.enqueue(noteFor(id, id));
  await hosts.clock.advance(2_000);
  expect([requests.length, hosts.service.arrived.length]).toEqual([1, 0]);
  answer.resolve(undefined);
  await hosts.clock.advance(2_000);
  expect([requests.length, hosts.service.arrived.length]).toEqual([1, five.length]);
});

test('taking a note back ends its wait at once, and the request for no other', async () => {
  const hosts = openHosts();
  const { answer } = withUnknownTime(hosts);
  const { outbox, delivery } = await hosts.host();
  await outbox.enqueue(noteFor('a', 'a'));
  await outbox.enqueue(noteFor('b', 'b'));
  await settle();
  expect(await delivery.outcome('a', AbortSignal.abort())).toMatchObject({
    failure: { reason: 'cancelled' },
  });
  answer.resolve(undefined);
  expect(await delivery.outcome('b', going)).toMatchObject({ state: 'stored' });
});

test('without an answer all of them wait, and ask again later', async () => {
  const hosts = openHosts();
  const { answer, requests } = withUnknownTime(hosts);
  answer.reject(new Failure('timeout', 'No answer in time.'));
  const { outbox } = await hosts.host();
  for (const id of five) await outbox.enqueue(noteFor(id, id));
  await settle();
  const states = (await hosts.onDisk()).map(({ status }) => status.state);
  expect([states, hosts.service.arrived]).toEqual([five.map(() => 'waiting'), []]);
  expect(requests.length).toBeLessThan(five.length);
});
