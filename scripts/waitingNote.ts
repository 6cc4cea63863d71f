import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { storagePaths } from '../src/app/storagePaths.ts';
import { emptyDraft } from '../src/model/draft.ts';
import { entryVersion, type Entry } from '../src/outbox/entry.ts';
import { nodeFiles } from '../src/storage/nodeFiles.ts';
import { writeDurably } from '../src/storage/durable.ts';
import { demoCustomers } from '../test/sandbox/demo.ts';

/** The account of `npm start` that the note waits for. */
interface ReadyAccount {
  readonly id: string;
  readonly label: string;
  readonly place: string;
}

/**
 * Leaves a note in the outbox that the sandbox will refuse, so that the first session shows one that needs attention: its
 * author is nobody of the team. Later sessions find what the user has made of it. `storage`: the extension's storage
 * folder, absolute.
 */
export async function leaveWaitingNote(storage: string, account: ReadyAccount, now: number): Promise<void> {
  const { outbox, outboxEntries } = storagePaths(storage);
  const isFirst = await access(outbox).then(
    () => false,
    () => true,
  );
  if (!isFirst) return;
  await nodeFiles.makeFolder(outboxEntries);
  const entry = entryFor(account, now);
  const bytes = new TextEncoder().encode(JSON.stringify(entry));
  await writeDurably(nodeFiles, join(outboxEntries, `${entry.id}.json`), bytes, randomUUID);
}

function entryFor({ id: accountId, label, place }: ReadyAccount, now: number): Entry {
  const { uuid, name } = demoCustomers.northwind;
  const target = { type: 'customer', id: uuid, name };
  const text = 'Their branch in Ghent moves to a bigger office in autumn.';
  const author = 'kim@example.com';
  const draft = emptyDraft(randomUUID(), accountId, 'note', target.type);
  return {
    version: entryVersion,
    id: draft.id,
    accountId,
    accountLabel: label,
    place,
    queuedAt: now - 2 * 3600_000,
    note: { kind: 'note', target, text: { format: 'markdown', value: text }, author },
    draft: { ...draft, target, values: { ...draft.values, target: uuid, text, author } },
    attempts: 0,
    status: { state: 'waiting' },
  };
}
