import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createApp, type App } from '../../../src/app/createApp.ts';
import { declineProposal, openProposal } from '../../../src/compose/openProposal.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';
import { customer, fakeService, storedAs } from '../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { testPlatform } from '../../support/testPlatform.ts';

// Whatever agents, windows, kills and disks do, and in whatever order: a proposal is logged once at most, and only by
// somebody who had it in the form; and none is lost without a word.

const storage = '/storage';
const day = 24 * 3600_000;
const windowNames = ['a', 'b', 'c'] as const;
const someWindow = fc.constantFrom(0, 0, 1, 1, 2);
const somewhere = fc.constantFrom(0, 0, 1, 2);

type Act =
  | { readonly does: 'propose'; readonly window: number; readonly clientId: number; readonly text: number }
  | { readonly does: 'open' | 'decline'; readonly window: number; readonly at: number }
  | { readonly does: 'log' | 'discard' | 'type' | 'restart'; readonly window: number }
  /** All windows at once. */
  | { readonly does: 'logAll' }
  | { readonly does: 'wait'; readonly ms: number }
  /** The time of day is changed. */
  | { readonly does: 'jump'; readonly days: number }
  /** The next act of the window meets the fault at that operation; `kill`: its host ends there. */
  | { readonly does: 'fault'; readonly window: number; readonly operation: number; readonly kill: boolean };

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    does: fc.constant('propose' as const),
    window: someWindow,
    clientId: fc.nat({ max: 2 }),
    text: fc.nat({ max: 1 }),
  }),
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('open' as const), window: someWindow, at: somewhere }),
  },
  fc.record({ does: fc.constant('decline' as const), window: someWindow, at: somewhere }),
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom(
        'log' as const,
        'log' as const,
        'discard' as const,
        'type' as const,
        'restart' as const,
      ),
      window: someWindow,
    }),
  },
  fc.record({ does: fc.constant('wait' as const), ms: fc.constantFrom(300, 12_000, 40_000) }),
  { weight: 2, arbitrary: fc.record({ does: fc.constant('logAll' as const) }) },
  fc.record({ does: fc.constant('jump' as const), days: fc.constantFrom(-30, 1, 8) }),
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('fault' as const),
      window: someWindow,
      operation: fc.integer({ min: 1, max: 60 }),
      kill: fc.boolean(),
    }),
  },
);

/** Two windows have had the draft of one proposal, and neither is typing in it. */
const inTwoWindows: readonly Act[] = [
  { does: 'propose', window: 0, clientId: 0, text: 0 },
  { does: 'open', window: 0, at: 0 },
  { does: 'wait', ms: 12_000 },
  { does: 'open', window: 1, at: 0 },
  { does: 'wait', ms: 12_000 },
];

const anyActs = fc
  .tuple(fc.constantFrom([], inTwoWindows), fc.array(anyAct, { minLength: 5, maxLength: 25, size: 'max' }))
  .map((parts) => parts.flat());

/** A window still has the draft in its form when another one is opened that finds the receipt old. */
const loggedBeforeAJump: readonly Act[] = [
  ...inTwoWindows,
  { does: 'log', window: 1 },
  { does: 'jump', days: 8 },
  { does: 'restart', window: 2 },
  { does: 'log', window: 0 },
  { does: 'wait', ms: 12_000 },
];

interface Window {
  readonly app: App;
  readonly disk: { fault: Fault };
  readonly end: () => Promise<void>;
  /** What the next act meets. */
  next: { operation: number; kill: boolean } | undefined;
}

/** What happened, as the user and the agents saw it. */
interface Story {
  /** Ids that an agent was given. */
  readonly proposed: Set<string>;
  /** Ids of drafts that were in the form when the user logged them. */
  readonly logged: Set<string>;
  /** Ids that the user declined or discarded. */
  readonly declined: Set<string>;
  /** Ids of drafts that became an entry although the service had their note. */
  readonly loggedTwice: Set<string>;
  readonly hasArrived: (id: string) => boolean;
  hasJumped: boolean;
}

function openWorld() {
  const steady = fakeClock();
  const jumped = { by: 0 };
  const clock = { ...steady, now: () => steady.now() + jumped.by };
  const { files } = memoryFiles(() => clock.now());
  const service = fakeService();
  service.findDuplicate = ({ id }) => {
    const arrived = service.arrived.find((each) => each.id === id);
    return Promise.resolve(
      arrived ? { result: 'found', note: storedAs(id, arrived) } : { result: 'absent', final: false },
    );
  };
  const ended = new Set<string>();
  const openWindow = async (name: string): Promise<Window> => {
    const disk: Window['disk'] = { fault: () => undefined };
    const host = { id: randomUUID(), hasEnded: (id: string) => ended.has(id) };
    const app = createApp(
      testPlatform(storage, {
        files: faultyFiles(files, (operation) => disk.fault(operation)).files,
        clock,
        host,
        window: name,
      }),
      { kinds: [{ ...service.kind, accountFields: [] }] },
    );
    await app.start();
    await settle();
    const end = async () => {
      disk.fault = () => 'EKILLED';
      ended.add(host.id);
      await app.close();
    };
    return { app, disk, end, next: undefined };
  };
  return { clock, jumped, service, openWindow };
}

