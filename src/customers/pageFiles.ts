import { join } from 'node:path';
import * as z from 'zod';
import { removeIfThere, writeDurably } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { codeOf } from '../storage/storageFailure.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { directoryEntrySchema } from '../model/directory.ts';

/** One page of a pass through a service's list, as it lies on disk. */
const pageSchema = z.object({
  version: z.literal(1),
  /** What the ids are ids of; see `ProviderKind.tenant`. */
  place: z.string(),
  entries: z.array(directoryEntrySchema),
  /** The cursor of the next page; absent on the last one. */
  next: z.string().optional(),
  /** On the last page: whether the list was read to its end, or began to repeat itself. */
  ended: z.enum(['complete', 'repeated']).optional(),
  /** How many more were on the page that could not be read; absent: none. */
  unread: z.number().optional(),
  /** When it was read, in milliseconds since the epoch. */
  at: z.number(),
});

/** See {@link pageSchema}. */
export type StoredPage = Omit<z.infer<typeof pageSchema>, 'version' | 'place'>;

/** Passes and pages are counted from 1. */
export interface PageId {
  readonly pass: number;
  readonly page: number;
}

/** What page files need from outside. */
export interface PageFilesParts {
  readonly files: Files;
  /** Absolute path, shared by all accounts. Customers are personal data, so that it is the user's only. */
  readonly folder: string;
  readonly newId: NewId;
  readonly log: Log;
}

const fileNamePattern = /^([a-z0-9-]+)@([a-z0-9]+)@(\d+)-(\d+)\.json$/i;

/** Whose directory a file in the folder belongs to; undefined: it is none of ours. */
export function ownerOf(fileName: string): { readonly accountId: string; readonly type: string } | undefined {
  const [, accountId, type] = fileNamePattern.exec(fileName) ?? [];
  return accountId === undefined || type === undefined ? undefined : { accountId, type };
}

/**
 * The pages of one account's list of one type. A page is a file of its own, written whole or not at all: the newest
 * pass and its last page say all that is needed to go on.
 */
export class PageFiles {
  readonly #parts: PageFilesParts;
  readonly #prefix: string;
  readonly #place: string;

  constructor(parts: PageFilesParts, accountId: string, type: string, place: string) {
    this.#parts = parts;
    this.#prefix = `${accountId}@${type}@`;
    this.#place = place;
  }

  /** By pass and page, the oldest first. Rejects with Node's own error. */
  async ids(): Promise<readonly PageId[]> {
    const names = await this.#parts.files.names(this.#parts.folder);
    const own = names
      .filter((name) => name.startsWith(this.#prefix))
      .map((name) => fileNamePattern.exec(name));
    return own
      .flatMap((match) => (match ? [{ pass: Number(match[3]), page: Number(match[4]) }] : []))
      .sort((a, b) => a.pass - b.pass || a.page - b.page);
  }

  /** Undefined: it is gone, of another place (then it is removed) or cannot be read, which the log says. */
  async read(name: PageId): Promise<StoredPage | undefined> {
    const { files, log } = this.#parts;
    try {
      const text = new TextDecoder().decode(await files.read(this.#path(name)));
      const { place, version, ...page } = pageSchema.parse(JSON.parse(text));
      if (place === this.#place) return page;
      await files.remove(this.#path(name));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT')
        log.warn(`Directory: page ${name.page} of pass ${name.pass} cannot be read (${nameOf(error)})`);
    }
    return undefined;
  }

  /** Failure `storage`. */
  async write(name: PageId, page: StoredPage): Promise<void> {
    const { files, folder, newId } = this.#parts;
    await files.makeFolder(folder);
    const text = JSON.stringify({ version: 1, place: this.#place, ...page });
    await writeDurably(files, this.#path(name), new TextEncoder().encode(text), newId);
  }

  /** Whether it is (still) there, as far as can be told. */
  async has(name: PageId): Promise<boolean> {
    try {
      await this.#parts.files.facts(this.#path(name));
      return true;
    } catch (error) {
      return codeOf(error) !== 'ENOENT';
    }
  }

  /** Removes the pages of all passes before this one. What cannot be removed is older than what is shown anyway. */
  async removeBefore(pass: number): Promise<void> {
    try {
      for (const name of await this.ids())
        if (name.pass < pass) await removeIfThere(this.#parts.files, this.#path(name));
    } catch (error) {
      this.#parts.log.warn(`Directory: old pages cannot be removed (${nameOf(error)})`);
    }
  }

  #path({ pass, page }: PageId): string {
    return join(this.#parts.folder, `${this.#prefix}${pass}-${page}.json`);
  }
}

function nameOf(error: unknown): string {
  return codeOf(error) ?? (error instanceof Error ? error.name : 'unknown');
}
