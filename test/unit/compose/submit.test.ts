import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attachmentProblem } from '../../../src/compose/attachmentProblem.ts';
import { submit } from '../../../src/compose/submit.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { emptyDraft, type ChosenFile, type Draft } from '../../../src/model/draft.ts';
import { faultyFiles } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { entryOf } from '../../support/entries.ts';
import { noteOf } from '../providers/notebook/openNotebook.ts';
import { openComposeHarness, type ComposeHarness } from '../../support/composeHarness.ts';

function draftOf(...attachments: ChosenFile[]): Draft {
  const empty = emptyDraft('d-1', 'one', 'note', 'customer');
  return { ...empty, values: { ...empty.values, target: 'Acme', text: 'Hello' }, attachments };
}

async function submitted(harness: ComposeHarness, draft: Draft) {
  return await submit(harness, draft, noteOf('Hello'), harness.book.default());
}

const blobsOf = (folder: string) => readdir(join(folder, 'outbox', 'blobs')).catch(() => []);

test('the outbox has the note with its draft and its bytes, and the draft’s own file is gone', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path, {
    attachable: new Map([['file:///a.PDF', Buffer.from('bytes')]]),
  });
  const draft = draftOf({ uri: 'file:///a.PDF', name: 'a.PDF', size: 99 });
  harness.drafts.saveSoon(draft);
  await harness.drafts.flush();
  const { note } = await submitted(harness, draft);
  expect(note.attachment).toMatchObject({ name: 'a.PDF', mime: 'application/pdf', size: 5 });
  expect(await readFile(harness.outbox.blobPath('d-1', note.attachment?.sha256 ?? ''), 'utf8')).toBe('bytes');
  expect(await harness.drafts.all()).toEqual([]);
  expect(harness.recent.of('one')).toEqual([note.target]);
  const next = openComposeHarness(folder.path);
  await next.start();
  expect(next.outbox.entries()).toMatchObject([
    { id: 'd-1', accountId: 'one', draft, status: { state: 'waiting' } },
  ]);
});

test('what another window has typed into the draft since is not removed with it', async () => {
  await using folder = await temporaryFolder();
  const draft = draftOf();
  const values = { ...draft.values, text: 'Hello, and more' };
  await mkdir(join(folder.path, 'drafts'));
  await writeFile(
    join(folder.path, 'drafts', 'd-1.json'),
    JSON.stringify({ ...draft, values, window: 'there' }),
  );
  const harness = openComposeHarness(folder.path);
  await submitted(harness, draft);
  const [left, ...others] = await harness.drafts.all();
  expect([left?.draft, others]).toMatchObject([{ values, window: 'there' }, []]);
  expect(left?.draft.id).not.toBe('d-1');
});

test('a note comes after those of its customer that were queued before the clock was put back, and after no others', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  const now = harness.clock.now();
  const other = { type: 'customer', id: 'Other' } as const;
  await harness.outbox.enqueue(entryOf('before', { queuedAt: now + 60_000 }));
  await harness.outbox.enqueue(entryOf('other account', { queuedAt: now + 90_000, accountId: 'two' }));
  await harness.outbox.enqueue(
    entryOf('other customer', { queuedAt: now + 90_000, note: noteOf('Hello', { target: other }) }),
  );
  expect((await submitted(harness, draftOf())).queuedAt).toBe(now + 60_001);
  const again = { ...draftOf(), id: 'd-2' };
  expect(
    (await submit(harness, again, noteOf('x', { target: { ...other, id: 'New' } }), harness.book.default()))
      .queuedAt,
  ).toBe(now);
  await harness.outbox.reload();
  const ids = harness.outbox.entries().map(({ id }) => id);
  expect(ids.indexOf('d-1')).toBeGreaterThan(ids.indexOf('before'));
});

test.each([
  ['file:///folder/', 5, /is a folder/],
  ['file:///empty.pdf', 0, /is empty/],
  ['file:///large.pdf', 1_000_001, /is 1 MB; a file of up to 1 MB .*notelog\.attachment\.maxMegabytes/],
  ['file:///unreadable.pdf', undefined, /cannot be read/],
])('%s of %s bytes: refused at the attachment, nothing kept, nothing queued', async (uri, size, message) => {
  await using folder = await temporaryFolder();
  const attachable = new Map(size === undefined ? [] : [[uri, new Uint8Array(size)]]);
  const harness = openComposeHarness(folder.path, { attachable });
  const draft = draftOf({ uri, name: 'a.pdf', size: 5 });
  await expect(submitted(harness, draft)).rejects.toMatchObject({
    reason: 'invalid',
    field: 'attachment',
    message: expect.stringMatching(message) as string,
  });
  expect([harness.outbox.entries(), await blobsOf(folder.path)]).toEqual([[], []]);
});

