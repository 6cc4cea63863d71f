import { randomUUID } from 'node:crypto';
import type { SteadyClock } from '../../src/base/clock.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import type { DeliveryParts } from '../../src/delivery/deliveryParts.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { DraftStore } from '../../src/drafts/draftStore.ts';
import type { Entry } from '../../src/outbox/entry.ts';
import { createApp } from '../../src/app/createApp.ts';
import type { Outbox } from '../../src/outbox/outbox.ts';
import { fakeClock, settle, type FakeClock } from './fakeClock.ts';
import { fakeService, type FakeService } from './fakeProvider.ts';
import { faultyFiles, type Fault } from './faultyFiles.ts';
import { memoryFiles, type MemoryDisk } from './memoryFiles.ts';
import { memoryLog } from '../unit/http/loopback.ts';
import { testPlatform } from './testPlatform.ts';
import { entryOf } from './entries.ts';

/** What a test may choose about an {@link OutboxHost}: parts of the delivery, and what follows. */
interface HostChoices extends Partial<
  Pick<DeliveryParts, 'providerOf' | 'removeDraft' | 'onStored' | 'random' | 'limitsOf'>
> {
  /** The service as this host sees it. */
  readonly service?: FakeService;
  /** Its delivery does nothing until the test wakes it. */
  readonly asleep?: boolean;
  /** The time as this host sees it. */
  readonly clock?: SteadyClock;
}

/** Time-out of a request, in milliseconds. */
export const timeout = 30_000;

/** How long after its time-out a request may still arrive, in milliseconds. */
export const lateStore = 60_000;

/** One extension host, of which only the outbox and the delivery are at work. */
export interface OutboxHost {
  readonly id: string;
  readonly outbox: Outbox;
  readonly delivery: Delivery;
  readonly drafts: DraftStore;
  readonly log: ReturnType<typeof memoryLog>;
  /** Accounts whose keys were asked for. */
  readonly keysNeeded: string[];
  /** May be changed while it runs. */
  readonly disk: { fault: Fault };
  /** Resolves when the entry's outcome is known, and lets time pass until then, but not more than a minute. */
  readonly outcome: (id: string) => Promise<Outcome>;
  /** Ends the host: it does nothing more, and the others can tell that it has ended. */
  readonly kill: () => void;
}

/** Any number of hosts on one storage folder, and one service. */
export interface Hosts {
  readonly clock: FakeClock;
  readonly disk: MemoryDisk;
  readonly service: FakeService;
  readonly host: (choices?: HostChoices) => Promise<OutboxHost>;
  /** What lies on disk, as a fresh start would find it. */
  readonly onDisk: () => Promise<readonly Entry[]>;
}

const storage = '/storage';
export const outboxFolder = `${storage}/outbox`;

export function openHosts(service = fakeService()): Hosts {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const ended = new Set<string>();

  const host = async ({
    service: own = service,
    asleep = false,
    clock: ownClock = clock,
    ...choices
  }: HostChoices = {}): Promise<OutboxHost> => {
    const faults: { fault: Fault } = { fault: () => undefined };
    const { files } = faultyFiles(disk.files, (operation) => faults.fault(operation));
    const self = { id: randomUUID(), hasEnded: (id: string) => ended.has(id) };
    const log = memoryLog();
    const keysNeeded: string[] = [];
    const app = createApp(testPlatform(storage, { files, clock: ownClock, host: self, log }), {
      kinds: [{ ...own.kind, accountFields: [] }],
      delivery: {
        providerOf: (id) => (id === 'gone' ? undefined : app.book.default().provider),
        requestTimeout: () => timeout,
        onKeyNeeded: (accountId) => void keysNeeded.push(accountId),
        ...choices,
      },
    });
    const { outbox, delivery } = app;
    await outbox.load();
    app.followOutbox();
    if (!asleep) delivery.wake('account');
    return {
      id: self.id,
      outbox,
      delivery,
      drafts: app.drafts,
      log,
      keysNeeded,
      disk: faults,
      outcome: async (id) => {
        const result: { outcome?: Outcome } = {};
        void delivery.outcome(id, new AbortController().signal).then((outcome) => (result.outcome = outcome));
        for (let waited = 0; waited < 600; waited++) {
          await settle();
          if (result.outcome) return result.outcome;
          await clock.advance(100);
        }
        throw new Error('No outcome within a minute');
      },
      kill: () => {
        faults.fault = () => 'EKILLED';
        void app.close();
        ended.add(self.id);
      },
    };
  };

  return {
    clock,
    disk,
    service,
    host,
    onDisk: async () => {
      const { outbox } = createApp(
        testPlatform(storage, {
          files: disk.files,
          clock,
          host: { id: randomUUID(), hasEnded: () => false },
        }),
      );
      await outbox.load();
      return outbox.entries();
    },
  };
}

/** A note for this target: notes for others do not wait for it. */
export function noteFor(id: string, target: string, more: Partial<Entry> = {}): Entry {
  const entry = entryOf(id);
  return { ...entry, note: { ...entry.note, target: { type: 'customer', id: target } }, ...more };
}
