import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import type { EntryStatus } from '../../../src/outbox/entry.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { openComposeHarness } from '../../support/composeHarness.ts';
import { entryOf } from '../../support/entries.ts';

// What the user decides about notes that wait.

const lost = { reason: 'timeout', message: 'No answer.' } as const;
const unsure: EntryStatus = {
  state: 'uncertain',
  failure: lost,
  since: 500,
  candidates: [{ id: 'n1', text: 'x' }],
};

async function opened(folder: string, status: EntryStatus) {
  const service = fakeService();
  const clock = fakeClock();
  const harness = openComposeHarness(folder, { clock, services: [service] });
  await harness.start();
  await harness.outbox.enqueue(entryOf('a', { status }));
  return { ...harness, service, clock };
}

const never = new AbortController().signal;

test('a refused note is sent again when the user says so', async () => {
  await using folder = await temporaryFolder();
  const refused: EntryStatus = { state: 'refused', failure: { reason: 'refused', message: 'No.' } };
  const { delivery, service } = await opened(folder.path, refused);
  expect(await delivery.sendNow('a')).toBe(true);
  expect(await delivery.outcome('a', never)).toEqual({ state: 'stored', entryId: 'a' });
  expect(service.arrived).toHaveLength(1);
});

test('a note that may be stored is sent again only for the try that the user was asked about', async () => {
  await using folder = await temporaryFolder();
  const { delivery, outbox, service } = await opened(folder.path, unsure);
  expect(await delivery.sendNow('a')).toBe(false);
  expect(await delivery.sendNow('a', 499)).toBe(false);
  expect(outbox.get('a')?.status).toEqual(unsure);
  expect(service.arrived).toEqual([]);
  expect(await delivery.sendNow('a', 500)).toBe(true);
  expect(await delivery.outcome('a', never)).toMatchObject({ state: 'stored' });
  expect(service.arrived).toHaveLength(1);
});

test('a note that the user has seen there is dropped with a receipt, and never sent', async () => {
  await using folder = await temporaryFolder();
  const { delivery, outbox, service } = await opened(folder.path, unsure);
  expect(await delivery.isThere('a', 499, 'n1')).toBe(false);
  expect(outbox.get('a')?.status).toEqual(unsure);
  expect(await delivery.isThere('a', 500, 'n1')).toBe(true);
  expect(outbox.get('a')).toBeUndefined();
  expect(outbox.receipts.get('a')).toMatchObject({ noteId: 'n1' });
  expect(await delivery.outcome('a', never)).toEqual({ state: 'stored', entryId: 'a' });
  expect(service.arrived).toEqual([]);
});

test('nothing is done with a note that is gone', async () => {
  await using folder = await temporaryFolder();
  const { delivery } = await opened(folder.path, unsure);
  expect(await delivery.sendNow('b')).toBe(false);
  expect(await delivery.isThere('b', 500, '')).toBe(false);
});

test('whoever waits for a note is told when others of its account go first', async () => {
  await using folder = await temporaryFolder();
  const { delivery, outbox, service, clock } = await opened(folder.path, { state: 'waiting' });
  service.answer = () => Promise.reject(new Failure('rateLimited', 'Too many.', { retryAfterMs: 3_600_000 }));
  expect(await delivery.outcome('a', never)).toMatchObject({ state: 'waiting' });
  await outbox.enqueue(entryOf('b', { queuedAt: 2000 }));
  const outcome = delivery.outcome('b', never);
  await clock.advance(10_000);
  expect(await outcome).toMatchObject({ state: 'queued', behind: { reason: 'rateLimited' } });
  expect(service.arrived).toHaveLength(1);
  expect(outbox.get('b')?.status).toEqual({ state: 'waiting' });
});
