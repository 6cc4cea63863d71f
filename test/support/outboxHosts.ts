import { randomUUID } from 'node:crypto';
import { Lease } from '../../src/storage/lease.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { Delivery } from '../../src/delivery/delivery.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { Entry } from '../../src/outbox/entry.ts';
import { followFolder } from '../../src/storage/followFolder.ts';
import type { StoredNote } from '../../src/model/note.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { fakeClock, settle, type FakeClock } from './fakeClock.ts';
import { fakeService, type FakeService } from './fakeProvider.ts';
import { faultyFiles, type Fault } from './faultyFiles.ts';
import { memoryFiles, type MemoryDisk } from './memoryFiles.ts';
import { memoryLog } from '../unit/http/loopback.ts';
import { stubContext } from './stubService.ts';
import { entryOf } from './entries.ts';

/** What a test may choose about a {@link OutboxHost}. */
export interface HostChoices {
  /** The service as this host sees it. */
  readonly service?: FakeService;
  readonly providerOf?: (accountId: string, place: string) => Provider | undefined;
  readonly forgetDraft?: (id: string) => Promise<void>;
  readonly onStored?: (entry: Entry, note: StoredNote | undefined) => void;
  /** It does nothing until the test wakes it. */
  readonly asleep?: boolean;
  /** At least 0, below 1; 0.5 by default. */
  readonly random?: () => number;
  /** Requests a second; 20 by default. */
  readonly rate?: () => number;
}

/** Time-out of a request, in milliseconds. */
export const timeout = 30_000;

/** One extension host: what the composition root builds for sending, with fakes. */
export interface OutboxHost {
  readonly id: string;
  readonly outbox: Outbox;
  readonly delivery: Delivery;
  readonly log: ReturnType<typeof memoryLog>;
  /** Accounts whose keys were asked for. */
  readonly keysNeeded: string[];
  /** May be changed while it runs. */
  readonly disk: { fault: Fault };
  /** Resolves when the entry's outcome is known, and lets time pass until then, but not more than a minute. */
  readonly outcome: (id: string) => Promise<Outcome>;
  /** From here on it does nothing; the others can tell that it has ended. */
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

export const outboxFolder = '/storage/outbox';

export function openHosts(service = fakeService()): Hosts {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const ended = new Set<string>();

  const host = async (choices: HostChoices = {}): Promise<OutboxHost> => {
    const faults: { fault: Fault } = { fault: () => undefined };
    const { files } = faultyFiles(disk.files, (operation) => faults.fault(operation));
    const self = { id: randomUUID(), hasEnded: (id: string) => ended.has(id) };
    const log = memoryLog();
    const outbox = new Outbox({ files, folder: outboxFolder, clock, host: self, log, newId: randomUUID });
    const provider = (choices.service ?? service).kind.open(
      stubContext({}, () => Promise.reject(new Error('no network'))).context,
    );
    const keysNeeded: string[] = [];
    const delivery = new Delivery({
      outbox,
      providerOf: (id) => (id === 'gone' ? undefined : provider),
      leaseOf: (id) => new Lease({ files, clock, host: self }, `${outboxFolder}/leases`, `account-${id}`),
      forgetDraft: () => Promise.resolve(),
      clock,
      log,
      random: () => 0.5,
      rate: () => 20,
      requestTimeout: () => timeout,
      onStored: () => undefined,
      onKeyNeeded: (accountId) => void keysNeeded.push(accountId),
      ...choices,
    });
    await outbox.load();
    const closed = new AbortController();
    void followFolder({
      files,
      clock,
      log,
      folder: `${outboxFolder}/entries`,
      reload: () => outbox.reload(),
      closed: closed.signal,
    });
    if (choices.asleep !== true) delivery.wake('account');
    return {
      id: self.id,
      outbox,
      delivery,
      log,
      keysNeeded,
      disk: faults,
      outcome: async (id) => {
        const known: { outcome?: Outcome } = {};
        void delivery.outcome(id, new AbortController().signal).then((outcome) => (known.outcome = outcome));
        for (let waited = 0; waited < 600; waited++) {
          await settle();
          if (known.outcome) return known.outcome;
          await clock.advance(100);
        }
        throw new Error('No outcome within a minute');
      },
      kill: () => {
        faults.fault = () => 'EKILLED';
        closed.abort();
        delivery.dispose();
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
      const { files } = disk;
      const self = { id: randomUUID(), hasEnded: () => false };
      const parts = { files, folder: outboxFolder, clock, host: self, log: memoryLog(), newId: randomUUID };
      const outbox = new Outbox(parts);
      await outbox.load();
      return outbox.entries();
    },
  };
}

/** A note for a target of its own, so that others do not wait for it. */
export function noteFor(id: string, target: string, more: Partial<Entry> = {}): Entry {
  const entry = entryOf(id);
  return { ...entry, note: { ...entry.note, target: { type: 'customer', id: target } }, ...more };
}
