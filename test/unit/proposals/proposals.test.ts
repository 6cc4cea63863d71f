import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Proposal } from '../../../src/proposals/proposal.ts';
import type { Proposals } from '../../../src/proposals/proposals.ts';
import type { Host } from '../../../src/storage/claims.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { settle } from '../../support/fakeClock.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { failAt, fullFrom } from '../../support/faultyFiles.ts';
import { seededOrder, stepwise } from '../../support/stepwise.ts';
import { agent, openProposals, outcomesFolder, proposalsFolder } from './proposalsHarness.ts';

const day = 24 * 3600_000;
/** The oldest that waits. */
function firstOf({ pending: [first] }: Proposals): Proposal {
  if (!first) throw new Error('No proposal waits.');
  return first.proposal;
}

const note = { customer: { query: 'Acme' }, text: 'Fixed the import' };

test('a proposal waits on the disk until somebody answers, in every window', async () => {
  const { open, disk } = openProposals();
  const { proposals } = open();
  const { id, state } = await proposals.propose(note, agent());
  expect(state).toBe('pending');
  expect(disk.list(proposalsFolder)).toEqual([`${id}.json`]);
  const other = open();
  await other.proposals.load();
  expect(other.proposals.pending).toMatchObject([
    { isDraft: false, proposal: { id, note, source: agent() } },
  ]);
  expect(await other.proposals.stateOf(id)).toBe('pending');
  expect(await other.proposals.stateOf('00000000-0000-0000-0000-000000000000')).toBeUndefined();
});

test('the same call with the same client id is one proposal, and with other words it is refused', async () => {
  const { open, disk } = openProposals();
  const { proposals } = open();
  const made = await Promise.all(
    Array.from({ length: 10 }, () => open().proposals.propose({ ...note, clientId: 'a' }, agent())),
  );
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect(disk.list(proposalsFolder).length).toBe(1);
  await expect(proposals.propose({ ...note, text: 'Other', clientId: 'a' }, agent())).rejects.toThrow(
    '“clientId”',
  );
  await proposals.propose({ ...note, text: 'Other', clientId: 'a' }, agent('Other agent'));
  expect(disk.list(proposalsFolder).length).toBe(2);
});

test('the same words are one proposal for a day, unless they are proposed again on purpose', async () => {
  const { open, disk, clock } = openProposals();
  const { proposals } = open();
  const first = await proposals.propose(note, agent());
  expect(await proposals.propose(note, agent())).toEqual(first);
  await proposals.propose({ ...note, again: true }, agent());
  expect(disk.list(proposalsFolder).length).toBe(2);
  await proposals.reload();
  for (const { proposal } of proposals.pending) await proposals.decline(proposal, () => Promise.resolve());
  expect(await proposals.propose(note, agent())).toEqual({ id: first.id, state: 'declined' });
  await clock.advance(day);
  expect(await proposals.propose(note, agent())).toMatchObject({ state: 'pending' });
});

test('one source cannot have more than 20 proposals waiting, and all together not more than 100', async () => {
  const { open, disk } = openProposals();
  const { proposals } = open();
  for (let number = 0; number < 20; number++)
    await proposals.propose({ ...note, text: `${number}` }, agent());
  await expect(proposals.propose({ ...note, text: 'more' }, agent())).rejects.toThrow('20 proposals');
  for (let number = 0; number < 80; number++)
    await proposals.propose({ ...note, text: `${number}` }, agent(`agent ${number >> 4}`));
  await expect(proposals.propose(note, agent('another'))).rejects.toThrow('100 proposals');
  expect(disk.list(proposalsFolder).length).toBe(100);
});

test('of proposals that a program writes by itself no more are shown than may wait', async () => {
  const { open, disk } = openProposals();
  const { proposals } = open();
  const { id } = await proposals.propose(note, agent());
  const text = disk.text(join(proposalsFolder, `${id}.json`)) ?? '';
  for (let number = 10; number < 60; number++) {
    const own = `${number}${id.slice(2)}`;
    disk.put(join(proposalsFolder, `${own}.json`), text.replace(id, own));
  }
  await proposals.reload();
  expect([proposals.pending.length, proposals.hidden]).toEqual([20, 31]);
});

