import { expect, test } from 'vitest';
import { declineProposal, openProposal } from '../../../src/compose/openProposal.ts';
import type { Proposal } from '../../../src/proposals/proposal.ts';
import type { Draft } from '../../../src/model/draft.ts';
import {
  openComposeHarness,
  openMemoryHarness,
  write,
  type ComposeHarness,
} from '../../support/composeHarness.ts';
import { entryOf } from '../../support/entries.ts';
import { directoryEntryOf, fakeDirectory } from '../../support/fakeDirectory.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { faultyFiles } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';

const source = { via: 'mcp', name: 'An agent' } as const;

/** A harness whose accounts `one` and `two` list these customers. */
async function openListing(one: readonly string[], two: readonly string[] = []): Promise<ComposeHarness> {
  const services = [one, two].map((names, at) => {
    const service = fakeService(at === 0 ? 'crm' : 'other', {
      directory: [{ type: 'customer', within: undefined }],
    });
    const directory = fakeDirectory(0);
    directory.entries = names.map((name, number) => directoryEntryOf(`id-${at}-${number}`, name));
    service.directory = (_, signal) => directory.read(undefined, signal);
    return service;
  });
  const harness = openMemoryHarness({ services });
  for (const open of harness.book.all()) harness.directories.of(open, 'customer')?.wake();
  await harness.clock.advance(5_000);
  return harness;
}

function lastOf({ proposals }: ComposeHarness): Proposal {
  const last = proposals.pending.at(-1);
  if (!last) throw new Error('No proposal waits.');
  return last.proposal;
}

async function propose(harness: ComposeHarness, input: object): Promise<Draft> {
  await harness.proposals.propose({ text: 'Fixed the import', ...input }, source);
  await harness.proposals.reload();
  const proposal = lastOf(harness);
  expect(await openProposal(harness, proposal)).toBe('done');
  return harness.composer.draft;
}

test('a proposal is a draft of its id in the form, on the disk, with all that it says', async () => {
  const harness = openMemoryHarness();
  const draft = await propose(harness, {
    customer: { query: 'Acme' },
    account: 'Account one',
    kind: 'call',
    callDuration: '25 min',
    occurredAt: '2026-07-01T10:00:00Z',
    author: 'ada@example.com',
  });
  const { id, sha256 } = lastOf(harness);
  expect(draft).toMatchObject({ id, hasPasted: true, proposal: { id, sha256, source } });
  expect(draft.values).toEqual({
    account: 'one',
    kind: 'call',
    targetType: 'customer',
    target: 'Acme',
    text: 'Fixed the import',
    duration: '25 min',
    occurredAt: '2026-07-01T10:00:00Z',
    author: 'ada@example.com',
  });
  expect((await harness.drafts.all()).map((each) => each.draft.id)).toEqual([id]);
  expect(harness.proposals.pending).toMatchObject([{ isDraft: true }]);
  expect(await harness.proposals.stateOf(id)).toBe('reviewing');
});

test('what is being written waits behind it, and comes back', async () => {
  const harness = openMemoryHarness();
  await write(harness, 'Hello');
  await propose(harness, { customer: { query: 'Acme' } });
  expect(harness.composer.draft.values.text).toBe('Fixed the import');
  await harness.composer.discard();
  expect(harness.composer.draft.values.text).toBe('Hello');
});

test.each([
  ['the only one of that name', ['Acme', 'Beta'], [], { query: 'acme' }, 'id-0-0'],
  ['the only one with these words', ['Acme Corp', 'Beta'], [], { query: 'Acme' }, 'id-0-0'],
  ['the one of exactly that name', ['Acme', 'Acme Corp'], [], { query: 'Acme' }, 'id-0-0'],
  ['the one of that id', ['Acme', 'Beta'], [], { id: 'id-0-1' }, 'id-0-1'],
  ['the only one, in whichever account', ['Beta'], ['Acme'], { query: 'Acme' }, 'id-1-0'],
  ['nobody of two', ['Acme', 'Acme'], [], { query: 'Acme' }, undefined],
  ['nobody of two in two accounts', ['Acme'], ['Acme'], { query: 'Acme' }, undefined],
  ['nobody who only resembles it', ['Acme'], [], { query: 'Acne' }, undefined],
  ['nobody of an unknown id', ['Acme'], [], { id: 'cus_9' }, undefined],
  ['nobody of another type', ['Acme'], [], { id: 'id-0-0', type: 'order' }, undefined],
])('it is about %s', async (_, one, two, customer, expected) => {
  const draft = await propose(await openListing(one, two), { customer });
  expect(draft.target?.id).toBe(expected);
  expect(draft.values.account).toBe(expected?.startsWith('id-1') === true ? 'two' : 'one');
  if (expected === undefined) expect(Object.values(customer)).toContain(draft.values.target);
});

