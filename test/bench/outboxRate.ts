import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';
import { demoKeys } from '../sandbox/demo.ts';
import { atLeast, show, spread, type Row } from './frame.ts';
import { benchAccount, benchEntry, customerId, untilEmpty, writeEntries, openBenchApp } from './benchApp.ts';
import { secretsWith, testSettings } from '../support/testPlatform.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const notes = 1000;
const customers = 250;
const reportSchema = z.object({
  statuses: z.array(z.number()),
  /** Milliseconds since the epoch. */
  arrivals: z.array(z.number()),
  notes: z.number(),
});

/** Delivers a full outbox, in real time, to a service with ChartMogul's documented limits. */
export async function outboxRateRows(): Promise<readonly Row[]> {
  return [await rowFor(20), await rowFor(38)];
}

async function rowFor(rate: number): Promise<Row> {
  await using folder = await temporaryFolder();
  const child = fork(join(import.meta.dirname, 'outboxRateSandbox.ts'), [String(customers)]);
  try {
    const url = z.string().parse(await messageOf(child));
    const account = { id: benchAccount, provider: 'chartmogul', label: 'Bench', fields: { baseUrl: url } };
    const app = openBenchApp(folder.path, {
      settings: testSettings([account], { requestsPerSecond: () => rate }),
      secrets: await secretsWith([{ account, key: demoKeys.chartmogul }]),
      fetch: (...args) => globalThis.fetch(...args),
    });
    const { outbox, delivery } = app;
    const tenant = app.kinds.find(({ id }) => id === account.provider)?.tenant(account);
    const entryOf = (n: number) => benchEntry(n, customerId(n % customers), tenant);
    await writeEntries(
      folder.path,
      Array.from({ length: notes }, (_, n) => entryOf(n)),
    );
    await outbox.load();
    const done = untilEmpty(outbox);
    const began = performance.now();
    delivery.wake('account');
    await done;
    const seconds = (performance.now() - began) / 1000;
    await app.close();
    child.send('report');
    const report = reportSchema.parse(await messageOf(child));
    const countOf = (wanted: number) => report.statuses.filter((status) => status === wanted).length;
    // At most one request is for the service's time.
    const timeRequests = countOf(200);
    const refusals = report.statuses.length - countOf(201) - timeRequests;
    const share = notes / seconds / rate;
    const bySecond = spread(perSecond(report.arrivals).map((count) => count / rate));
    const met = refusals === 0 && timeRequests <= 1 && report.notes === notes && share >= 0.95;
    return {
      what: `${notes} waiting notes delivered at ${rate} a second, until the last is settled`,
      against: 'the configured rate; 40 a second and 20 at once are allowed',
      figure: `${share.toFixed(3)} times; by second ${show(bySecond)}; ${tally(report.statuses)}`,
      goal: { ...atLeast(share, 0.95, 'at least 0.95 times; all 201, and one 200 at most'), met },
    };
  } finally {
    child.kill();
  }
}

async function messageOf(child: ChildProcess): Promise<unknown> {
  const message: readonly unknown[] = await once(child, 'message');
  return message[0];
}

/** The number of arrivals in each whole second since the first one. */
function perSecond(arrivals: readonly number[]): readonly number[] {
  const first = arrivals[0] ?? 0;
  const counts: number[] = [];
  for (const at of arrivals) {
    const second = Math.floor((at - first) / 1000);
    counts[second] = (counts[second] ?? 0) + 1;
  }
  // The last second is not complete.
  return Array.from(counts.slice(0, -1), (count: number | undefined) => count ?? 0);
}

/** `1000 × 201`. */
function tally(statuses: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} × ${status}`).join(', ');
}
