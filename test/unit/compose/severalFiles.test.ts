import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { furtherNote } from '../../../src/compose/furtherNote.ts';
import { submit } from '../../../src/compose/submit.ts';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import { attachmentsOf, noteSchema } from '../../../src/model/note.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { openComposeHarness, type ComposeHarness } from '../../support/composeHarness.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { faultyFiles, fullFrom } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { noteOf } from '../providers/notebook/openNotebook.ts';

const names = ['offer.pdf', 'logo.png', 'plan.txt'];
const attachable = new Map(names.map((name) => [`file:///${name}`, Buffer.from(`bytes of ${name}`)]));

function draftOf(files: readonly string[] = names): Draft {
  const empty = emptyDraft('d-1', 'one', 'note', 'customer');
  const attachments = files.map((name) => ({ uri: `file:///${name}`, name, size: 10 }));
  return { ...empty, values: { ...empty.values, target: 'Acme', text: 'Hello' }, attachments };
}

const day = 24 * 3600_000;
const text = 'Wants SSO by June\nand a discount';
const put = (harness: ComposeHarness, draft = draftOf()) =>
  submit(harness, draft, noteOf(text, { author: 'ann@example.org' }), harness.book.default());
const blobsOf = (folder: string) => readdir(join(folder, 'outbox', 'blobs')).catch(() => []);

test('several files become one entry: the note with the first, and a note for each further one', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path, { attachable });
  const entry = await put(harness);
  expect(entry.note).toMatchObject({ text: { value: text }, attachment: { name: 'offer.pdf' } });
  expect(entry.further?.map(({ note }) => [note.text, note.author, note.attachment?.name])).toEqual([
    [{ format: 'typed', value: 'logo.png (2/3)\nWants SSO by June' }, 'ann@example.org', 'logo.png'],
    [{ format: 'typed', value: 'plan.txt (3/3)\nWants SSO by June' }, 'ann@example.org', 'plan.txt'],
  ]);
  expect(harness.outbox.entries()).toHaveLength(1);
  const next = openComposeHarness(folder.path);
  await next.outbox.load();
  expect(next.outbox.entries()).toEqual([entry]);
  const kept = [entry, ...(entry.further ?? [])].map(({ id, note }) =>
    readFile(next.outbox.blobPath(id, note.attachment?.sha256 ?? ''), 'utf8'),
  );
  expect(await Promise.all(kept)).toEqual(names.map((name) => `bytes of ${name}`));
});

test('where the service takes several a note, all files go with one note, and leave with it', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService('crm', { attachments: 'several' });
  const harness = openComposeHarness(folder.path, { attachable, services: [service] });
  const entry = await put(harness);
  expect(entry).not.toHaveProperty('further');
  expect(attachmentsOf(entry.note).map(({ name }) => name)).toEqual(names);
  const next = openComposeHarness(folder.path, { services: [service] });
  await next.outbox.load();
  expect(next.outbox.entries()).toEqual([entry]);
  expect(await blobsOf(folder.path)).toHaveLength(3);
  next.delivery.wake('account');
  await expect.poll(() => next.outbox.entries()).toEqual([]);
  const [{ attachmentPath, moreAttachmentPaths = [] } = {}] = service.arrived;
  expect([attachmentPath, ...moreAttachmentPaths]).toEqual(
    attachmentsOf(entry.note).map(({ sha256 }) => next.outbox.blobPath(entry.id, sha256)),
  );
  await expect.poll(() => blobsOf(folder.path)).toEqual([]);
});

test('a file that has vanished leaves none of the others where all go with one note', async () => {
  await using folder = await temporaryFolder();
  const services = [fakeService('crm', { attachments: 'several' })];
  const harness = openComposeHarness(folder.path, { attachable, services });
  await expect(put(harness, draftOf(['offer.pdf', 'logo.png', 'gone.pdf']))).rejects.toMatchObject({
    reason: 'invalid',
  });
  expect([harness.outbox.entries(), await blobsOf(folder.path)]).toEqual([[], []]);
});