/** Arms what the act is to meet. Returns whether the host is to be ended after it. */
function arm(window: Window): boolean {
  const { next } = window;
  window.next = undefined;
  if (!next) return false;
  let count = 0;
  window.disk.fault = () => {
    count += 1;
    if (next.kill) return count >= next.operation ? 'EKILLED' : undefined;
    return count === next.operation ? 'ENOSPC' : undefined;
  };
  return next.kill;
}

async function act({ app }: Window, each: Act, story: Story): Promise<void> {
  const { composer, proposals } = app;
  switch (each.does) {
    case 'propose': {
      const input = { customer: { query: 'Acme' }, text: `text ${each.text}`, clientId: `${each.clientId}` };
      const { id } = await proposals.propose(input, { via: 'mcp', name: 'agent' });
      story.proposed.add(id);
      return;
    }
    case 'open': {
      await proposals.reload();
      const pending = proposals.pending[each.at];
      if (pending) await openProposal(app, pending.proposal);
      return;
    }
    case 'decline': {
      await proposals.reload();
      const pending = proposals.pending[each.at];
      if (!pending) return;
      story.declined.add(pending.proposal.id);
      await declineProposal(app, pending.proposal);
      return;
    }
    case 'log': {
      const { id } = composer.draft;
      composer.recipient.choose(customer('Acme'));
      await composer.recipient.settled();
      story.logged.add(id);
      const isStored = story.hasArrived(id);
      const entry = await composer.log();
      if (isStored && entry?.id === id) story.loggedTwice.add(id);
      return;
    }
    case 'discard':
      story.declined.add(composer.draft.id);
      await composer.discard();
      return;
    case 'type':
      if (composer.hasContent) composer.edit('text', `${composer.draft.values.text}, changed`);
      return;
    case 'restart':
    case 'jump':
    case 'logAll':
    case 'wait':
    case 'fault':
  }
}

test('in any order a proposal is logged once at most, by somebody who saw it, and never lost without a word', async () => {
  await fc.assert(
    fc.asyncProperty(anyActs, async (acts) => {
      const { clock, jumped, service, openWindow } = openWorld();
      const story: Story = {
        proposed: new Set(),
        logged: new Set(),
        declined: new Set(),
        loggedTwice: new Set(),
        hasArrived: (id) => service.arrived.some((each) => each.id === id),
        hasJumped: false,
      };
      const windows = await Promise.all(windowNames.map(openWindow));
      for (const each of acts) {
        if (each.does === 'wait') {
          await clock.advance(each.ms);
          continue;
        }
        if (each.does === 'jump') {
          story.hasJumped = true;
          jumped.by += each.days * day;
          continue;
        }
        if (each.does === 'logAll') {
          await Promise.allSettled(
            windows.map((window, at) => act(window, { does: 'log', window: at }, story)),
          );
          continue;
        }
        const window = windows[each.window];
        if (!window) continue;
        if (each.does === 'fault') {
          window.next = each;
          continue;
        }
        const isKilled = arm(window) || each.does === 'restart';
        await act(window, each, story).catch(() => undefined);
        // What was logged is sent at once, before another window looks at the disk again.
        await settle();
        window.disk.fault = () => undefined;
        if (!isKilled) continue;
        await window.end();
        windows[each.window] = await openWindow(windowNames[each.window] ?? '');
      }
      for (const window of windows) await window.end();
      const last = await openWindow(windowNames[0]);
      await clock.advance(120_000);
      await last.app.proposals.reload();

      const arrived = service.arrived.map(({ id }) => id);
      expect(arrived.toSorted()).toEqual([...new Set(arrived)].toSorted());
      expect([...story.loggedTwice]).toEqual([]);
      for (const id of arrived) expect(story.logged).toContain(id);
      const drafts = new Set((await last.app.drafts.all()).map(({ draft }) => draft.id));
      const pending = new Set(last.app.proposals.pending.map(({ proposal }) => proposal.id));
      for (const id of story.proposed) {
        const state = await last.app.proposals.stateOf(id);
        switch (state) {
          case 'pending':
            expect(pending).toContain(id);
            break;
          case 'reviewing':
            expect(drafts).toContain(id);
            break;
          case 'stored':
            expect(arrived).toContain(id);
            break;
          case 'declined':
            // After the time of day was changed, the receipt may be gone by which it is known to be stored.
            if (!(story.hasJumped && arrived.includes(id))) expect(story.declined).toContain(id);
            break;
          case 'expired':
            expect(story.hasJumped).toBe(true);
            break;
          default:
            // It waits for the service, or its window was killed while it was being sent.
            expect(['accepted', 'sending', 'uncertain']).toContain(state);
            expect([...arrived, ...last.app.outbox.entries().map((entry) => entry.id)]).toContain(id);
        }
      }
      await last.end();
    }),
    { numRuns: 100, examples: [[[...loggedBeforeAJump]]] },
  );
}, 120_000);
