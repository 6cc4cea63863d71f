import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Absolute paths of the entries that lie in the outbox of an editor's extension storage. */
export async function entriesIn(storage: string): Promise<string[]> {
  const folder = join(storage, 'outbox', 'entries');
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
}
