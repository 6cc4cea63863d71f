import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { settle } from '../../support/fakeClock.ts';
import { entryOf } from '../../support/entries.ts';
import { editOf, keepingNote, noteIn, removalOf } from './storedNotes.ts';
import { openHosts } from '../../support/outboxHosts.ts';

const lost = new Failure('dropped', 'The connection was lost.');

/** What became of entries, in order: the text that is shown from now on. */
function tellingHost() {
  const told: (string | undefined)[] = [];
  return { told, onStored: (_: unknown, note: StoredNote | undefined) => void told.push(note?.text) };
}

test('an edit reads and changes the note, and leaves a receipt without the note’s id', async () => {
  const kept = keepingNote();
  const hosts = openHosts(kept.service);
  const { told, onStored } = tellingHost();
  const { outbox, outcome } = await hosts.host({ onStored });
  let stamped = 0;
  kept.service.stamp = () => String((stamped += 1));
  await outbox.enqueue(editOf('a', noteIn(kept), 'Mine.'));
  expect(await outcome('a')).toEqual({ state: 'stored', entryId: 'a' });
  expect(kept.asked).toEqual(['read', 'edit']);
  expect([noteIn(kept).text, told, stamped]).toEqual(['Mine.', ['Mine.'], 0]);
  expect([await hosts.onDisk(), outbox.receipts.get('a')?.noteId]).toEqual([[], '']);
});

test('a removal reads and deletes the note', async () => {
  const kept = keepingNote();
  const hosts = openHosts(kept.service);
  const { told, onStored } = tellingHost();
  const { outbox, outcome } = await hosts.host({ onStored });
  await outbox.enqueue(removalOf('a', noteIn(kept)));
  expect(await outcome('a')).toEqual({ state: 'stored', entryId: 'a' });
  expect([kept.asked, kept.note, told]).toEqual([['read', 'remove'], undefined, [undefined]]);
});

test('a note that is gone: a deletion is done, an edit is refused', async () => {
  const kept = keepingNote();
  const note = noteIn(kept);
  kept.note = undefined;
  const hosts = openHosts(kept.service);
  const { outbox, outcome } = await hosts.host();
  await outbox.enqueue(removalOf('a', note));
  expect(await outcome('a')).toMatchObject({ state: 'stored' });
  await outbox.enqueue(editOf('b', note, 'Mine.'));
  expect(await outcome('b')).toMatchObject({ state: 'refused', failure: { reason: 'notFound' } });
  expect(kept.asked).toEqual(['read', 'read']);
});

test.each([
  ['text', { text: 'Theirs.' }],
  ['html alone', { html: '<b>As it was.</b>' }],
  ['author', { author: 'Somebody else' }],
  ['time', { createdAt: new Date(5000) }],
  ['duration', { durationSeconds: 7 }],
])('another %s by now is a conflict, and nothing is overwritten', async (_, theirs) => {
  for (const make of [removalOf, (id: string, note: StoredNote) => editOf(id, note, 'Mine.')]) {
    const kept = keepingNote();
    const hosts = openHosts(kept.service);
    const { outbox, outcome } = await hosts.host();
    const before = noteIn(kept);
    const changed = { ...before, ...theirs };
    kept.note = changed;
    await outbox.enqueue(make('a', before));
    expect(await outcome('a')).toMatchObject({ state: 'refused', failure: { reason: 'conflict' } });
    expect([kept.asked, kept.note]).toEqual([['read'], changed]);
  }
});

test('a note that is already as wanted is no conflict, and needs no change', async () => {
  const kept = keepingNote();
  const hosts = openHosts(kept.service);
  const { outbox, outcome } = await hosts.host();
  const before = noteIn(kept);
  kept.note = { ...before, text: 'Mine.' };
  await outbox.enqueue(editOf('a', before, 'Mine.'));
  expect(await outcome('a')).toMatchObject({ state: 'stored' });
  expect(kept.asked).toEqual(['read']);
});

test('the provider decides whether a note is as wanted', async () => {
  const kept = keepingNote();
  const { kind } = kept.service;
  const hosts = openHosts({
    ...kept.service,
    kind: {
      ...kind,
      open: (context) => ({
        ...kind.open(context),
        hasChange: ({ html }) => Promise.resolve(html === '<b>Mine.</b>'),
      }),
    },
  });
  const { outbox, outcome } = await hosts.host();
  const before = noteIn(kept);
  kept.note = { ...before, text: 'Mine.' };
  await outbox.enqueue(editOf('a', before, 'Mine.'));
  expect(await outcome('a')).toMatchObject({ state: 'refused' });
  kept.note = { ...before, html: '<b>Mine.</b>' };
  await outbox.enqueue(editOf('b', before, 'Mine.'));
  expect(await outcome('b')).toMatchObject({ state: 'stored' });
});