test('after a week without an answer a proposal is expired, and after a month nothing is left of it', async () => {
  const { open, disk, clock } = openProposals();
  const { proposals, log } = open();
  const { id } = await proposals.propose(note, agent());
  await clock.advance(7 * day);
  await proposals.reload();
  expect([proposals.pending, await proposals.stateOf(id)]).toEqual([[], 'expired']);
  expect(log.lines.join()).toContain('not answered within a week');
  expect(disk.list(proposalsFolder)).toEqual([]);
  expect(disk.text(join(outcomesFolder, `${id}.json`))).not.toContain('Acme');
  await clock.advance(31 * day);
  await open().proposals.load();
  expect(await proposals.stateOf(id)).toBeUndefined();
});

test('what is too old is settled by a window, which can tell the user, and not by one who proposes', async () => {
  const { open, disk, clock } = openProposals();
  const agents = open();
  const { id } = await agents.proposals.propose(note, agent());
  await clock.advance(7 * day);
  await agents.proposals.propose({ ...note, text: 'Two' }, agent());
  await settle();
  expect(disk.list(proposalsFolder)).toContain(`${id}.json`);
  const window = open();
  await window.proposals.load();
  expect(window.proposals.expired.map((each) => each.id)).toEqual([id]);
});

test('a clock that was set back keeps a proposal and an outcome for longer, and loses none', async () => {
  const { open, clock } = openProposals();
  const { proposals } = open();
  const one = await proposals.propose(note, agent());
  const two = await proposals.propose({ ...note, text: 'Two' }, agent());
  await proposals.reload();
  const declined = proposals.pending.find(({ proposal }) => proposal.id === two.id);
  if (declined) await proposals.decline(declined.proposal, () => Promise.resolve());
  const back = { ...clock, now: () => clock.now() - 400 * day };
  const later = open({ clock: back });
  await later.proposals.load();
  expect(later.proposals.pending.map(({ proposal }) => proposal.id)).toEqual([one.id]);
  expect(await later.proposals.propose({ ...note, text: 'Two' }, agent())).toEqual({
    id: two.id,
    state: 'declined',
  });
});

test('only a proposal that was shown is opened or declined, not one that looks like it', async () => {
  const { open, disk } = openProposals();
  const { proposals } = open();
  await proposals.propose(note, agent());
  await proposals.reload();
  const shown = firstOf(proposals);
  const forged = { ...shown };
  let opened = 0;
  const work = () => Promise.resolve(void (opened += 1));
  expect(await proposals.open(forged, work)).toBe('changed');
  expect(await proposals.decline(forged, work)).toBe('changed');
  expect([opened, disk.list(proposalsFolder).length]).toEqual([0, 1]);
  expect(await proposals.open(shown, work)).toBe('done');
  expect(opened).toBe(1);
});

test('what two windows do about one proposal at the same time is done by one of them', async () => {
  const { open } = openProposals();
  const windows = [open(), open(), open()] as const;
  await windows[0].proposals.propose(note, agent());
  for (const { proposals } of windows) await proposals.reload();
  let done = 0;
  const results = await Promise.all(
    windows.map(({ proposals }) =>
      proposals.decline(firstOf(proposals), () => Promise.resolve(void (done += 1))),
    ),
  );
  expect(done).toBe(1);
  expect(results.toSorted()).toEqual(['changed', 'changed', 'done']);
});

test('the same proposal, written once more while a window is at it, is not answered in another window', async () => {
  const { open, disk } = openProposals();
  const [first, second] = [open(), open()];
  const { id } = await first.proposals.propose(note, agent());
  const path = join(proposalsFolder, `${id}.json`);
  const text = disk.text(path) ?? '';
  for (const { proposals } of [first, second]) await proposals.reload();
  const work = Promise.withResolvers<undefined>();
  const opening = first.proposals.open(firstOf(first.proposals), () => work.promise);
  await settle();
  // Who proposes it found nothing before the first window claimed the file.
  disk.put(path, text);
  const decline = () => second.proposals.decline(firstOf(second.proposals), () => Promise.resolve());
  expect(await decline()).toBe('changed');
  work.resolve(undefined);
  expect(await opening).toBe('done');
  expect(disk.list(proposalsFolder)).toEqual([`${id}.json`]);
  expect(await decline()).toBe('done');
  expect(disk.list(proposalsFolder)).toEqual([]);
});

