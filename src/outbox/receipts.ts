import { join } from 'node:path';
import * as z from 'zod';
import { removeIfThere, writeDurably } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { forEachFile } from '../storage/forEachFile.ts';
import { codeOf, storageFailure } from '../storage/storageFailure.ts';
import { UnreadableFiles } from '../storage/unreadableFiles.ts';
import type { Clock } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';

const receiptSchema = z.object({
  version: z.literal(1),
  /** The entry's id. */
  id: z.string().min(1),
  accountId: z.string(),
  /** The service's id of the note; '' where it gave none that could be read. */
  noteId: z.string(),
});

/** That a service has an entry's note; holds nothing of what the note said. */
type Receipt = Omit<z.infer<typeof receiptSchema>, 'version'>;

/** What {@link Receipts} needs from outside. */
interface ReceiptsParts {
  readonly files: Files;
  readonly clock: Clock;
  /** Absolute path of the outbox's folder. */
  readonly folder: string;
  readonly log: Log;
  readonly newId: NewId;
  /** Whether a file of the storage still depends on what is old by the clock, which may have been set. */
  readonly isNeeded?: ((id: string) => Promise<boolean>) | undefined;
}

/** A restored draft, or a window that waits for the entry, asks within this time, in milliseconds. */
const lifetime = 7 * 24 * 3600_000;

/** Another window that waits for an entry reads its receipt well within this time, in milliseconds. */
const readWithin = 60_000;

/**
 * Which entries' notes were stored lately. A window that waits for an entry learns from its receipt that it was stored,
 * and a draft that was not removed in time is not sent a second time.
 */
export class Receipts {
  readonly #parts: ReceiptsParts;
  readonly #receipts = new Map<string, Receipt>();
  readonly #unreadable: UnreadableFiles;
  /** The ids of files that may be receipts, but that the disk does not let Notelog read. */
  readonly #closedIds = new Set<string>();

  constructor(parts: ReceiptsParts) {
    this.#parts = parts;
    this.#unreadable = new UnreadableFiles(parts.log, 'receipt');
  }

  get(id: string): Receipt | undefined {
    return this.#receipts.get(id);
  }

  /** Whether there is a receipt of the entry that the disk does not let Notelog read. */
  isUnreadable(id: string): boolean {
    return this.#closedIds.has(id);
  }

  /**
   * Like `get`, but reads the disk where need be: another host may have left one just now. Rejects with Node's own
   * error.
   */
  async find(id: string): Promise<Receipt | undefined> {
    if (!this.#receipts.has(id)) await this.#read(id);
    return this.#receipts.get(id);
  }

  /** The service's ids of an account's notes that were made from entries with a receipt. */
  noteIds(accountId: string): ReadonlySet<string> {
    const own = [...this.#receipts.values()].filter(
      (each) => each.accountId === accountId && each.noteId !== '',
    );
    return new Set(own.map(({ noteId }) => noteId));
  }

  /** Failure `storage`. */
  async add(receipt: Receipt): Promise<void> {
    const { files, newId } = this.#parts;
    // In memory even when the disk refuses: this host must not send the note again.
    this.#receipts.set(receipt.id, receipt);
    await files.makeFolder(this.#folder);
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, ...receipt }));
    await writeDurably(files, this.#path(receipt.id), bytes, newId);
  }

  /**
   * Removes all but those that are needed, or that a window may still wait for. Rejects with Node's own error when the
   * folder cannot be read, and with Failure `storage`, at the end, if some stay.
   */
  async removeUnneeded(isNeeded: (id: string) => boolean): Promise<void> {
    const { files, clock } = this.#parts;
    const ids = new Set([...(await this.#ids()), ...this.#receipts.keys()]);
    const unneeded = [...ids].filter((id) => !isNeeded(id));
    await forEachFile(unneeded, async (id) => {
      const facts = await files.facts(this.#path(id)).catch(() => undefined);
      if (facts && clock.now() - facts.modifiedAt < readWithin) return;
      await removeIfThere(files, this.#path(id));
      this.#receipts.delete(id);
      this.#forgetUnreadable(id);
    });
  }

  /**
   * Removes those that are old and that no draft depends on, unless `closed` is aborted within a minute. Until then every
   * window has read them, and keeps in memory what a draft in its form depends on: after a jump of the clock, a receipt
   * of this minute may look old. Never rejects.
   */
  async removeOld(closed: AbortSignal): Promise<void> {
    const { files, clock, log } = this.#parts;
    try {
      await clock.wait(readWithin, closed);
      const old = await this.#oldIds();
      await forEachFile(old, (id) => removeIfThere(files, this.#path(id)));
    } catch (error) {
      if (!closed.aborted) log.warn(`Old receipts stay: ${storageFailure(error).detail ?? 'no detail'}`);
    }
  }

  async #oldIds(): Promise<readonly string[]> {
    const { files, clock, isNeeded } = this.#parts;
    const old: string[] = [];
    for (const id of await this.#ids()) {
      const facts = await files.facts(this.#path(id)).catch(() => undefined);
      const isOld = facts?.kind === 'file' && clock.now() - facts.modifiedAt > lifetime;
      if (isOld && (await isNeeded?.(id)) !== true) old.push(id);
    }
    return old;
  }

  /**
   * Reads those that are new. One that cannot be read is left out and logged. Rejects with Node's own error when the
   * folder cannot be read.
   */
  async load(): Promise<void> {
    for (const id of await this.#ids()) {
      if (this.#receipts.has(id)) continue;
      await this.#read(id).catch((error: unknown) => {
        this.#closedIds.add(id);
        this.#unreadable.leaveOut(fileNameOf(id), error);
      });
    }
  }

  async #ids(): Promise<readonly string[]> {
    const names = await this.#parts.files.names(this.#folder);
    const own = names.filter((name) => name.endsWith('.json') && !name.startsWith('.'));
    return own.map((name) => name.slice(0, -'.json'.length));
  }

  async #read(id: string): Promise<void> {
    const { files } = this.#parts;
    const path = this.#path(id);
    try {
      const { kind } = await files.facts(path);
      if (kind !== 'file') throw new Error('A receipt is a file');
      const { version, ...receipt } = receiptSchema.parse(
        JSON.parse(new TextDecoder().decode(await files.read(path))),
      );
      if (receipt.id === id) this.#receipts.set(id, receipt);
      this.#forgetUnreadable(id);
    } catch (error) {
      // Gone meanwhile, or damaged: without it the service is asked, no more.
      if (codeOf(error) === undefined) this.#unreadable.leaveOut(fileNameOf(id), error);
      else if (codeOf(error) !== 'ENOENT') throw error;
    }
  }

  #forgetUnreadable(id: string): void {
    this.#closedIds.delete(id);
    this.#unreadable.forget(fileNameOf(id));
  }

  get #folder(): string {
    return join(this.#parts.folder, 'stored');
  }

  #path(id: string): string {
    return join(this.#folder, fileNameOf(id));
  }
}

function fileNameOf(id: string): string {
  return `${id}.json`;
}
