import { staleAfter } from '../storage/claims.ts';
import { storing } from '../storage/storageFailure.ts';
import type { SteadyClock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Draft } from '../model/draft.ts';
import type { Entry } from './entry.ts';
import type { EntryFiles } from './entryFiles.ts';
import type { Receipts } from './receipts.ts';
import { takenOver } from '../words/pending.ts';

/** What {@link ClaimedEntry} needs of its outbox. */
export interface ClaimedEntryParts {
  readonly entryFiles: EntryFiles;
  readonly receipts: Receipts;
  readonly clock: SteadyClock;
  /** Makes the new names of a folder outlive a power cut. */
  readonly syncFolder: () => Promise<void>;
  /** The entry's new state lies on disk. */
  readonly onSaved: (entry: Entry, owner: 'own' | 'free') => void;
  readonly onRemoved: (entry: Entry) => Promise<void>;
  /** Makes entries of the further notes, except for those that were made before. */
  readonly addFurther: (entry: Entry) => Promise<void>;
  /** Whether a further note has become an entry, or is stored by now. */
  readonly isAdded: (id: string) => Promise<boolean>;
  /** Another host has taken the entry over: what it did has to be read. */
  readonly onLost: () => Promise<void>;
  /** Nobody works on the entry any more, whether its last state could be written or not. */
  readonly onEnd: () => void;
}

/** An entry that this host alone may work on, until it gives it back. Methods reject with Failure `storage`. */
export class ClaimedEntry {
  readonly #parts: ClaimedEntryParts;
  #entry: Entry;
  /** When this host last showed the others that it works on the entry, by the steady clock. */
  #lastBeat: number;

  /** `entry`: as it lies on disk. */
  constructor(parts: ClaimedEntryParts, entry: Entry) {
    this.#parts = parts;
    this.#entry = entry;
    this.#lastBeat = parts.clock.monotonic();
  }

  get entry(): Entry {
    return this.#entry;
  }

  /** Whether a host left a receipt for the entry, and then could not remove it. Never rejects. */
  async isStored(): Promise<boolean> {
    return (await this.#parts.receipts.find(this.#entry.id).catch(() => undefined)) !== undefined;
  }

  /** Writes the entry's new state, whole and synced, before it resolves; the claim stays. */
  async save(entry: Entry): Promise<void> {
    await storing(() => this.#save(entry));
  }

  /** Shows the other hosts that this one still works on it; to be called every `beatEvery` while that lasts. */
  async beat(): Promise<void> {
    await this.confirm();
  }

  /** Whether the disk says that the entry is still this host's. To be asked before anything leaves. */
  async confirm(): Promise<boolean> {
    return await storing(() => this.#touch());
  }

  /** Ends the claim; saves the entry first where a new state is given. */
  async release(entry?: Entry): Promise<void> {
    await this.#end(async () => {
      if (entry) await this.#save(entry);
      if (await this.#claims.release(this.#entry.id)) this.#parts.onSaved(this.#entry, 'free');
      else await this.#parts.onLost();
    });
  }

  /** The draft as typed, without the files whose further notes are entries of their own by now. */
  async draftLeft(): Promise<Draft> {
    const { draft, further = [] } = this.#entry;
    const added = await storing(() => Promise.all(further.map(({ id }) => this.#parts.isAdded(id))));
    return { ...draft, attachments: draft.attachments.filter((_, index) => added[index - 1] !== true) };
  }

  /** The service has the note: makes entries of its further ones, leaves a receipt, and removes the entry. */
  async stored(noteId: string): Promise<void> {
    await this.#end(async () => {
      // The receipt says that nothing of this entry is left to be done.
      await this.#parts.addFurther(this.#entry);
      const { id, accountId } = this.#entry;
      await this.#parts.receipts.add({ id, accountId, noteId });
      await this.#remove();
    });
  }

  /** Removes the entry for good. */
  async remove(): Promise<void> {
    await this.#end(async () => {
      // Its attachment is the other window's by now.
      if (!(await this.#touch()) && (await this.#isElsewhere())) throw await this.#claimLost();
      await this.#remove();
      // What the user has discarded must not come back after a power cut, and be sent.
      await this.#parts.syncFolder();
    });
  }

  /**
   * A host that was suspended may have lost its claim; what it writes then must not make a second entry. No clock shows
   * every suspension, so the disk is asked each time.
   */
  async #save(entry: Entry): Promise<void> {
    const { entryFiles, clock, onSaved } = this.#parts;
    if (!(await this.#touch())) throw await this.#claimLost();
    await entryFiles.writeOwn(entry);
    if (this.#mayBeLost && (await this.#isElsewhere())) {
      await entryFiles.removeOwn(entry.id);
      throw await this.#claimLost();
    }
    this.#lastBeat = clock.monotonic();
    this.#entry = entry;
    onSaved(entry, 'own');
  }

  /** False when the claim was taken over. */
  async #touch(): Promise<boolean> {
    const now = this.#parts.clock.monotonic();
    if (!(await this.#claims.beat(this.#entry.id))) return false;
    this.#lastBeat = now;
    return true;
  }

  get #mayBeLost(): boolean {
    return this.#parts.clock.monotonic() - this.#lastBeat >= staleAfter / 2;
  }

  /** Whether another host has claimed the entry, has ended its claim, or has left a receipt. */
  async #isElsewhere(): Promise<boolean> {
    const { entryFiles, receipts } = this.#parts;
    const { id } = this.#entry;
    return (await entryFiles.isElsewhere(id)) || (await receipts.find(id)) !== undefined;
  }

  async #claimLost(): Promise<Failure> {
    await this.#parts.onLost();
    return new Failure('storage', takenOver());
  }

  async #remove(): Promise<void> {
    await this.#parts.entryFiles.removeOwn(this.#entry.id);
    await this.#parts.onRemoved(this.#entry);
  }

  /** Does the last work of the claim, which is over then whether it succeeds or not. */
  async #end(work: () => Promise<void>): Promise<void> {
    try {
      await storing(work);
    } finally {
      this.#parts.onEnd();
    }
  }

  get #claims() {
    return this.#parts.entryFiles.claims;
  }
}
