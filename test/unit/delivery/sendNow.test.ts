import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { requeue } from '../../../src/delivery/resolveEntry.ts';
import { settle } from '../../support/fakeClock.ts';
import { deferred, storedAs } from '../../support/fakeProvider.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { entryOf } from '../../support/entries.ts';
import { noteFor, openHosts } from '../../support/outboxHosts.ts';

// Send Now sends now, whatever the note and its account wait for; only a rate limit is waited for.

const going = new AbortController().signal;
const day = 24 * 3600_000;

test('it ends the back-off in the window that sends, whichever window it is pressed in', async () => {
  const { clock, service, host } = openHosts();
  const sender = await host();
  const answer = service.answer;
  service.answer = () => Promise.reject(new Failure('offline', 'No network.'));
  await sender.outbox.enqueue(entryOf('a'));
  await clock.advance(10 * 60_000);
  const other = await host({ asleep: true });
  service.answer = answer;
  service.arrived.length = 0;
  await requeue(other, 'a');
  await clock.advance(1_000);
  expect(service.arrived.map(({ id }) => id)).toEqual(['a']);
});

test('it is sent before other notes, even while only one note at a time is tried', async () => {
  const { clock, service, host } = openHosts();
  const sender = await host();
  service.answer = ({ id }) =>
    id === 'b'
      ? Promise.resolve(storedAs('1', { note: entryOf('b').note }))
      : Promise.reject(new Failure('offline', 'No network.'));
  service.answer = () => Promise.reject(new Failure('offline', 'No network.'));
  for (const [at, id] of ['a', 'b'].entries()) await sender.outbox.enqueue(noteFor(id, id, { queuedAt: at }));
  await clock.advance(10 * 60_000);
  service.arrived.length = 0;
  await requeue(sender, 'b');
  await clock.advance(1_000);
  expect(service.arrived[0]?.id).toBe('b');
});

test('it is sent before an older note of the same customer that is being looked for', async () => {
  const { clock, service, host } = openHosts();
  const sender = await host();
  const { answer } = service;
  service.answer = () => Promise.reject(new Failure('dropped', 'The answer was lost.'));
  await sender.outbox.enqueue(entryOf('a'));
  await settle();
  service.answer = answer;
  await sender.outbox.enqueue({ ...entryOf('b'), queuedAt: 2_000 });
  await clock.advance(10_000);
  expect(sender.outbox.get('b')?.status.state).toBe('waiting');
  await requeue(sender, 'b');
  await clock.advance(1_000);
  expect(sender.outbox.get('b')).toBeUndefined();
});

test('it waits for a request about the same customer that is under way', async () => {
  const { clock, service, host } = openHosts();
  const sender = await host();
  const request = deferred<StoredNote>();
  const { answer } = service;
  service.answer = (outgoing, signal) =>
    outgoing.id === 'a' ? request.until(signal) : answer(outgoing, signal);
  await sender.outbox.enqueue(entryOf('a'));
  await sender.outbox.enqueue({ ...entryOf('b'), queuedAt: 2_000 });
  await settle();
  await requeue(sender, 'b');
  await clock.advance(1_000);
  expect(service.arrived.map(({ id }) => id)).toEqual(['a']);
  request.resolve(storedAs('1', { note: entryOf('a').note }));
  await clock.advance(1_000);
  expect(service.arrived.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('it tries a key that was refused before, once', async () => {
  const { clock, service, host } = openHosts();
  const sender = await host();
  service.answer = () => Promise.reject(new Failure('keyRefused', 'The key is not accepted.'));
  await sender.outbox.enqueue(entryOf('a'));
  await clock.advance(60_000);
  const other = await host({ asleep: true });
  service.arrived.length = 0;
  await requeue(other, 'a');
  await clock.advance(60_000);
  expect(service.arrived).toHaveLength(1);
});

test('a rate limit is waited for, and the user learns how long', async () => {
  const { clock, service, host } = openHosts();
  const sender = await host();
  const { answer } = service;
  service.answer = () =>
    Promise.reject(new Failure('rateLimited', 'Too many requests.', { retryAfterMs: 600_000 }));
  await sender.outbox.enqueue(entryOf('a'));
  await clock.advance(60_000);
  service.answer = answer;
  for (const from of [sender, await host({ asleep: true })]) {
    await requeue(from, 'a');
    const outcome = await from.delivery.outcome('a', going);
    expect(outcome).toMatchObject({ state: 'waiting', failure: { reason: 'rateLimited' } });
    expect('failure' in outcome && outcome.failure.retryAfterMs).toBe(540_000);
  }
  expect(service.arrived).toHaveLength(1);
  await clock.advance(541_000);
  expect(service.arrived).toHaveLength(2);
});

test('a note that was not tried itself learns of the rate limit too', async () => {
  const { clock, service, host } = openHosts();
  const sender = await host();
  service.answer = () =>
    Promise.reject(new Failure('rateLimited', 'Too many requests.', { retryAfterMs: 600_000 }));
  await sender.outbox.enqueue(noteFor('a', 'a'));
  await settle();
  await sender.outbox.enqueue(noteFor('b', 'b', { queuedAt: 2_000 }));
  await requeue(sender, 'b');
  const outcome = sender.outcome('b');
  await clock.advance(4_000);
  expect(await outcome).toMatchObject({ state: 'queued', behind: { reason: 'rateLimited' } });
});

test.each([-day, day])(
  'with the clock set by %d ms after a rate limit it waits no longer than was asked',
  async (ms) => {
    const { clock, service, host } = openHosts();
    const time = { offset: 0 };
    const sender = await host({ clock: { ...clock, now: () => clock.now() + time.offset } });
    const { answer } = service;
    service.answer = () =>
      Promise.reject(new Failure('rateLimited', 'Too many requests.', { retryAfterMs: 60_000 }));
    await sender.outbox.enqueue(entryOf('a', { queuedAt: 1 }));
    await clock.advance(1_000);
    service.answer = answer;
    time.offset = ms;
    await clock.advance(60_000);
    expect(service.arrived).toHaveLength(2);
  },
);

test('while the disk refuses its file, it is tried less and less often', async () => {
  const { clock, service, host } = openHosts();
  const sender = await host({ asleep: true });
  await sender.outbox.enqueue(entryOf('a'));
  await requeue(sender, 'a');
  let refused = 0;
  sender.disk.fault = ({ name, path }) => {
    // A disk that never ran out of patience would keep this test from ending.
    const isFull = name === 'create' && path.includes('entries') && refused < 500;
    if (isFull) refused++;
    return isFull ? 'ENOSPC' : undefined;
  };
  sender.delivery.wake('account');
  await clock.advance(30_000);
  // Two writes a try: the new state, and why it could not be written.
  expect(refused).toBeGreaterThan(2);
  expect(refused).toBeLessThan(20);
  sender.disk.fault = () => undefined;
  await clock.advance(60_000);
  expect(service.arrived.map(({ id }) => id)).toEqual(['a']);
});
