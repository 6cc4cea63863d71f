import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Lease } from '../../src/storage/lease.ts';
import { nodeFiles as files } from '../../src/storage/nodeFiles.ts';
import { processHost, processRuns } from '../../src/storage/processHost.ts';
import { DraftStore } from '../../src/drafts/draftStore.ts';
import { emptyDraft } from '../../src/model/draft.ts';
import type { Log } from '../../src/base/log.ts';
import { Delivery } from '../../src/delivery/delivery.ts';
import { entryVersion, type Entry } from '../../src/outbox/entry.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { systemClock as clock } from '../../src/base/systemClock.ts';
import type { Provider } from '../../src/providers/provider.ts';

/** The account of every entry. */
export const benchAccount = 'bench';

/** A note of a few lines; `number` orders it, and names it. */
export function benchEntry(number: number, customer: string): Entry {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const text =
    `Call ${number}: asked for an invoice in euros, and when the export can run at night.\n`.repeat(4);
  const draft = emptyDraft(id, benchAccount, 'note', 'customer');
  const target = { type: 'customer', id: customer, name: 'Northwind Traders' };
  return {
    version: entryVersion,
    id,
    accountId: benchAccount,
    accountLabel: 'Bench',
    place: 'bench',
    queuedAt: 1_767_600_000_000 + number,
    note: { kind: 'note', target, text: { format: 'typed', value: text } },
    draft: { ...draft, values: { ...draft.values, target: customer, text }, target },
    attempts: 0,
    status: { state: 'waiting' },
  };
}

/** Nothing is kept: writing lines is the editor's work. */
export const silent: Log = { trace: ignore, info: ignore, warn: ignore, error: ignore };

/** A UUID as customers of ChartMogul have one. */
export function customerId(number: number): string {
  return `cus_00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** An outbox folder as an earlier run would have left it; not synced, since that is not what is measured. */
export async function leaveEntries(storage: string, entries: readonly Entry[]): Promise<void> {
  const folder = join(storage, 'outbox', 'entries');
  await mkdir(folder, { recursive: true });
  for (const entry of entries) await writeFile(join(folder, `${entry.id}.json`), JSON.stringify(entry));
}

/** An empty or left outbox on the real disk. */
export function openOutbox(storage: string): Outbox {
  const newId = () => randomUUID();
  return new Outbox({ files, folder: join(storage, 'outbox'), clock, host, log: silent, newId });
}

/** What the composition root builds around an outbox, with one account and no window. */
export function openDelivery(
  storage: string,
  outbox: Outbox,
  provider: Provider,
  requestsPerSecond: number,
): Delivery {
  const newId = () => randomUUID();
  const folder = join(storage, 'drafts');
  const drafts = new DraftStore({ files, folder, clock, host, window: 'bench', log: silent, newId });
  const leases = join(storage, 'outbox', 'leases');
  return new Delivery({
    outbox,
    providerOf: () => provider,
    leaseOf: (id) => new Lease({ files, clock, host }, leases, `account-${id}`),
    forgetDraft: (id) => drafts.remove(id),
    clock,
    log: silent,
    random: Math.random,
    rate: () => requestsPerSecond,
    requestTimeout: () => 30_000,
    onStored: ignore,
    onKeyNeeded: ignore,
  });
}

/** Resolves when the outbox is empty. Rejects when an entry stops, since nobody is there to help it on. */
export function emptied(outbox: Outbox): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = outbox.onChange(() => {
      // The first alone: to look at all of them at every change would be part of what is measured.
      const first = outbox.walk().next();
      const status = first.done === true ? undefined : first.value.status;
      if (first.done !== true && status?.state !== 'refused') return;
      end();
      if (status === undefined) resolve();
      else reject(new Error(`An entry of the bench was refused: ${JSON.stringify(status)}`));
    });
  });
}

const host = processHost({
  machine: hostname(),
  pid: process.pid,
  start: randomUUID().replaceAll('-', ''),
  runs: processRuns,
});

function ignore(): void {
  // See silent.
}
