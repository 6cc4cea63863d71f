import type { DirectoryEntry, DirectoryPage } from '../model/directory.ts';
import { targetKey } from './targetKey.ts';
import { PassProgress } from './passProgress.ts';

/**
 * Reads a short list, such as an account's subscriptions, to its end, or until it repeats itself. After each page
 * `onPage` gets all entries so far, each once. Rejects with what `read` rejects with.
 */
export async function readAllPages(
  read: (cursor: string | undefined) => Promise<DirectoryPage>,
  onPage: (entries: readonly DirectoryEntry[]) => void,
): Promise<void> {
  const progress = new PassProgress();
  const entries = new Map<string, DirectoryEntry>();
  for (;;) {
    const next = progress.nextPage();
    const page = await read(next.cursor);
    const before = entries.size;
    for (const entry of page.entries) entries.set(targetKey(entry.target), entry);
    onPage([...entries.values()]);
    const ended = progress.endAt(next, page.cursor, entries.size - before);
    if (ended !== undefined) return;
    progress.add(next, { next: page.cursor, at: 0 });
  }
}
