import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { staleAfter } from '../../../src/storage/claims.ts';
import { entryOf } from '../../support/entries.ts';
import { settle } from '../../support/fakeClock.ts';
import { deferred, storedAs } from '../../support/fakeProvider.ts';
import { openHosts } from '../../support/outboxHosts.ts';

// A machine that sleeps with a note in hand, while another one works on the same storage.

/** Note `a` is claimed by a host that then sleeps; the other one has sent it, and has lost the answer. */
async function openAsleep(sleepsAt: 'learnTime' | 'maySend', countsSleep: boolean) {
  const hosts = openHosts();
  const { clock, service } = hosts;
  let stoodAt: number | undefined;
  let stood = 0;
  const monotonic = () => (countsSleep ? clock.monotonic() : (stoodAt ?? clock.monotonic() - stood));
  const wokeUp = deferred<undefined>();
  const sleeps = new AbortController().signal;
  const sender = await hosts.host({ clock: { ...clock, monotonic } });
  const sleep = async () => {
    sender.disk.fault = () => 'EIO';
    stoodAt = clock.monotonic();
    await wokeUp.until(sleeps);
  };
  const sent: string[] = [];
  service.learnTime = async () => {
    if (sleepsAt === 'learnTime' && stoodAt === undefined) await sleep();
  };
  service.answer = async ({ maySend }) => {
    const isFirst = service.arrived.length === 1;
    if (sleepsAt === 'maySend' && isFirst) await sleep();
    if ((await maySend?.()) === false) throw new Failure('cancelled', 'Too late.');
    sent.push('a');
    if (sent.length === 1) throw new Failure('dropped', 'The answer was lost.');
    return storedAs(`${sent.length}`, { note: entryOf('a').note }) satisfies StoredNote;
  };
  await sender.outbox.enqueue(entryOf('a'));
  await settle();
  const other = await hosts.host();
  const wake = async () => {
    stood = clock.monotonic() - (stoodAt ?? 0);
    stoodAt = undefined;
    sender.disk.fault = () => undefined;
    wokeUp.resolve(undefined);
    await settle();
  };
  return { ...hosts, sender, other, sent, wake };
}

test.each([true, false])(
  'a note that was claimed before a sleep, and sent by another window meanwhile, is not sent on waking; counts sleep: %s',
  async (countsSleep) => {
    const { clock, service, sent, wake, onDisk } = await openAsleep('learnTime', countsSleep);
    // The other window's answer was lost just now, and the service’s list lags behind.
    service.findDuplicate = () => Promise.reject(new Failure('offline', 'No connection.'));
    await clock.advance(4 * staleAfter);
    expect(sent).toEqual(['a']);
    expect((await onDisk())[0]?.status.state).toBe('uncertain');
    await wake();
    await clock.advance(4 * staleAfter);
    expect(sent).toEqual(['a']);
    expect((await onDisk())[0]?.status.state).toBe('uncertain');
  },
);

test.each([true, false])(
  'a note that was about to leave before a sleep does not leave on waking; counts sleep: %s',
  async (countsSleep) => {
    const { clock, sent, wake, other } = await openAsleep('maySend', countsSleep);
    await clock.advance(4 * staleAfter);
    expect(other.outbox.get('a')?.status).toMatchObject({ state: 'uncertain' });
    await wake();
    expect(sent).toEqual([]);
  },
);