test('a name that others may have too, while a list is not read to its end, chooses nobody', async () => {
  const service = fakeService('crm', { directory: [{ type: 'customer', within: undefined }] });
  const draft = await propose(openMemoryHarness({ services: [service] }), { customer: { query: 'Acme' } });
  expect(draft.target).toBeUndefined();
});

test('where the account is not set up here, nobody is chosen in another one', async () => {
  const draft = await propose(await openListing(['Acme']), { customer: { query: 'Acme' }, account: 'Gone' });
  expect(draft).toMatchObject({ values: { account: 'one', target: 'Acme' } });
  expect(draft.target).toBeUndefined();
});

test('logged in the form it is one entry of its id, which says what became of it', async () => {
  const service = fakeService();
  const harness = openMemoryHarness({ services: [service] });
  const { id } = await propose(harness, { customer: { query: 'Acme' } });
  await harness.composer.recipient.lookUp('Acme');
  const entry = await harness.composer.log();
  expect(entry?.id).toBe(id);
  await harness.proposals.reload();
  expect(harness.proposals.pending).toEqual([]);
  await harness.delivery.outcome(id, new AbortController().signal);
  expect(await harness.proposals.stateOf(id)).toBe('stored');
  expect(service.arrived.map((each) => each.id)).toEqual([id]);
  expect(
    await harness.proposals.propose({ text: 'Fixed the import', customer: { query: 'Acme' } }, source),
  ).toEqual({
    id,
    state: 'stored',
  });
});

test('taken back, it is a draft again, and logged it is the same entry', async () => {
  const harness = openMemoryHarness({ undoTime: 5_000 });
  const { id } = await propose(harness, { customer: { query: 'Acme' } });
  await harness.composer.recipient.lookUp('Acme');
  await harness.composer.log();
  expect(await harness.proposals.stateOf(id)).toBe('accepted');
  await harness.composer.undo(id);
  await harness.drafts.flush();
  expect(await harness.proposals.stateOf(id)).toBe('reviewing');
  await harness.composer.recipient.settled();
  expect((await harness.composer.log())?.id).toBe(id);
  expect(harness.outbox.size).toBe(1);
});

test('taken back and discarded, it is declined', async () => {
  const harness = openMemoryHarness({ undoTime: 5_000 });
  const { id } = await propose(harness, { customer: { query: 'Acme' } });
  await harness.composer.recipient.lookUp('Acme');
  await harness.composer.log();
  await harness.composer.undo(id);
  await harness.composer.discard();
  expect(await harness.proposals.stateOf(id)).toBe('declined');
});

test('discarded in the form it is declined, and its text is among the discarded drafts', async () => {
  const harness = openMemoryHarness();
  const { id } = await propose(harness, { customer: { query: 'Acme' } });
  harness.composer.edit('text', 'Fixed the import, and more');
  await harness.composer.discard();
  expect(await harness.proposals.stateOf(id)).toBe('declined');
  expect(harness.proposals.pending).toEqual([]);
  expect((await harness.discarded.all()).map(({ draft }) => draft.values.text)).toEqual([
    'Fixed the import, and more',
  ]);
});

test('declined from its row, the draft that it has become is discarded, too', async () => {
  const harness = openMemoryHarness();
  const { id } = await propose(harness, { customer: { query: 'Acme' } });
  const proposal = lastOf(harness);
  expect(await declineProposal(harness, proposal)).toBe('done');
  expect(await harness.proposals.stateOf(id)).toBe('declined');
  expect(harness.composer.hasContent).toBe(false);
  expect(await openProposal(harness, proposal)).toBe('changed');
});

