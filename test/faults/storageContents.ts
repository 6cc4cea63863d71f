import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { draftSchema } from '../../src/model/draft.ts';
import { entrySchema, type Entry } from '../../src/outbox/entry.ts';
import { parseFileName } from '../../src/storage/claims.ts';

/** A file of the outbox. */
interface EntryFile {
  readonly id: string;
  /** The id of the host that has claimed it. */
  readonly owner: string | undefined;
  /** Undefined: it could not be read. */
  readonly entry: Entry | undefined;
}

/** The entries that lie in a storage folder, read without the product's own outbox. */
export async function readEntries(storage: string): Promise<readonly EntryFile[]> {
  const folder = join(storage, 'outbox', 'entries');
  const names = await readdir(folder).catch(() => []);
  return await Promise.all(
    names.flatMap((fileName) => {
      const parsed = parseFileName(fileName);
      if (!parsed) return [];
      const { name: id, owner } = parsed;
      const reading = readFile(join(folder, fileName), 'utf8').then((text) =>
        entrySchema.parse(JSON.parse(text)),
      );
      return [reading.catch(() => undefined).then((entry) => ({ id, owner, entry }))];
    }),
  );
}

/** The ids of the drafts in a storage folder that can be read. */
export async function readDraftIds(storage: string): Promise<ReadonlySet<string>> {
  const folder = join(storage, 'drafts');
  const names = await readdir(folder).catch(() => []);
  const ids = await Promise.all(
    names.map(async (name) => {
      if (!parseFileName(name)) return undefined;
      const text = await readFile(join(folder, name), 'utf8');
      try {
        return draftSchema.parse(JSON.parse(text)).id;
      } catch {
        return undefined;
      }
    }),
  );
  return new Set(ids.filter((id) => id !== undefined));
}