test('one file makes no further note', async () => {
  await using folder = await temporaryFolder();
  const entry = await put(openComposeHarness(folder.path, { attachable }), draftOf(['plan.txt']));
  expect(entry).not.toHaveProperty('further');
});

test('a further file that has vanished keeps the note from being queued, and leaves no bytes', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path, { attachable });
  const draft = draftOf(['offer.pdf', 'gone.pdf']);
  harness.drafts.saveSoon(draft);
  await harness.drafts.flush();
  await expect(put(harness, draft)).rejects.toMatchObject({ reason: 'invalid', field: 'attachment' });
  expect([harness.outbox.entries(), await blobsOf(folder.path)]).toEqual([[], []]);
  expect(await harness.drafts.all()).toMatchObject([{ draft }]);
});

test('copying is followed to its end, and can be stopped between two pieces: nothing is queued', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path, { attachable });
  const abort = new AbortController();
  const reports: [number, number][] = [];
  const keeping = { signal: abort.signal, report: (...kept: [number, number]) => void reports.push(kept) };
  const send = () => submit(harness, draftOf(), noteOf(text), harness.book.default(), { keeping });
  await send();
  // 10 bytes each were told; there are more.
  expect(reports).toEqual([[18, 30], [35, 35], [52, 52]]); // prettier-ignore
  const [{ id } = { id: '' }] = harness.outbox.entries();
  await (await harness.outbox.claim(id))?.remove();
  const stopping = { ...keeping, report: () => abort.abort() };
  await expect(
    submit(harness, draftOf(), noteOf(text), harness.book.default(), { keeping: stopping }),
  ).rejects.toMatchObject({ reason: 'cancelled' });
  expect([harness.outbox.entries(), await blobsOf(folder.path)]).toEqual([[], []]);
});

test('a disk that is full at any step queues all or nothing, and never half of the files', async () => {
  const operations = await (async () => {
    await using folder = await temporaryFolder();
    const disk = faultyFiles(nodeFiles, () => undefined);
    const harness = openComposeHarness(folder.path, { attachable, files: disk.files });
    await put(harness);
    return disk.operations.length;
  })();
  expect(operations).toBeGreaterThan(15);
  for (let step = 1; step <= operations; step++) {
    await using folder = await temporaryFolder();
    const { files } = faultyFiles(nodeFiles, fullFrom(step));
    const harness = openComposeHarness(folder.path, { attachable, files });
    const draft = draftOf();
    const queued = await put(harness, draft).then(
      () => true,
      () => false,
    );
    // Bytes whose last step failed are swept after a day.
    const after = openComposeHarness(folder.path, { clock: fakeClock(Date.now() + 2 * day) });
    await after.outbox.load();
    const [entry] = after.outbox.entries();
    expect([step, entry?.draft.attachments.length ?? 0]).toEqual([step, queued ? 3 : 0]);
    const kept = (await blobsOf(folder.path)).filter((name) => !name.startsWith('.'));
    expect([step, kept.length]).toEqual([step, queued ? 3 : 0]);
  }
}, 120_000);

test('whatever a file is called and a note says, its further note is valid, short, and names the file', () => {
  const attachment = { mime: 'a/b', size: 1, sha256: '0'.repeat(64) };
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: 'binary', maxLength: 2000 }),
      fc.string({ unit: 'binary', maxLength: 2000 }),
      fc.integer({ min: 2, max: 10 }),
      (name, typed, number) => {
        const note = furtherNote(noteOf(typed), { name, ...attachment }, number, 10);
        expect(noteSchema.parse(note)).toEqual(note);
        expect(note.text.value.length).toBeLessThan(500);
        expect(note.text.value).toContain(`(${number}/10)\n`);
        expect(note.text.value.startsWith(name.slice(0, 50))).toBe(true);
      },
    ),
  );
});
