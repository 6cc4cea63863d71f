import { join } from 'node:path';
import * as z from 'zod';
import { removeIfThere, writeDurably } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { codeOf } from '../storage/storageFailure.ts';
import type { Clock } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';

const receiptSchema = z.object({
  version: z.literal(1),
  /** The entry's id. */
  id: z.string().min(1),
  accountId: z.string(),
  /** The service's id of the note; '' where it gave none that could be read. */
  noteId: z.string(),
});

/** That a service has an entry's note; holds nothing of what the note said. */
export type Receipt = Omit<z.infer<typeof receiptSchema>, 'version'>;

/** What receipts need from outside. */
export interface ReceiptsParts {
  readonly files: Files;
  readonly clock: Clock;
  /** Absolute path of the outbox's folder. */
  readonly folder: string;
  readonly newId: NewId;
}

/** A draft that comes back, or a window that waits, asks within this time, in milliseconds. */
const keptFor = 7 * 24 * 3600_000;

/** Another window that waits for an entry learns of its receipt well within this time, in milliseconds. */
const awaited = 60_000;

/** What was stored lately: tells a window that waits how it ended, and a draft that outlived its note that it did. */
export class Receipts {
  readonly #parts: ReceiptsParts;
  readonly #known = new Map<string, Receipt>();

  constructor(parts: ReceiptsParts) {
    this.#parts = parts;
  }

  get(id: string): Receipt | undefined {
    return this.#known.get(id);
  }

  /** The same, asked of the disk where need be: another host may have left one just now. Rejects as `load`. */
  async find(id: string): Promise<Receipt | undefined> {
    if (!this.#known.has(id)) await this.#read(id);
    return this.#known.get(id);
  }

  /** The service's ids of an account's notes that are known to be some entry's. */
  noteIds(accountId: string): ReadonlySet<string> {
    const own = [...this.#known.values()].filter(
      (each) => each.accountId === accountId && each.noteId !== '',
    );
    return new Set(own.map(({ noteId }) => noteId));
  }

  /** Failure `storage`. */
  async add(receipt: Receipt): Promise<void> {
    const { files, newId } = this.#parts;
    // Known here even when the disk refuses: this host must not send it again.
    this.#known.set(receipt.id, receipt);
    await files.makeFolder(this.#folder);
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, ...receipt }));
    await writeDurably(files, this.#path(receipt.id), bytes, newId);
  }

  /** Forgets all but the `needed` ones, and those that a window may still wait for. Rejects with Node's own error. */
  async clear(needed: (id: string) => boolean): Promise<void> {
    const { files, clock } = this.#parts;
    await this.load();
    for (const id of [...this.#known.keys()].filter((each) => !needed(each))) {
      const facts = await files.facts(this.#path(id)).catch(() => undefined);
      if (facts && clock.now() - facts.modifiedAt < awaited) continue;
      await removeIfThere(files, this.#path(id));
      this.#known.delete(id);
    }
  }

  /** Reads those that are new, and forgets old ones. Rejects with Node's own error. */
  async load(): Promise<void> {
    for (const name of await this.#parts.files.names(this.#folder)) {
      const id = name.slice(0, -'.json'.length);
      if (!name.endsWith('.json') || name.startsWith('.') || this.#known.has(id)) continue;
      await this.#read(id);
    }
  }

  async #read(id: string): Promise<void> {
    const { files, clock } = this.#parts;
    const path = this.#path(id);
    try {
      if (clock.now() - (await files.facts(path)).modifiedAt > keptFor) {
        await removeIfThere(files, path);
        return;
      }
      const { version, ...receipt } = receiptSchema.parse(
        JSON.parse(new TextDecoder().decode(await files.read(path))),
      );
      if (receipt.id === id) this.#known.set(id, receipt);
    } catch (error) {
      // Gone meanwhile, or damaged: it only ever saves a question.
      if (codeOf(error) !== undefined && codeOf(error) !== 'ENOENT') throw error;
    }
  }

  get #folder(): string {
    return join(this.#parts.folder, 'stored');
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}
