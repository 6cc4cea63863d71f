import { storing } from '../storage/storageFailure.ts';
import type { Blobs } from './blobs.ts';
import { ClaimedEntry, type ClaimedEntryParts } from './claimedEntry.ts';
import type { Entry } from './entry.ts';
import { filesOf, furtherEntries } from './furtherNotes.ts';
import type { EntryFiles, OutboxParts } from './entryFiles.ts';
import type { LoadedEntries } from './loadedEntries.ts';
import type { Receipts } from './receipts.ts';

/** What {@link EntryClaims} needs of its outbox. */
interface EntryClaimsParts extends OutboxParts {
  readonly entryFiles: EntryFiles;
  readonly receipts: Receipts;
  readonly blobs: Blobs;
  readonly entries: LoadedEntries;
  /** Reads the folder again, for what other hosts did. */
  readonly reload: () => Promise<void>;
}

/** Claims on entries, so that one host at a time works on an entry, and in that host one piece of work. */
export class EntryClaims {
  readonly #parts: EntryClaimsParts;
  /** Claimed by this host and being worked on; any other claim of this host is left over from a failed write. */
  readonly #inWork = new Set<string>();

  constructor(parts: EntryClaimsParts) {
    this.#parts = parts;
  }

  /** Undefined when another host works on the entry, or there is none. Failure `storage`. */
  async claim(id: string): Promise<ClaimedEntry | undefined> {
    const { claims } = this.#parts.entryFiles;
    return await this.#take(id, async () => (await claims.claim(id)) || this.#isLeftHere(id));
  }

  /** Claims an entry whose host has died; undefined while it lives, or may live. Failure `storage`. */
  async recover(id: string): Promise<ClaimedEntry | undefined> {
    const { entries, entryFiles } = this.#parts;
    const owner = entries.get(id)?.owner;
    if (owner === undefined) return undefined;
    return await this.#take(
      id,
      async () => this.#isLeftHere(id) || (await entryFiles.claims.takeOver(id, owner)),
    );
  }

  /** Whether this host has claimed the entry; where nobody works on it, a failed write left the claim standing. */
  #isLeftHere(id: string): boolean {
    return this.#parts.entries.get(id)?.owner === this.#parts.host.id;
  }

  async #take(id: string, claim: () => Promise<boolean>): Promise<ClaimedEntry | undefined> {
    if (this.#inWork.has(id)) return undefined;
    this.#inWork.add(id);
    let claimed: ClaimedEntry | undefined;
    try {
      claimed = await storing(async () => ((await claim()) ? await this.#load(id) : undefined));
    } finally {
      if (!claimed) this.#inWork.delete(id);
    }
    return claimed;
  }

  async #load(id: string): Promise<ClaimedEntry | undefined> {
    const { entryFiles, receipts, clock, files, host, entries, reload } = this.#parts;
    const own = await entryFiles.readOwn(id);
    if (!own) return undefined;
    entries.putClaimed(id, own);
    const parts: ClaimedEntryParts = {
      entryFiles,
      receipts,
      clock,
      syncFolder: () => files.syncFolder(entryFiles.folder),
      onSaved: (entry, owner) => entries.put(entry, owner === 'own' ? host.id : undefined),
      onRemoved: (entry) => this.#removed(entry),
      addFurther: (entry) => this.#addFurther(entry),
      isAdded: (id) => this.#isAdded(id),
      onLost: reload,
      onEnd: () => void this.#inWork.delete(id),
    };
    return new ClaimedEntry(parts, own.entry);
  }

  async #removed(entry: Entry): Promise<void> {
    this.#parts.entries.remove(entry);
    await this.removeFiles(filesOf(entry), entry.id);
  }

  /** Removes bytes that an entry needed, unless a further note that was made of it needs them. Never rejects. */
  async removeFiles(files: ReturnType<typeof filesOf>, entryId: string): Promise<void> {
    for (const { id, sha256 } of files) {
      // Where the disk does not say, they stay until they are swept.
      const isNeeded = id !== entryId && (await this.#isAdded(id).catch(() => true));
      if (!isNeeded) await this.#parts.blobs.remove(id, sha256);
    }
  }

  async #addFurther(entry: Entry): Promise<void> {
    const { entryFiles, entries, files } = this.#parts;
    const further = furtherEntries(entry);
    if (further.length === 0) return;
    for (const each of further) {
      if (await this.#isAdded(each.id)) continue;
      await entryFiles.writeFree(each);
      entries.put(each, undefined);
    }
    // A host that made some of them may have failed at this very step.
    await files.syncFolder(entryFiles.folder);
  }

  /** A file that is just being renamed may be listed under neither name; its receipt is there before it goes. */
  async #isAdded(id: string): Promise<boolean> {
    const { entryFiles, receipts } = this.#parts;
    if ((await entryFiles.exists(id)) || (await entryFiles.exists(id))) return true;
    return receipts.isUnreadable(id) || (await receipts.find(id)) !== undefined;
  }
}
