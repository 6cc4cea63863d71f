import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { settle } from '../../support/fakeClock.ts';
import { entryOf } from '../../support/entries.ts';
import { editOf, serviceWithNote, noteIn, removalOf } from './storedNotes.ts';
import { openHosts } from '../../support/outboxHosts.ts';

const lost = new Failure('dropped', 'The connection was lost.');

/** Collects the text with which each entry was stored, in order; undefined for a note that was deleted. */
function recordTexts() {
  const texts: (string | undefined)[] = [];
  return { texts, onStored: (_: unknown, note: StoredNote | undefined) => void texts.push(note?.text) };
}

test('an edit reads and changes the note, and leaves a receipt without the note’s id', async () => {
  const remote = serviceWithNote();
  const hosts = openHosts(remote.service);
  const { texts, onStored } = recordTexts();
  const { outbox, outcome } = await hosts.host({ onStored });
  let stamped = 0;
  remote.service.stamp = () => String((stamped += 1));
  await outbox.enqueue(editOf('a', noteIn(remote), 'Mine.'));
  expect(await outcome('a')).toEqual({ state: 'stored', entryId: 'a' });
  expect(remote.requests).toEqual(['read', 'edit']);
  expect([noteIn(remote).text, texts, stamped]).toEqual(['Mine.', ['Mine.'], 0]);
  expect([await hosts.onDisk(), outbox.receipts.get('a')?.noteId]).toEqual([[], '']);
});

test('a removal reads and deletes the note', async () => {
  const remote = serviceWithNote();
  const hosts = openHosts(remote.service);
  const { texts, onStored } = recordTexts();
  const { outbox, outcome } = await hosts.host({ onStored });
  await outbox.enqueue(removalOf('a', noteIn(remote)));
  expect(await outcome('a')).toEqual({ state: 'stored', entryId: 'a' });
  expect([remote.requests, remote.note, texts]).toEqual([['read', 'remove'], undefined, [undefined]]);
});

test('a note that is gone: a deletion is done, an edit is refused', async () => {
  const remote = serviceWithNote();
  const note = noteIn(remote);
  remote.note = undefined;
  const hosts = openHosts(remote.service);
  const { outbox, outcome } = await hosts.host();
  await outbox.enqueue(removalOf('a', note));
  expect(await outcome('a')).toMatchObject({ state: 'stored' });
  await outbox.enqueue(editOf('b', note, 'Mine.'));
  expect(await outcome('b')).toMatchObject({ state: 'refused', failure: { reason: 'notFound' } });
  expect(remote.requests).toEqual(['read', 'read']);
});

test.each([
  ['text', { text: 'Theirs.' }],
  ['html alone', { html: '<b>As it was.</b>' }],
  ['author', { author: 'Somebody else' }],
  ['time', { createdAt: new Date(5000) }],
  ['duration', { durationSeconds: 7 }],
])('another %s in the meantime is a conflict, and nothing is overwritten', async (_, theirs) => {
  for (const make of [removalOf, (id: string, note: StoredNote) => editOf(id, note, 'Mine.')]) {
    const remote = serviceWithNote();
    const hosts = openHosts(remote.service);
    const { outbox, outcome } = await hosts.host();
    const before = noteIn(remote);
    const changed = { ...before, ...theirs };
    remote.note = changed;
    await outbox.enqueue(make('a', before));
    expect(await outcome('a')).toMatchObject({ state: 'refused', failure: { reason: 'conflict' } });
    expect([remote.requests, remote.note]).toEqual([['read'], changed]);
  }
});

test('a note that already is as the user wants it is no conflict, and needs no change', async () => {
  const remote = serviceWithNote();
  const hosts = openHosts(remote.service);
  const { outbox, outcome } = await hosts.host();
  const before = noteIn(remote);
  remote.note = { ...before, text: 'Mine.' };
  await outbox.enqueue(editOf('a', before, 'Mine.'));
  expect(await outcome('a')).toMatchObject({ state: 'stored' });
  expect(remote.requests).toEqual(['read']);
});

