import { join } from 'node:path';
import * as z from 'zod';
import { removeIfThere, writeDurably } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { codeOf } from '../storage/storageFailure.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { directoryEntrySchema } from '../model/directory.ts';

/** One page of a directory, as it lies on disk. */
const pageSchema = z.object({
  version: z.literal(1),
  /** Where the ids are valid: service, origin and tenant (`ProviderKind.tenant`). */
  place: z.string(),
  entries: z.array(directoryEntrySchema),
  /** The cursor of the next page; absent on the last one. */
  next: z.string().optional(),
  /** On the last page: whether the list was read to its end, or began to repeat itself. */
  ended: z.enum(['complete', 'repeated']).optional(),
  /** How many further entries of the page could not be read; absent: none. */
  unread: z.number().optional(),
  /** When it was read, in milliseconds since the epoch. */
  at: z.number(),
});

/** A page without what is the same for all pages of a directory. */
export type StoredPage = Omit<z.infer<typeof pageSchema>, 'version' | 'place'>;

/** Which page of which pass; both are counted from 1. */
export interface PageId {
  readonly pass: number;
  readonly page: number;
}

/** What page files need from outside. */
export interface PageFilesParts {
  readonly files: Files;
  /** Absolute path, shared by all accounts. Customers are personal data, so only the user may read it. */
  readonly folder: string;
  readonly newId: NewId;
  readonly log: Log;
}

const fileNamePattern = /^([a-z0-9-]+)@([a-z0-9]+)@(\d+)-(\d+)\.json$/i;

/** Whose directory a file in the folder belongs to; undefined: it is not a page. */
export function ownerOf(fileName: string): { readonly accountId: string; readonly type: string } | undefined {
  const [, accountId, type] = fileNamePattern.exec(fileName) ?? [];
  return accountId === undefined || type === undefined ? undefined : { accountId, type };
}

/**
 * The pages of one account's directory of one type. Each page is a file of its own, written whole or not at all, so
 * that the newest pass and its last page say where to go on.
 */
export class PageFiles {
  readonly #parts: PageFilesParts;
  readonly #prefix: string;
  readonly #tenant: string;

  constructor(parts: PageFilesParts, accountId: string, type: string, tenant: string) {
    this.#parts = parts;
    this.#prefix = `${accountId}@${type}@`;
    this.#tenant = tenant;
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

  /** Undefined: it is gone, cannot be read (the log says why), or is of another tenant and was removed. */
  async read(name: PageId): Promise<StoredPage | undefined> {
    const { files, log } = this.#parts;
    try {
      const text = new TextDecoder().decode(await files.read(this.#path(name)));
      const { place, version, ...page } = pageSchema.parse(JSON.parse(text));
      if (place === this.#tenant) return page;
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
    const text = JSON.stringify({ version: 1, place: this.#tenant, ...page });
    await writeDurably(files, this.#path(name), new TextEncoder().encode(text), newId);
  }

  /** Whether the page is there; true where that cannot be told. */
  async has(name: PageId): Promise<boolean> {
    try {
      await this.#parts.files.facts(this.#path(name));
      return true;
    } catch (error) {
      return codeOf(error) !== 'ENOENT';
    }
  }

  /** Removes the pages of all passes before this one. What cannot be removed does no harm: newer pages replace it. */
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
