import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { readyAccounts, readyChartmogul } from '../../../scripts/readyAccounts.ts';
import { leaveWaitingNote } from '../../../scripts/waitingNote.ts';
import { createApp } from '../../../src/app/createApp.ts';
import { storagePaths } from '../../../src/app/storagePaths.ts';
import { systemClock } from '../../../src/base/systemClock.ts';
import { accountSchema } from '../../../src/model/account.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { needsUser } from '../../../src/outbox/entry.ts';
import { localDay } from '../../../src/vscode/times.ts';
import { demoCustomers } from '../../sandbox/demo.ts';
import { greetingState } from '../../sandbox/greeting.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { secretsWith, testPlatform, testSettings } from '../../support/testPlatform.ts';

const readySchema = z.array(z.object({ account: accountSchema, key: z.string() }));
const going = new AbortController().signal;
const { northwind } = demoCustomers;

/** What `npm start` shows at first: the product on its storage, with its accounts and the sandbox's answers. */
test('npm start greets with a customer that has something of everything', async () => {
  await using folder = await temporaryFolder();
  await using sandbox = await startSandbox({ seed: greetingState });
  const storage = join(folder.path, 'storage');
  await leaveWaitingNote(storage, { ...readyChartmogul, place: sandbox.chartmogulUrl }, Date.now());
  const ready = readySchema.parse(JSON.parse(readyAccounts(sandbox)));
  const app = createApp(
    testPlatform(storage, {
      clock: systemClock,
      secrets: await secretsWith(ready),
      settings: testSettings(ready.map(({ account }) => account)),
      fetch: globalThis.fetch,
    }),
  );
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => app.close());
  await app.start();
  await app.recentNotes.refresh(going);
  await app.followUps.refresh(going, 0);

  const notes = app.recentNotes.accounts().flatMap((each) => each.notes);
  const own = notes.filter(({ target }) => target.id === northwind.uuid);
  expect(new Set(own.map(({ kind }) => kind))).toEqual(new Set(['note', 'call']));
  expect(own.some(({ html }) => html?.includes('<strong>'))).toBe(true);
  expect(notes.map(({ target }) => target.name)).toContain('Ines Moreau');
  expect(app.recentNotes.accounts().flatMap(({ failure }) => failure?.message ?? [])).toEqual([]);

  const due = app.followUps.due(localDay(Date.now()));
  expect(due.map(({ target }) => target.name)).toEqual(['Northwind Traders', 'Northwind Traders']);
  const tasks = app.followUps.of(readyChartmogul.id, { type: 'customer', id: northwind.uuid });
  expect(new Set(tasks?.map(({ assignee }) => assignee)).size).toBe(2);

  const contacts = await app.book.find(readyChartmogul.id)?.provider.directory?.({ type: 'contact' }, going);
  expect(contacts?.entries.length).toBe(2);

  // The service refuses the waiting note, so that it needs the user.
  await expect.poll(() => app.outbox.entries().map(needsUser)).toEqual([true]);
  expect(app.outbox.entries()[0]?.note.target.name).toBe('Northwind Traders');
});

test('later sessions find the outbox as the user left it', async () => {
  await using folder = await temporaryFolder();
  const account = { ...readyChartmogul, place: 'here' };
  await leaveWaitingNote(folder.path, account, 0);
  const { outboxEntries } = storagePaths(folder.path);
  const names = await nodeFiles.names(outboxEntries);
  expect(names).toHaveLength(1);
  for (const name of names) await nodeFiles.remove(join(outboxEntries, name));
  await leaveWaitingNote(folder.path, account, 0);
  expect(await nodeFiles.names(outboxEntries)).toEqual([]);
});