test('the provider decides whether a note already is as the user wants it', async () => {
  const remote = serviceWithNote();
  const { kind } = remote.service;
  const hosts = openHosts({
    ...remote.service,
    kind: {
      ...kind,
      open: (context) => ({
        ...kind.open(context),
        hasChange: ({ html }) => Promise.resolve(html === '<b>Mine.</b>'),
      }),
    },
  });
  const { outbox, outcome } = await hosts.host();
  const before = noteIn(remote);
  remote.note = { ...before, text: 'Mine.' };
  await outbox.enqueue(editOf('a', before, 'Mine.'));
  expect(await outcome('a')).toMatchObject({ state: 'refused' });
  remote.note = { ...before, html: '<b>Mine.</b>' };
  await outbox.enqueue(editOf('b', before, 'Mine.'));
  expect(await outcome('b')).toMatchObject({ state: 'stored' });
});

test('while the note cannot be read nothing is sent, and the entry waits', async () => {
  const remote = serviceWithNote();
  const hosts = openHosts(remote.service);
  const { outbox, outcome } = await hosts.host();
  const { read } = remote.service;
  remote.service.read = () => Promise.reject(lost);
  await outbox.enqueue(editOf('a', noteIn(remote), 'Mine.'));
  expect(await outcome('a')).toMatchObject({ state: 'waiting', failure: { reason: 'dropped' } });
  expect(await hosts.onDisk()).toMatchObject([{ attempts: 0, status: { state: 'waiting' } }]);
  remote.service.read = read;
  await hosts.clock.advance(60_000);
  expect([await hosts.onDisk(), noteIn(remote).text]).toEqual([[], 'Mine.']);
});

test.each([true, false])('an edit whose answer was lost is looked for (stored: %s)', async (stores) => {
  const remote = serviceWithNote();
  const hosts = openHosts(remote.service);
  const { outbox } = await hosts.host();
  const { edit } = remote.service;
  let tries = 0;
  remote.service.edit = async (...asked) => {
    tries += 1;
    if (tries > 1 || stores) await edit(...asked);
    if (tries === 1) throw lost;
    return noteIn(remote);
  };
  await outbox.enqueue(editOf('a', noteIn(remote), 'Mine.'));
  await hosts.clock.advance(60_000);
  expect([await hosts.onDisk(), noteIn(remote).text, tries]).toEqual([[], 'Mine.', stores ? 1 : 2]);
});

test.each([true, false])('a deletion whose answer was lost is looked for (deleted: %s)', async (deletes) => {
  const remote = serviceWithNote();
  const hosts = openHosts(remote.service);
  const { outbox } = await hosts.host();
  let tries = 0;
  remote.service.remove = async () => {
    await Promise.resolve();
    tries += 1;
    if (tries > 1 || deletes) remote.note = undefined;
    if (tries === 1) throw lost;
  };
  await outbox.enqueue(removalOf('a', noteIn(remote)));
  await hosts.clock.advance(60_000);
  expect([await hosts.onDisk(), remote.note, tries]).toEqual([[], undefined, deletes ? 1 : 2]);
});

test('an edit whose answer was lost, and that was then changed elsewhere, is a conflict', async () => {
  const remote = serviceWithNote();
  const hosts = openHosts(remote.service);
  const { outbox } = await hosts.host();
  const before = noteIn(remote);
  remote.service.edit = () => {
    remote.note = { ...before, text: 'Theirs.' };
    return Promise.reject(lost);
  };
  await outbox.enqueue(editOf('a', before, 'Mine.'));
  await hosts.clock.advance(60_000);
  expect(await hosts.onDisk()).toMatchObject([
    { status: { state: 'refused', failure: { reason: 'conflict' } } },
  ]);
  expect(noteIn(remote).text).toBe('Theirs.');
});