test('a copy that another window left is logged as a note of its own, once the user says so twice', async () => {
  const harness = openMemoryHarness();
  const { proposal } = await propose(harness, { customer: { query: 'Acme' } });
  const { draft } = harness.composer;
  harness.composer.open({ ...draft, id: 'copy', proposal });
  await harness.composer.recipient.lookUp('Acme');
  expect(await harness.composer.log()).toBeUndefined();
  expect(harness.composer.notice?.message).toContain('a copy of a proposal');
  expect((await harness.composer.log())?.id).toBe('copy');
});

test('a proposal that is being written on is not declined', async () => {
  const harness = openMemoryHarness();
  const { id } = await propose(harness, { customer: { query: 'Acme' } });
  const save = harness.discarded.save.bind(harness.discarded);
  harness.discarded.save = async (draft) => {
    harness.composer.edit('text', 'Written on');
    await save(draft);
  };
  await expect(declineProposal(harness, lastOf(harness))).rejects.toThrow('not declined');
  expect(harness.composer.draft.values.text).toBe('Written on');
  expect(await harness.proposals.stateOf(id)).toBe('reviewing');
});

test('what another window has declined is not logged any more', async () => {
  const harness = openMemoryHarness();
  const { id } = await propose(harness, { customer: { query: 'Acme' } });
  await harness.composer.recipient.lookUp('Acme');
  await harness.proposals.decline(lastOf(harness), () => Promise.resolve());
  expect(await harness.composer.log()).toBeUndefined();
  expect(harness.composer.notice?.message).toContain('declined in another window');
  expect([harness.outbox.size, harness.composer.hasContent]).toEqual([0, true]);
  expect(await harness.proposals.stateOf(id)).toBe('reviewing');
});

test('a note that is on its way from another window is not replaced by an older draft of it', async () => {
  const harness = openMemoryHarness();
  const { id } = await propose(harness, { customer: { query: 'Acme' } });
  await harness.composer.recipient.lookUp('Acme');
  const status = { state: 'waiting', notBefore: harness.clock.now() + 60_000 } as const;
  const theirs = entryOf(id, { status });
  await harness.outbox.enqueue(theirs);
  expect(await harness.composer.log()).toBeUndefined();
  expect(harness.composer.notice?.message).toContain('logged already');
  expect(harness.outbox.get(id)?.note).toEqual(theirs.note);
  expect(harness.composer.hasContent).toBe(true);
});

test('a draft of it that the disk does not let Notelog read is neither written anew nor left when it is declined', async () => {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const first = openComposeHarness('/home', { clock, files: disk.files });
  const { id } = await propose(first, { customer: { query: 'Acme' } });
  first.composer.edit('text', 'Fixed the import, and told them');
  await first.drafts.flush();
  await first.close();
  let isLocked = true;
  const { files } = faultyFiles(disk.files, ({ name, path }) =>
    isLocked && name === 'read' && path.includes(`/drafts/${id}`) ? 'EIO' : undefined,
  );
  const second = openComposeHarness('/home', { clock, files });
  await second.proposals.load();
  const proposal = lastOf(second);
  await expect(openProposal(second, proposal)).rejects.toThrow('cannot be read');
  await expect(declineProposal(second, proposal)).rejects.toThrow('cannot be read');
  expect(await second.proposals.stateOf(id)).toBe('reviewing');
  isLocked = false;
  expect(await openProposal(second, proposal)).toBe('done');
  expect(second.composer.draft.values.text).toBe('Fixed the import, and told them');
});

test('one that the full disk did not let open is no draft later, and does not come back once it is declined', async () => {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  let isFull = true;
  const { files } = faultyFiles(disk.files, ({ name, path }) =>
    isFull && name === 'write' && path.includes('/drafts/') ? 'ENOSPC' : undefined,
  );
  const harness = openComposeHarness('/home', { clock, files });
  await harness.proposals.propose({ customer: { query: 'Acme' }, text: 'Fixed the import' }, source);
  await harness.proposals.reload();
  const proposal = lastOf(harness);
  await expect(openProposal(harness, proposal)).rejects.toMatchObject({ reason: 'storage' });
  isFull = false;
  expect(await declineProposal(harness, proposal)).toBe('done');
  await clock.advance(60_000);
  expect([await harness.drafts.all(), harness.composer.hasContent]).toEqual([[], false]);
});