test('a file that grows while it is read is refused, and its bytes do not stay', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path, {
    attachable: new Map([['file:///a.log', new Uint8Array(1_000_001)]]),
  });
  const sources = {
    ...harness.sources,
    facts: () => Promise.resolve({ kind: 'file' as const, size: 10, isUnsaved: false }),
  };
  const draft = draftOf({ uri: 'file:///a.log', name: 'a.log', size: 10 });
  await expect(submitted({ ...harness, sources }, draft)).rejects.toMatchObject({ field: 'attachment' });
  expect(await blobsOf(folder.path)).toEqual([]);
});

test('a file whose size is told as 0 is read before it is called empty, and no further than is allowed', async () => {
  await using folder = await temporaryFolder();
  const [small, endless] = ['file:///proc/version', 'file:///proc/endless'];
  const harness = openComposeHarness(folder.path, {
    attachable: new Map([
      [small, Buffer.from('Linux')],
      [endless, new Uint8Array(1_000_001)],
    ]),
    sizeless: new Set([small, endless]),
  });
  const entry = await submitted(harness, draftOf({ uri: small, name: 'version', size: 5 }));
  expect(entry.note.attachment).toMatchObject({ name: 'version', size: 5 });
  const draft = draftOf({ uri: endless, name: 'endless', size: 5 });
  await expect(submitted(harness, draft)).rejects.toThrow('is 1 MB; a file of up to 1 MB');
});

test('the name of a file goes out composed, whatever the disk gives', async () => {
  await using folder = await temporaryFolder();
  const uri = 'file:///Zoe%CC%88.ts';
  const harness = openComposeHarness(folder.path, { attachable: new Map([[uri, Buffer.from('x')]]) });
  const entry = await submitted(harness, draftOf({ uri, name: 'Zoe\u0308.ts', size: 1 }));
  expect(entry.note.attachment).toMatchObject({ name: 'Zo\u00eb.ts', mime: 'text/plain' });
});

test('a note that could not be queued keeps its draft and leaves no bytes', async () => {
  await using folder = await temporaryFolder();
  const { files } = faultyFiles(nodeFiles, ({ name, path }) =>
    name === 'rename' && path.includes('entries') ? 'EACCES' : undefined,
  );
  const harness = openComposeHarness(folder.path, {
    files,
    attachable: new Map([['file:///a.pdf', Buffer.from('bytes')]]),
  });
  const draft = draftOf({ uri: 'file:///a.pdf', name: 'a.pdf', size: 5 });
  harness.drafts.saveSoon(draft);
  await harness.drafts.flush();
  await expect(submitted(harness, draft)).rejects.toMatchObject({ reason: 'storage' });
  expect(await blobsOf(folder.path)).toEqual([]);
  expect(await harness.drafts.all()).toMatchObject([{ draft }]);
});

test.each(['sending', 'uncertain'] as const)(
  'a draft whose note is %s is not queued again',
  async (state) => {
    await using folder = await temporaryFolder();
    const harness = openComposeHarness(folder.path);
    const failure = { reason: 'dropped' as const, message: 'Lost.' };
    const status = state === 'sending' ? { state, since: 1, by: 'here' } : { state, since: 1, failure };
    await harness.outbox.enqueue(entryOf('d-1', { status }));
    await expect(submitted(harness, draftOf())).rejects.toMatchObject({ reason: 'invalid' });
    expect(harness.outbox.get('d-1')?.status).toEqual(status);
  },
);

test('a note is queued even if its target cannot be remembered as recent', async () => {
  await using folder = await temporaryFolder();
  const { files } = faultyFiles(nodeFiles, ({ path }) => (path.includes('recent') ? 'EIO' : undefined));
  const harness = openComposeHarness(folder.path, { files });
  await submitted(harness, draftOf());
  expect(harness.outbox.entries()).toHaveLength(1);
});

test('files up to the largest size can be attached; what is not a readable file cannot', () => {
  expect(attachmentProblem('a', 'file', 1, 1_500_000)).toBeUndefined();
  expect(attachmentProblem('a', 'file', 1_500_000, 1_500_000)).toBeUndefined();
  expect(attachmentProblem('a', 'file', 2_600_000, 1_500_000)).toContain('2.6 MB; a file of up to 1.5 MB');
  expect(attachmentProblem('a', 'other', 1, 1_500_000)).toContain('not a file that can be read');
});
