import { emptyDraft } from '../../src/model/draft.ts';
import { entryVersion, type Entry } from '../../src/outbox/entry.ts';
import type { Outbox } from '../../src/outbox/outbox.ts';

/** A waiting note of account `one` about Acme. */
export function entryOf(id: string, more: Partial<Entry> = {}): Entry {
  const draft = emptyDraft(id, 'one', 'note', 'customer');
  return {
    version: entryVersion,
    id,
    accountId: 'one',
    accountLabel: 'Account one',
    place: 'here',
    queuedAt: 1000,
    note: {
      kind: 'note',
      target: { type: 'customer', id: 'Acme' },
      text: { format: 'typed', value: `text of ${id}` },
    },
    draft: { ...draft, values: { ...draft.values, target: 'Acme', text: `text of ${id}` } },
    attempts: 0,
    status: { state: 'waiting' },
    ...more,
  };
}

/** Claims an entry and removes it; false when it cannot be claimed. */
export async function removeEntry(outbox: Outbox, id: string): Promise<boolean> {
  const claimed = await outbox.claim(id);
  await claimed?.remove();
  return claimed !== undefined;
}
