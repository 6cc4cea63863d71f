import type { DirectoryEntry, DirectoryPage } from '../model/directory.ts';
import { targetKey } from './targetKey.ts';
import { PassProgress } from './passProgress.ts';

/**
 * Reads a short list to its end, page by page, such as an account's subscriptions; one that goes round in circles ends
 * too. `found` gets all that there is so far, each once. Rejects with what `read` rejects with.
 */
export async function readAllPages(
  read: (cursor: string | undefined) => Promise<DirectoryPage>,
  found: (entries: readonly DirectoryEntry[]) => void,
): Promise<void> {
  const passes = new PassProgress();
  const entries = new Map<string, DirectoryEntry>();
  for (;;) {
    const position = passes.nextPage();
    const page = await read(position.cursor);
    const before = entries.size;
    for (const entry of page.entries) entries.set(targetKey(entry.target), entry);
    found([...entries.values()]);
    const ended = passes.endAt(position, page.cursor, entries.size - before);
    if (ended !== undefined) return;
    passes.add(position, { next: page.cursor, at: 0 });
  }
}
