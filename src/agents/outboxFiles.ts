import { join } from 'node:path';
import { entrySchema, type Entry } from '../outbox/entry.ts';
import { Receipts } from '../outbox/receipts.ts';
import type { OutboxOfProposals } from '../proposals/decisions.ts';
import { parseFileName } from '../storage/claims.ts';
import type { Clock } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Files } from '../storage/files.ts';
import { codeOf } from '../storage/storageFailure.ts';

/** What {@link OutboxFiles} needs from outside. */
interface OutboxFilesParts {
  readonly files: Files;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  /** Absolute paths of the outbox, and of its entries. */
  readonly folder: string;
  readonly entriesFolder: string;
}

/** The outbox of the windows, for a process that only wants to know how far a note is: it changes nothing. */
export class OutboxFiles implements OutboxOfProposals {
  readonly #parts: OutboxFilesParts;
  readonly receipts: Receipts;
  #entries: ReadonlyMap<string, Entry> = new Map();
  /** What was read, by file names; `facts` tell whether a file is another one by now. */
  #known: ReadonlyMap<string, { readonly facts: string; readonly entry: Entry | undefined }> = new Map();

  constructor(parts: OutboxFilesParts) {
    this.#parts = parts;
    this.receipts = new Receipts(parts);
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** Rejects with Node's own error. */
  async reload(): Promise<void> {
    const { files, entriesFolder } = this.#parts;
    const entries = new Map<string, Entry>();
    const known = new Map<string, { readonly facts: string; readonly entry: Entry | undefined }>();
    for (const fileName of await files.names(entriesFolder)) {
      const id = parseFileName(fileName)?.name;
      const read = id === undefined ? undefined : await this.#read(fileName);
      if (id === undefined || !read) continue;
      known.set(fileName, read);
      if (read.entry) entries.set(id, read.entry);
    }
    this.#known = known;
    this.#entries = entries;
  }

  /** Undefined: it is gone. */
  async #read(fileName: string) {
    const { files, entriesFolder } = this.#parts;
    const path = join(entriesFolder, fileName);
    try {
      const { size, modifiedAt } = await files.facts(path);
      const facts = `${size} ${modifiedAt}`;
      const before = this.#known.get(fileName);
      return before?.facts === facts ? before : { facts, entry: entryIn(await files.read(path)) };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }
}

/** Undefined: it is none, or of another version. */
function entryIn(bytes: Uint8Array): Entry | undefined {
  try {
    return entrySchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined;
  }
}