test('an action that the service does not have is refused as invalid', async () => {
  const hosts = openHosts();
  hosts.service.read = () => Promise.resolve({ ...noteIn(serviceWithNote()), createdAt: undefined });
  const { outbox, outcome } = await hosts.host();
  for (const [id, make] of Object.entries({ a: editOf, b: removalOf })) {
    await outbox.enqueue(
      make === removalOf
        ? removalOf(id, noteIn(serviceWithNote()))
        : editOf(id, noteIn(serviceWithNote()), 'Mine.'),
    );
    expect(await outcome(id)).toMatchObject({ state: 'refused', failure: { reason: 'invalid' } });
  }
});

test('for one customer entries are sent in the order in which they were queued', async () => {
  const remote = serviceWithNote();
  const hosts = openHosts(remote.service);
  const { answer } = remote.service;
  remote.service.answer = (...asked) => {
    remote.requests.push('create');
    return answer(...asked);
  };
  const { outbox } = await hosts.host({ asleep: true });
  const host = await hosts.host();
  const note = noteIn(remote);
  await outbox.enqueue(entryOf('a', { queuedAt: 1 }));
  await outbox.enqueue(editOf('b', note, 'Mine.', { queuedAt: 2 }));
  await outbox.enqueue(removalOf('c', { ...note, text: 'Mine.' }, { queuedAt: 3 }));
  await host.outbox.reload();
  host.delivery.wake('account');
  await settle();
  await hosts.clock.advance(60_000);
  expect([remote.requests, remote.note]).toEqual([['create', 'read', 'edit', 'read', 'remove'], undefined]);
});

test('a note that is to be changed stays there for its undo time', async () => {
  const remote = serviceWithNote();
  const hosts = openHosts(remote.service);
  const { outbox, delivery } = await hosts.host();
  const status = { state: 'waiting', notBefore: hosts.clock.now() + 5000 } as const;
  await outbox.enqueue(removalOf('a', noteIn(remote), { queuedAt: hosts.clock.now(), status }));
  await hosts.clock.advance(4000);
  expect(remote.requests).toEqual([]);
  const stopped = new AbortController();
  const outcome = delivery.outcome('a', stopped.signal);
  stopped.abort();
  expect(await outcome).toMatchObject({ state: 'refused', failure: { reason: 'cancelled' } });
  await hosts.clock.advance(60_000);
  expect([remote.requests, noteIn(remote).text]).toEqual([[], 'As it was.']);
});

test('a deletion of which nothing is known is looked for until the list tells', async () => {
  const remote = serviceWithNote();
  const { service } = remote;
  const gone = new Failure('notFound', 'None.');
  const unread = new Failure('unreadable', 'The list could not be read.', { status: 404 });
  let lists = 0;
  service.findListed = async () => {
    await Promise.resolve();
    lists += 1;
    if (lists < 3) throw unread;
    return undefined;
  };
  const hosts = openHosts(service);
  const { outbox, outcome } = await hosts.host();
  let tries = 0;
  service.remove = () => {
    tries += 1;
    service.read = () => Promise.reject(gone);
    return Promise.reject(unread);
  };
  await outbox.enqueue(removalOf('a', noteIn(remote)));
  expect(await outcome('a')).toMatchObject({ state: 'uncertain', failure: { reason: 'unreadable' } });
  await hosts.clock.advance(600_000);
  expect([await hosts.onDisk(), tries, lists]).toEqual([[], 1, 3]);
});

test('a deletion that the service does not offer asks the user, and is not repeated', async () => {
  const remote = serviceWithNote();
  const hosts = openHosts(remote.service);
  const { outbox, outcome } = await hosts.host();
  let tries = 0;
  remote.service.remove = () => {
    tries += 1;
    return Promise.reject(new Failure('refused', 'It does not delete notes.', { status: 404 }));
  };
  await outbox.enqueue(removalOf('a', noteIn(remote)));
  expect(await outcome('a')).toMatchObject({ state: 'refused', failure: { reason: 'refused' } });
  await hosts.clock.advance(600_000);
  expect([tries, noteIn(remote).text]).toEqual([1, 'As it was.']);
  expect(await hosts.onDisk()).toMatchObject([{ status: { state: 'refused' } }]);
});
