import { expect, test } from 'vitest';
import { takeBack } from '../../../src/delivery/takeBack.ts';
import type { Entry } from '../../../src/outbox/entry.ts';
import type { Outbox } from '../../../src/outbox/outbox.ts';
import { storedAs } from '../../support/fakeProvider.ts';
import { entryOf, removeEntry } from '../../support/entries.ts';
import { begin, countOperations, killAtEachOperation, untilEmpty } from '../../support/everyOperation.ts';
import { openHosts, outboxFolder, type Hosts } from '../../support/outboxHosts.ts';
import { piecesOf } from '../../support/piecesOf.ts';

// A note with three files goes to a service that takes one file a note.

const ids = ['a', 'a+2-x', 'a+3-y'];
const bytesOf = (id: string) => `bytes of ${id}`;

/** The entry as a submit makes it, with the bytes of its files in the outbox. */
async function putThree(outbox: Outbox): Promise<Entry> {
  const notes: Entry['note'][] = [];
  for (const id of ids) {
    const { sha256, size } = await outbox.writeAttachment(id, piecesOf(Buffer.from(bytesOf(id))));
    const attachment = { name: `${id}.txt`, mime: 'text/plain', sha256, size };
    notes.push({ ...entryOf(id).note, attachment });
  }
  const [note = entryOf('a').note, ...others] = notes;
  const further = others.map((each, index) => ({ id: ids[index + 1] ?? '', note: each }));
  const { draft } = entryOf('a');
  const attachments = ids.map((id) => ({ uri: `file:///${id}.txt`, name: `${id}.txt`, size: 1 }));
  const entry = entryOf('a', { note, further, draft: { ...draft, attachments } });
  await outbox.enqueue(entry);
  return entry;
}

/** A service that keeps what arrives, with its bytes, and finds it again. */
function openService() {
  const hosts = openHosts();
  const arrived: { id: string; bytes: string }[] = [];
  const { service, disk } = hosts;
  service.answer = async (outgoing) => {
    const bytes = Buffer.from(await disk.files.read(outgoing.attachmentPath ?? '')).toString();
    arrived.push({ id: outgoing.id, bytes });
    return storedAs(`stored-${arrived.length}`, outgoing);
  };
  service.findDuplicate = (sent) =>
    Promise.resolve(
      arrived.some(({ id }) => id === sent.id)
        ? { result: 'found', note: storedAs(`found ${sent.id}`, sent) }
        : { result: 'absent', final: true },
    );
  return { ...hosts, arrived };
}

const sending = { open: openService, put: putThree };

const blobs = ({ disk }: Hosts) => disk.list(`${outboxFolder}/blobs`);

const wanted = ids.map((id) => ({ id, bytes: bytesOf(id) }));
const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);

test('the further notes are sent after the first one, each once and with its own file', async () => {
  const opened = openService();
  const here = await opened.host();
  await putThree(here.outbox);
  expect(here.outbox.entries().map(({ id }) => id)).toEqual(['a']);
  expect(await here.outcome('a')).toMatchObject({ state: 'stored' });
  await untilEmpty(opened, here);
  expect(opened.arrived[0]?.id).toBe('a');
  expect(opened.arrived.toSorted(byId)).toEqual(wanted);
  expect(blobs(opened)).toEqual([]);
  expect(ids.every((id) => here.outbox.receipts.get(id) !== undefined)).toBe(true);
});

test('a window that dies at any operation of the disk leaves no file behind, and none is sent twice', async () => {
  const operations = await killAtEachOperation(sending, (dies, { arrived }, { outbox }) => {
    expect([dies, outbox.entries(), arrived.toSorted(byId)]).toEqual([dies, [], wanted]);
  });
  expect(operations).toBeGreaterThan(50);
}, 240_000);

test('a disk that refuses anything for a while makes no file late for ever, and none twice', async () => {
  const operations = await countOperations(sending);
  for (let first = 1; first <= operations; first += 2) {
    let done = 0;
    const refuses = () => (++done >= first && done < first + 4 ? 'ENOSPC' : undefined);
    const { opened, here } = await begin(sending, refuses);
    await untilEmpty(opened, here);
    expect([first, here.outbox.entries(), opened.arrived.toSorted(byId)]).toEqual([first, [], wanted]);
  }
}, 240_000);

test('a further note that is stored already is not made again', async () => {
  const opened = openService();
  const here = await opened.host({ asleep: true });
  await putThree(here.outbox);
  const [, second = '', third] = ids;
  // A window died after it, and another one has sent it.
  await here.outbox.enqueue(entryOf(second));
  await (await here.outbox.claim(second))?.stored('n-2');
  await (await here.outbox.claim('a'))?.stored('n-1');
  expect((await opened.onDisk()).map(({ id }) => id)).toEqual([third]);
});

test('a note that is taken back before it leaves is one draft with all files', async () => {
  const opened = openService();
  const here = await opened.host({ asleep: true });
  const entry = await putThree(here.outbox);
  const parts = { ...here, newId: () => 'new' };
  const result = await takeBack(parts, entry, () => false);
  expect(result).toMatchObject({ result: 'draft', draft: { id: 'a', attachments: entry.draft.attachments } });
  expect([blobs(opened), await opened.onDisk()]).toEqual([[], []]);
});

test('a note that is taken back after its further notes were begun comes without the files of those', async () => {
  const opened = openService();
  const here = await opened.host({ asleep: true });
  const failure = { reason: 'timeout', message: 'No answer.' } as const;
  const entry = await putThree(here.outbox);
  const [, second, third] = ids;
  // As a window leaves it that died between the two.
  await here.outbox.enqueue(entryOf(second ?? ''));
  await here.outbox.enqueue({ ...entry, status: { state: 'uncertain', failure, since: 1 } });
  const [shown = entry] = here.outbox.entries();
  const result = await takeBack({ ...here, newId: () => 'new' }, shown, () => false);
  const files = entry.draft.attachments.filter((_, index) => index !== 1);
  expect(result).toMatchObject({ result: 'draft', draft: { id: 'new', attachments: files } });
  expect(here.outbox.entries().map(({ id }) => id)).toEqual([second]);
  expect(blobs(opened).map((name) => name.split('.')[0])).not.toContain(third);
});

test('discarding the note discards the bytes of all its files', async () => {
  const opened = openService();
  const here = await opened.host({ asleep: true });
  await putThree(here.outbox);
  expect(blobs(opened)).toHaveLength(3);
  await removeEntry(here.outbox, 'a');
  expect(blobs(opened)).toEqual([]);
});

test('the draft of a further note holds its own file alone, and is no call', async () => {
  const opened = openService();
  const here = await opened.host({ asleep: true });
  const entry = await putThree(here.outbox);
  const claimed = await here.outbox.claim('a');
  await claimed?.stored('n-1');
  const [second] = here.outbox.entries();
  expect(second).toMatchObject({
    id: ids[1],
    attempts: 0,
    status: { state: 'waiting' },
    draft: {
      id: ids[1],
      values: { ...entry.draft.values, kind: 'note', duration: '', text: `text of ${ids[1]}` },
      attachments: [entry.draft.attachments[1]],
    },
  });
  expect(second).not.toHaveProperty('further');
});
