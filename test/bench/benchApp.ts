import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { processHost, processRuns } from '../../src/storage/processHost.ts';
import { createApp, type App, type Replacements } from '../../src/app/createApp.ts';
import type { Platform } from '../../src/app/platform.ts';
import { emptyDraft } from '../../src/model/draft.ts';
import type { Log } from '../../src/base/log.ts';
import { entryVersion, type Entry } from '../../src/outbox/entry.ts';
import type { Outbox } from '../../src/outbox/outbox.ts';
import { systemClock as clock } from '../../src/base/systemClock.ts';
import { testPlatform } from '../support/testPlatform.ts';

/** The account of every entry. */
export const benchAccount = 'bench';

/** An entry with a note of a few lines. Its id and its place in the queue come from `number`. */
export function benchEntry(number: number, customer: string, tenant = 'bench'): Entry {
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
    place: tenant,
    queuedAt: 1_767_600_000_000 + number,
    note: { kind: 'note', target, text: { format: 'typed', value: text } },
    draft: { ...draft, values: { ...draft.values, target: customer, text }, target },
    attempts: 0,
    status: { state: 'waiting' },
  };
}

/** A log that drops every line, because the time that the editor takes to write lines is not ours. */
const silent: Log = { trace: ignore, info: ignore, warn: ignore, error: ignore };

/** The id of a ChartMogul customer. */
export function customerId(number: number): string {
  return `cus_00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Writes an outbox folder as an earlier run would have left it, but without fsync: that is not what is measured. */
export async function writeEntries(storage: string, entries: readonly Entry[]): Promise<void> {
  const folder = join(storage, 'outbox', 'entries');
  await mkdir(folder, { recursive: true });
  for (const entry of entries) await writeFile(join(folder, `${entry.id}.json`), JSON.stringify(entry));
}

/** Opens the product without an editor, on the real disk and clock. Nothing is read yet; other hosts are ignored. */
export function openBenchApp(storage: string, own: Partial<Platform> = {}, replace: Replacements = {}): App {
  return createApp(testPlatform(storage, { clock, host, log: silent, random: Math.random, ...own }), replace);
}

/** Resolves when the outbox is empty. Rejects when an entry is refused, because no user is there to correct it. */
export function untilEmpty(outbox: Outbox): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopListening = outbox.onChange(() => {
      // Only the first entry is checked: to check all of them at every change would add to the measured time.
      const first = outbox.walk().next();
      const status = first.done === true ? undefined : first.value.status;
      if (first.done !== true && status?.state !== 'refused') return;
      stopListening();
      if (status === undefined) resolve();
      else reject(new Error(`An entry of the bench was refused: ${JSON.stringify(status)}`));
    });
  });
}

const host = processHost({
  machine: hostname(),
  table: 'bench',
  pid: process.pid,
  start: randomUUID().replaceAll('-', ''),
  runs: processRuns,
});

function ignore(): void {
  // As described at `silent`.
}
