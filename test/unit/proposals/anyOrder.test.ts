import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutboxFiles } from '../../../src/agents/outboxFiles.ts';
import { createApp } from '../../../src/app/createApp.ts';
import { storagePaths } from '../../../src/app/storagePaths.ts';
import { idOf } from '../../../src/proposals/proposal.ts';
import { Outcomes } from '../../../src/proposals/outcomes.ts';
import { Proposals } from '../../../src/proposals/proposals.ts';
import { answerProposal } from '../../faults/answerProposal.ts';
import type { ProposalAnswer } from '../../faults/plan.ts';
import { lookAtProposal, proposeNote } from '../../faults/proposeNote.ts';
import type { FromHost, ProposalToMake } from '../../faults/protocol.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { faultyFiles } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { seededOrder, stepwise } from '../../support/stepwise.ts';
import { testPlatform } from '../../support/testPlatform.ts';
import { memoryLog } from '../http/loopback.ts';
import { agent, openProposals, proposalsFolder } from './proposalsHarness.ts';

// Agents and windows at once, which take turns on one disk at each single operation.

const storage = '/storage';
const day = 24 * 3600_000;
const names = ['one', 'two'] as const;
type Name = (typeof names)[number];

/** What goes wrong in a process. */
interface Troubles {
  /** Before which operation on the disk it is killed; undefined: never. */
  readonly killAt: number | undefined;
  /** Which operation on the disk fails, once. */
  readonly failAt: number | undefined;
  /** Whether the others see that it has ended. */
  readonly isSeen: boolean;
  /** How far its time of day is ahead, in milliseconds. */
  readonly ahead: number;
}

interface Scenario {
  /** What is proposed before anything goes wrong. */
  readonly before: readonly Name[];
  readonly producers: readonly (Troubles & { readonly calls: readonly Name[] })[];
  readonly windows: readonly (Troubles & {
    readonly answers: readonly { readonly does: ProposalAnswer; readonly of: Name }[];
  })[];
  /** Whether the disk gives files second names. */
  readonly hasLinks: boolean;
  readonly order: number;
}

