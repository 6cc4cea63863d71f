import { expect, test } from 'vitest';
import { EventEmitter } from 'vscode';
import * as z from 'zod';
import { callTool } from '../../../../src/vscode/agents/callTool.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';
import { directoryEntryOf } from '../../../support/fakeDirectory.ts';
import { fakeService, storedAs } from '../../../support/fakeProvider.ts';

const answerSchema = z.object({
  customers: z.array(z.object({ account: z.string() })),
  lastNotes: z.array(z.object({ text: z.string() })).optional(),
  notesNotRead: z.string().optional(),
});

/** Two accounts with one customer each, and the answer about the one of this name. */
async function openAccounts(readNotesOf: readonly string[]) {
  const services = ['crm', 'other'].map((id) => {
    const service = fakeService(id, { directory: [{ type: 'customer', within: undefined }] });
    service.directory = () =>
      Promise.resolve({ entries: [directoryEntryOf(id, `Acme of ${id}`)], cursor: undefined });
    service.list = () =>
      Promise.resolve({
        notes: [{ ...storedAs('1', entryOf('a')), text: `Note of ${id}` }],
        cursor: undefined,
      });
    return service;
  });
  const harness = await startEditorHarness({ services });
  for (const open of harness.book.all()) {
    const index = harness.directories.of(open, 'customer');
    index?.wake();
    while (index?.status.whole !== true) await harness.clock.advance(100);
  }
  const app = {
    ...harness.services,
    settings: {
      ...harness.services.settings,
      agentsEnabled: () => true,
      agentsReadNotesOf: () => readNotesOf,
    },
  };
  const cancelled = new EventEmitter<unknown>();
  const ask = async (query: string) => {
    const token = { isCancellationRequested: false, onCancellationRequested: cancelled.event };
    return answerSchema.parse(
      JSON.parse(await callTool(app, 'notelog_find_customers', { query, notes: true }, token)),
    );
  };
  return Object.assign(harness, { ask });
}

test('notes are read of the accounts that the user has named, and of no other', async () => {
  await using harness = await openAccounts(['Account one', 'nobody']);
  expect(await harness.ask('Acme of crm')).toMatchObject({ lastNotes: [{ text: 'Note of crm' }] });
  const other = await harness.ask('Acme of other');
  expect([other.customers.length, other.lastNotes]).toEqual([1, undefined]);
  expect(other.notesNotRead).toContain('notelog.agents.readNotesOf');
});

test('at first, no notes are read', async () => {
  await using harness = await openAccounts([]);
  expect((await harness.ask('Acme of crm')).lastNotes).toBeUndefined();
});