test('the claim of a window that was killed is taken over, and the proposal waits again', async () => {
  const { open, disk, ended } = openProposals();
  const killed = open();
  const { id } = await killed.proposals.propose(note, agent());
  await killed.proposals.reload();
  const never = Promise.withResolvers<undefined>();
  void killed.proposals.open(firstOf(killed.proposals), () => never.promise);
  const other = open();
  while (disk.list(proposalsFolder)[0] === `${id}.json`) await Promise.resolve();
  await other.proposals.reload();
  expect(await other.proposals.stateOf(id)).toBe('reviewing');
  ended.add(killed.host.id);
  await other.proposals.reload();
  expect(disk.list(proposalsFolder)).toEqual([`${id}.json`]);
  expect(await other.proposals.stateOf(id)).toBe('pending');
});

test('while the claim of a killed window is given back, work that begins keeps its own', async () => {
  for (let seed = 1; seed <= 200; seed++) {
    const { open, disk, ended } = openProposals();
    const killed = open();
    await killed.proposals.propose(note, agent());
    await killed.proposals.reload();
    const { files, run } = stepwise(disk.files);
    const host = { id: 'here', hasEnded: (id: string) => ended.has(id) };
    const other = open({ host, files: files() });
    await run([other.proposals.reload()], seededOrder(seed));
    const never = Promise.withResolvers<undefined>();
    void killed.proposals.open(firstOf(killed.proposals), () => never.promise);
    while (disk.list(proposalsFolder)[0]?.includes('@') !== true) await Promise.resolve();
    ended.add(killed.host.id);
    const held: boolean[] = [];
    const claimed = () => held.push(disk.list(proposalsFolder)[0]?.includes('@here') === true);
    const someSteps = async (count: number) => {
      for (let step = 0; step < count; step++) await other.outbox.reload();
    };
    const openLater = async () => {
      await someSteps(seed % 5);
      await other.proposals.open(firstOf(other.proposals), async () => {
        claimed();
        await someSteps(5);
        claimed();
      });
    };
    await run([other.proposals.reload(), openLater()], seededOrder(seed));
    expect(held).toEqual([true, true]);
  }
});

test('a damaged or oversized file is invalid, and one of another version is left for that version', async () => {
  const { open, disk } = openProposals();
  const { proposals, log } = open();
  const ids = [1, 2, 3, 4].map((number) => `00000000-0000-0000-0000-00000000000${number}`);
  const contents = ['{"version":1', 'x'.repeat(64 * 1024 + 1), '{"version":2}', '{"version":1,"id":"x"}'];
  for (const [at, id] of ids.entries()) disk.put(join(proposalsFolder, `${id}.json`), contents[at] ?? '');
  disk.put(join(proposalsFolder, 'no-proposal.json'), '{}');
  await proposals.load();
  expect(proposals.pending).toEqual([]);
  expect(await Promise.all(ids.map((id) => proposals.stateOf(id)))).toEqual([
    'invalid',
    'invalid',
    'pending',
    'invalid',
  ]);
  expect(disk.list(proposalsFolder)).toEqual([`${ids[2]}.json`, 'no-proposal.json']);
  expect(log.lines.filter((each) => each.includes('is left out')).length).toBe(1);
});

test('a proposal whose words were changed on the disk is not shown', async () => {
  const { open, disk } = openProposals();
  const { id } = await open().proposals.propose(note, agent());
  const path = join(proposalsFolder, `${id}.json`);
  disk.put(path, (disk.text(path) ?? '').replace('Fixed', 'Broke'));
  const { proposals } = open();
  await proposals.load();
  expect([proposals.pending, await proposals.stateOf(id)]).toEqual([[], 'invalid']);
});

