import { storing } from '../storage/storageFailure.ts';
import type { Blobs } from './blobs.ts';
import { ClaimedEntry, type ClaimedEntryParts } from './claimedEntry.ts';
import type { Entry } from './entry.ts';
import type { EntryFiles, OutboxParts } from './entryFiles.ts';
import type { LoadedEntries } from './loadedEntries.ts';
import type { Receipts } from './receipts.ts';

/** What claiming needs of its outbox. */
export interface EntryClaimsParts extends OutboxParts {
  readonly entryFiles: EntryFiles;
  readonly receipts: Receipts;
  readonly blobs: Blobs;
  readonly known: LoadedEntries;
  /** Looks again at what other hosts did. */
  readonly reload: () => Promise<void>;
}

/** Who changes an entry claims it first, so that one host works on it at a time, and one piece of work in that host. */
export class EntryClaims {
  readonly #parts: EntryClaimsParts;
  /** Claimed here, with somebody who works on it; a claim of this host without is what a failed write left. */
  readonly #working = new Set<string>();

  constructor(parts: EntryClaimsParts) {
    this.#parts = parts;
  }

  /** See `Outbox.claim`. */
  async claim(id: string): Promise<ClaimedEntry | undefined> {
    const { claims } = this.#parts.entryFiles;
    return await this.#take(id, async () => (await claims.claim(id)) || this.#isLeftHere(id));
  }

  /** See `Outbox.recover`. */
  async recover(id: string): Promise<ClaimedEntry | undefined> {
    const { known, entryFiles } = this.#parts;
    const owner = known.get(id)?.owner;
    if (owner === undefined) return undefined;
    return await this.#take(
      id,
      async () => this.#isLeftHere(id) || (await entryFiles.claims.takeOver(id, owner)),
    );
  }

  /** This host's own claim, and nobody works on it: a write failed, and it was left standing. */
  #isLeftHere(id: string): boolean {
    return this.#parts.known.get(id)?.owner === this.#parts.host.id;
  }

  async #take(id: string, taking: () => Promise<boolean>): Promise<ClaimedEntry | undefined> {
    if (this.#working.has(id)) return undefined;
    this.#working.add(id);
    let claimed: ClaimedEntry | undefined;
    try {
      claimed = await storing(async () => ((await taking()) ? await this.#claimed(id) : undefined));
    } finally {
      if (!claimed) this.#working.delete(id);
    }
    return claimed;
  }

  async #claimed(id: string): Promise<ClaimedEntry | undefined> {
    const { entryFiles, receipts, clock, files, host, known, reload } = this.#parts;
    const own = await entryFiles.readOwn(id);
    if (!own) return undefined;
    known.setQuietly(id, own);
    const parts: ClaimedEntryParts = {
      entryFiles,
      receipts,
      clock,
      syncFolder: () => files.syncFolder(entryFiles.folder),
      onSaved: (entry, owner) => known.put(entry, owner === 'own' ? host.id : undefined),
      onGone: (entry) => this.#gone(entry),
      onLost: reload,
      onEnd: () => void this.#working.delete(id),
    };
    return new ClaimedEntry(parts, own.entry);
  }

  async #gone(entry: Entry): Promise<void> {
    const { known, blobs } = this.#parts;
    known.remove(entry);
    if (entry.note.attachment) await blobs.drop(entry.id, entry.note.attachment.sha256);
  }
}