test('while the note cannot be read nothing is sent, and the entry waits', async () => {
  const kept = keepingNote();
  const hosts = openHosts(kept.service);
  const { outbox, outcome } = await hosts.host();
  const { read } = kept.service;
  kept.service.read = () => Promise.reject(lost);
  await outbox.enqueue(editOf('a', noteIn(kept), 'Mine.'));
  expect(await outcome('a')).toMatchObject({ state: 'waiting', failure: { reason: 'dropped' } });
  expect(await hosts.onDisk()).toMatchObject([{ attempts: 0, status: { state: 'waiting' } }]);
  kept.service.read = read;
  await hosts.clock.advance(60_000);
  expect([await hosts.onDisk(), noteIn(kept).text]).toEqual([[], 'Mine.']);
});

test.each([true, false])('an edit whose answer was lost is looked for (stored: %s)', async (stores) => {
  const kept = keepingNote();
  const hosts = openHosts(kept.service);
  const { outbox } = await hosts.host();
  const { edit } = kept.service;
  let tries = 0;
  kept.service.edit = async (...asked) => {
    tries += 1;
    if (tries > 1 || stores) await edit(...asked);
    if (tries === 1) throw lost;
    return noteIn(kept);
  };
  await outbox.enqueue(editOf('a', noteIn(kept), 'Mine.'));
  await hosts.clock.advance(60_000);
  expect([await hosts.onDisk(), noteIn(kept).text, tries]).toEqual([[], 'Mine.', stores ? 1 : 2]);
});

test.each([true, false])('a deletion whose answer was lost is looked for (deleted: %s)', async (deletes) => {
  const kept = keepingNote();
  const hosts = openHosts(kept.service);
  const { outbox } = await hosts.host();
  let tries = 0;
  // eslint-disable-next-line @typescript-eslint/require-await -- the contract is asynchronous
  kept.service.remove = async () => {
    tries += 1;
    if (tries > 1 || deletes) kept.note = undefined;
    if (tries === 1) throw lost;
  };
  await outbox.enqueue(removalOf('a', noteIn(kept)));
  await hosts.clock.advance(60_000);
  expect([await hosts.onDisk(), kept.note, tries]).toEqual([[], undefined, deletes ? 1 : 2]);
});

test('an edit whose answer was lost, and that was then changed elsewhere, is a conflict', async () => {
  const kept = keepingNote();
  const hosts = openHosts(kept.service);
  const { outbox } = await hosts.host();
  const before = noteIn(kept);
  kept.service.edit = () => {
    kept.note = { ...before, text: 'Theirs.' };
    return Promise.reject(lost);
  };
  await outbox.enqueue(editOf('a', before, 'Mine.'));
  await hosts.clock.advance(60_000);
  expect(await hosts.onDisk()).toMatchObject([
    { status: { state: 'refused', failure: { reason: 'conflict' } } },
  ]);
  expect(noteIn(kept).text).toBe('Theirs.');
});

test('an action that the service does not have is refused as invalid', async () => {
  const hosts = openHosts();
  hosts.service.read = () => Promise.resolve({ ...noteIn(keepingNote()), createdAt: undefined });
  const { outbox, outcome } = await hosts.host();
  for (const [id, make] of Object.entries({ a: editOf, b: removalOf })) {
    await outbox.enqueue(
      make === removalOf ? removalOf(id, noteIn(keepingNote())) : editOf(id, noteIn(keepingNote()), 'Mine.'),
    );
    expect(await outcome(id)).toMatchObject({ state: 'refused', failure: { reason: 'invalid' } });
  }
});

test('for one customer entries are sent in the order in which they were queued', async () => {
  const kept = keepingNote();
  const hosts = openHosts(kept.service);
  const { answer } = kept.service;
  kept.service.answer = (...asked) => {
    kept.asked.push('create');
    return answer(...asked);
  };
  const { outbox } = await hosts.host({ asleep: true });
  const host = await hosts.host();
  const note = noteIn(kept);
  await outbox.enqueue(entryOf('a', { queuedAt: 1 }));
  await outbox.enqueue(editOf('b', note, 'Mine.', { queuedAt: 2 }));
  await outbox.enqueue(removalOf('c', { ...note, text: 'Mine.' }, { queuedAt: 3 }));
  await host.outbox.reload();
  host.delivery.wake('account');
  await settle();
  await hosts.clock.advance(60_000);
  expect([kept.asked, kept.note]).toEqual([['create', 'read', 'edit', 'read', 'remove'], undefined]);
});

test('a note that is to be changed stays there for its undo time', async () => {
  const kept = keepingNote();
  const hosts = openHosts(kept.service);
  const { outbox, delivery } = await hosts.host();
  const status = { state: 'waiting', notBefore: hosts.clock.now() + 5000 } as const;
  await outbox.enqueue(removalOf('a', noteIn(kept), { queuedAt: hosts.clock.now(), status }));
  await hosts.clock.advance(4000);
  expect(kept.asked).toEqual([]);
  const stopped = new AbortController();
  const outcome = delivery.outcome('a', stopped.signal);
  stopped.abort();
  expect(await outcome).toMatchObject({ state: 'refused', failure: { reason: 'cancelled' } });
  await hosts.clock.advance(60_000);
  expect([kept.asked, noteIn(kept).text]).toEqual([[], 'As it was.']);
});