test('on a full or read-only disk a proposal is refused with a sentence, and nothing is half there', async () => {
  const { open, disk } = openProposals();
  const full = open({ fault: fullFrom(1) });
  await expect(full.proposals.propose(note, agent())).rejects.toThrow('no space left');
  const readOnly = open({ fault: ({ name }) => (name === 'create' ? 'EROFS' : undefined) });
  await expect(readOnly.proposals.propose(note, agent())).rejects.toThrow('read-only');
  expect(disk.list(proposalsFolder)).toEqual([]);
});

test('whichever operation on the disk fails, a proposal is there whole or not at all', async () => {
  for (let number = 1; number < 60; number++) {
    const { open, disk } = openProposals();
    const failing = open({ fault: failAt(number, 'ENOSPC') });
    const made = await failing.proposals.propose(note, agent()).catch(() => undefined);
    const { proposals } = open();
    await proposals.load();
    const listed = proposals.pending.map(({ proposal }) => proposal.id);
    if (made) expect(listed).toEqual([made.id]);
    expect(disk.list(outcomesFolder)).toEqual([]);
  }
});

test('without links on the disk a proposal is still written once', async () => {
  const { open, disk } = openProposals();
  const { proposals } = open({ fault: ({ name }) => (name === 'link' ? 'EPERM' : undefined) });
  const first = await proposals.propose({ ...note, clientId: 'a' }, agent());
  expect(await proposals.propose({ ...note, clientId: 'a' }, agent())).toEqual(first);
  expect(disk.list(proposalsFolder)).toEqual([`${first.id}.json`]);
});

test.each(['agents', 'agents/proposals'])(
  'a folder that is a link is neither read nor written: %s',
  async (linked) => {
    await using folder = await temporaryFolder();
    await using elsewhere = await temporaryFolder();
    const at = join(folder.path, linked);
    await mkdir(join(at, '..'), { recursive: true });
    await symlink(elsewhere.path, at);
    const { open } = openProposals({ files: nodeFiles, storage: folder.path });
    const { proposals } = open();
    expect(await proposals.load()).toBe(false);
    await expect(proposals.propose(note, agent())).rejects.toThrow('a link to another place');
    expect(await readdir(elsewhere.path)).toEqual([]);
  },
);

test('a file that is a link is not followed', async () => {
  await using folder = await temporaryFolder();
  const { open } = openProposals({ files: nodeFiles, storage: folder.path });
  const { proposals, log } = open();
  const { id } = await proposals.propose(note, agent());
  const at = join(folder.path, 'agents/proposals');
  const linked = `${id.slice(0, -2)}${id.endsWith('00') ? '11' : '00'}`;
  await writeFile(join(folder.path, 'secret.json'), 'a secret');
  await symlink(join(folder.path, 'secret.json'), join(at, `${linked}.json`));
  await proposals.reload();
  expect(proposals.pending.map(({ proposal }) => proposal.id)).toEqual([id]);
  expect(log.lines.join()).toContain(`The proposal ${linked}.json cannot be read`);
  expect((await readdir(at)).length).toBe(2);
});

test('a host of which nobody knows whether it has ended keeps its claim while it shows signs of life', async () => {
  const { open, clock } = openProposals();
  const unknown: Host = { id: 'unknown', hasEnded: () => false };
  const first = open({ host: unknown });
  const { id } = await first.proposals.propose(note, agent());
  await first.proposals.reload();
  const decided = Promise.withResolvers<undefined>();
  const deciding = first.proposals.open(firstOf(first.proposals), () => decided.promise);
  const other = open({ host: { id: 'other', hasEnded: () => false } });
  for (let looks = 0; looks < 10; looks++) {
    await clock.advance(10_000);
    await other.proposals.reload();
  }
  expect(await other.proposals.stateOf(id)).toBe('reviewing');
  decided.resolve(undefined);
  expect(await deciding).toBe('done');
  await other.proposals.reload();
  expect(await other.proposals.stateOf(id)).toBe('pending');
});