const troubles = {
  killAt: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
  failAt: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined, freq: 2 }),
  isSeen: fc.boolean(),
  ahead: fc.constantFrom(0, 0, 3600_000, -400 * day),
};
const anyName = fc.constantFrom(...names);
const answers = fc.constantFrom<ProposalAnswer>('accept', 'accept', 'change', 'decline', 'open');
const scenarios: fc.Arbitrary<Scenario> = fc.record({
  before: fc.subarray([...names]),
  producers: fc.array(fc.record({ ...troubles, calls: fc.array(anyName, { minLength: 1, maxLength: 3 }) }), {
    maxLength: 3,
  }),
  windows: fc.array(
    fc.record({
      ...troubles,
      answers: fc.array(fc.record({ does: answers, of: anyName }), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  hasLinks: fc.boolean(),
  order: fc.integer(),
});

function proposed(name: Name): ProposalToMake {
  const input = { customer: { query: 'Acme' }, text: `Called, ${name} of them.`, clientId: name };
  return { id: name, input, source: agent() };
}

/** Plays a scenario, and then opens one more window, in which everything comes to its end. */
async function play({ before, producers, windows, hasLinks, order }: Scenario) {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const service = fakeService();
  const steps = stepwise(disk.files);
  const ended = new Set<string>();
  const told: FromHost[] = [];
  const kills: (() => void)[] = [];

  const start = (id: string, { killAt, failAt, isSeen, ahead }: Troubles, held = true) => {
    const state = { isDead: false };
    const kill = (): void => {
      state.isDead = true;
      if (isSeen) ended.add(id);
    };
    kills.push(kill);
    const { files } = faultyFiles(held ? steps.files() : disk.files, ({ number, name }) => {
      if (number === killAt) kill();
      if (state.isDead) return 'EKILLED';
      if (name === 'link' && !hasLinks) return 'ENOTSUP';
      return number === failAt ? 'ENOSPC' : undefined;
    });
    return {
      files,
      clock: { ...clock, now: () => clock.now() + ahead },
      host: { id, hasEnded: (other: string) => ended.has(other) },
      log: memoryLog(),
      newId: () => crypto.randomUUID(),
      tell: (report: FromHost): void => {
        if (!state.isDead) told.push(report);
      },
    };
  };
  const openAgent = (...own: Parameters<typeof start>) => {
    const machine = start(...own);
    const paths = storagePaths(storage);
    const { proposals: folder, outcomes: outcomesFolder, drafts: draftsFolder } = paths;
    const outbox = new OutboxFiles({ ...machine, folder: paths.outbox, entriesFolder: paths.outboxEntries });
    const proposals = new Proposals({ ...machine, folder, outcomesFolder, draftsFolder, outbox });
    return { proposals, tell: machine.tell };
  };
  const openWindow = async (...own: Parameters<typeof start>) => {
    const machine = start(...own);
    const app = createApp(testPlatform(storage, { ...machine, window: own[0] }), {
      kinds: [{ ...service.kind, accountFields: [] }],
      delivery: { providerOf: () => app.book.default().provider },
    });
    await app.outbox.load();
    await app.proposals.load();
    return { app, tell: machine.tell };
  };

  const calm = { killAt: undefined, failAt: undefined, isSeen: true, ahead: 0 };
  const first = openAgent('first', calm, false);
  for (const name of before) await proposeNote(first.proposals, { ...proposed(name), times: 1 }, first.tell);
  const calls = producers.map(async (producer, at) => {
    const { proposals, tell } = openAgent(`agent-${at}`, producer);
    for (const name of producer.calls) await proposeNote(proposals, { ...proposed(name), times: 2 }, tell);
  });
  const given = windows.map(async (window, at) => {
    const { app, tell } = await openWindow(`window-${at}`, window);
    const accountId = app.book.default().account.id;
    for (const [number, { does, of }] of window.answers.entries()) {
      const text = `Called, ${of} of them, version ${2 + 10 * at + number}.`;
      const note = { id: of, accountId, target: { type: 'customer', id: 'cus_1' }, text, version: 0 };
      await answerProposal(app, { answer: 0, does, note: { ...note, attachment: undefined } }, tell);
    }
  });
  const random = seededOrder(order);
  // A window that cannot even be opened answers nothing.
  await steps.run([...calls, ...given.map((each) => each.catch(() => undefined))], (waiting) => {
    if (waiting === 0) void clock.advance(1_000);
    return random(waiting);
  });
  for (const kill of kills) kill();

  const last = await openWindow('last', calm, false);
  last.app.delivery.wake('account');
  for (let looks = 0; looks < 12; looks++) {
    await clock.advance(10_000);
    await last.app.outbox.reload();
    await last.app.proposals.reload();
  }
  const toldLast: FromHost[] = [];
  for (const name of names)
    await lookAtProposal(
      last.app.proposals,
      { ...proposed(name), proposalId: idAs(name) },
      (report) => void toldLast.push(report),
    );
  const waiting = last.app.outbox.entries().map(({ draft }) => draft.values.text);
  const arrived = service.arrived.map(({ note }) => note.text.value);
  const outcomes = new Outcomes({ ...start('reader', calm, false), folder: storagePaths(storage).outcomes });
  const written = await Promise.all(names.map(async (name) => (await outcomes.find(idAs(name)))?.state));
  const drafts = (await last.app.drafts.all()).map(({ draft }) => draft.id);
  return { told, toldLast, arrived, waiting, written, drafts };
}

/** The id that a proposal must have, whoever makes it. */
function idAs(name: Name): string {
  return idOf(agent(), 'clientId', name);
}

/** What became of one proposal. */
function endOf(
  name: Name,
  { told, toldLast, arrived, waiting, written, drafts }: Awaited<ReturnType<typeof play>>,
) {
  const own = told.filter((report) => 'proposal' in report && report.proposal === name);
  const looked = toldLast.find((report) => report.kind === 'looked' && report.proposal === name);
  const isOwn = (text: string) => text.includes(`${name} of`);
  return {
    arrived: arrived.filter(isOwn),
    waiting: waiting.filter(isOwn),
    agreed: own.flatMap((report) => (report.kind === 'agreed' ? textOf(name, report.version) : [])),
    accepted: told.filter((report) => report.kind === 'accepted' && report.id === name).length,
    declined: own.some((report) => report.kind === 'answered' && report.result === 'declined'),
    ids: new Set(own.flatMap((report) => (report.kind === 'proposed' ? report.proposalId : []))),
    looked: looked?.kind === 'looked' ? looked : undefined,
    written: written[names.indexOf(name)],
    hasDraft: drafts.includes(idAs(name)),
  };
}

function textOf(name: Name, version: number): string {
  return version === 0 ? `Called, ${name} of them.` : `Called, ${name} of them, version ${version + 1}.`;
}

test('in any order, whoever is killed and whatever the disk refuses, a proposal is logged at most once, as it was seen', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const played = await play(scenario);
      // What is made by a clock that was set back is old at once for all others.
      const mayBeOld = [...scenario.producers, ...scenario.windows].some(({ ahead }) => ahead < 0);
      for (const name of names) {
        const { arrived, waiting, agreed, accepted, declined, ids, looked, written, hasDraft } = endOf(
          name,
          played,
        );
        const sent = [...arrived, ...waiting];
        expect([arrived.length, waiting.length, accepted].filter((count) => count > 1)).toEqual([]);
        if (accepted > 0) expect(sent).not.toEqual([]);
        for (const text of sent) expect(agreed).toContain(text);
        if (declined) expect(sent).toEqual([]);
        // What is written down for good has happened by then: a note is safe, and a draft is gone.
        if (written === 'accepted') expect(sent).not.toEqual([]);
        if (written === 'declined') expect([sent, hasDraft]).toEqual([[], false]);
        const id = idAs(name);
        for (const each of ids) expect(each).toBe(id);
        expect(looked?.again.id).toBe(id);
        if (ids.size > 0) expect(looked?.state).toBeDefined();
        if (looked?.state === undefined) continue;
        expect(looked.again.state).toBe(looked.state);
        const unanswered = ['pending', 'reviewing', 'declined', ...(mayBeOld ? ['expired'] : [])];
        if (waiting.length > 0) expect(['accepted', 'uncertain']).toContain(looked.state);
        else if (arrived.length > 0) expect(looked.state).toBe('stored');
        else expect(declined ? ['declined'] : unanswered).toContain(looked.state);
      }
    }),
    { numRuns: 200 },
  );
});

test('what a source proposes a thousand times, in many processes at once, is one proposal', async () => {
  const { open, disk } = openProposals();
  const made = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const { proposals } = open();
      const calls = Array.from({ length: 50 }, () => proposals.propose(proposed('one').input, agent()));
      return await Promise.all(calls);
    }),
  );
  const id = idOf(agent(), 'clientId', 'one');
  expect(new Set(made.flat().map((each) => JSON.stringify(each)))).toEqual(
    new Set([JSON.stringify({ id, state: 'pending' })]),
  );
  expect(disk.list(proposalsFolder)).toEqual([`${id}.json`]);
});
