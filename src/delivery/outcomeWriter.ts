import { storageFailure } from '../storage/storageFailure.ts';
import { isAboutKey, type Failure } from '../base/failure.ts';
import type { StoredNote } from '../model/note.ts';
import type { ClaimedEntry } from '../outbox/claimedEntry.ts';
import type { QueueParts } from './deliveryParts.ts';
import type { Outcome } from './outcome.ts';
import { uncertainEntry } from './uncertainty.ts';
import { recordOf, type Entry, type EntryStatus } from '../outbox/entry.ts';
import type { AbsenceTracker } from './absenceTracker.ts';
import { stateAfter } from './retry.ts';
import type { Backoff } from './backoff.ts';

/**
 * Writes the outcome of a try to disk, which ends the claim, and tells whoever has to know. Every method rejects with
 * Failure `storage` when it cannot be written.
 */
export class OutcomeWriter {
  readonly #parts: QueueParts;
  readonly #backoff: Backoff;
  readonly #absence: AbsenceTracker;

  constructor(parts: QueueParts, backoff: Backoff, absence: AbsenceTracker) {
    this.#parts = parts;
    this.#backoff = backoff;
    this.#absence = absence;
  }

  /** `note`: as the service has it; undefined: it is deleted. */
  async stored(claimed: ClaimedEntry, note: StoredNote | undefined): Promise<void> {
    const { entry } = claimed;
    this.#backoff.succeeded(entry);
    this.#absence.forget(entry.id);
    try {
      this.#parts.onStored(entry, note);
    } catch (error) {
      this.#parts.log.error(`Note ${entry.id} is stored, but cannot be shown`, error);
    }
    const outcome: Outcome = { state: 'stored', entryId: entry.id };
    // A receipt says which entry a note was made from. A note that was only changed was made from another one.
    const noteId = entry.action ? '' : (note?.id ?? '');
    await this.#write(entry.id, outcome, () => claimed.stored(noteId));
  }

  /** `entry`: as it stood when it failed. */
  async failed(claimed: ClaimedEntry, entry: Entry, failure: Failure): Promise<void> {
    const { clock, log, onKeyNeeded } = this.#parts;
    log.warn(`Note ${entry.id}: ${failure.reason}, ${failure.detail ?? 'no detail'}`);
    const after = stateAfter(failure);
    // What fails before the note was sent leaves it certainly not stored. A change may take several requests, of which the
    // failure speaks of the last alone.
    const isNotStored = (failure.nothingSent && !entry.action) || entry.status.state !== 'sending';
    const state = after === 'uncertain' && isNotStored ? 'waiting' : after;
    if (state === 'refused') {
      await this.refused(claimed, entry, failure);
      return;
    }
    if (isAboutKey(failure)) {
      const isFirst = this.#backoff.keyFailed();
      const status: EntryStatus = { state: 'waiting', failure: recordOf(failure) };
      await this.#write(entry.id, { state, failure }, () => claimed.release({ ...entry, status }));
      if (isFirst) onKeyNeeded(entry.accountId, failure);
      return;
    }
    const due = this.#backoff.failed(failure, entry);
    const status: EntryStatus = { state: 'waiting', failure: recordOf(failure), due };
    const next = state === 'waiting' ? { ...entry, status } : uncertainEntry(entry, failure, clock.now());
    await this.#write(entry.id, { state, failure }, () => claimed.release(next));
  }

  /** The user must act. */
  async refused(claimed: ClaimedEntry, entry: Entry, failure: Failure): Promise<void> {
    const status: EntryStatus = { state: 'refused', failure: recordOf(failure) };
    const outcome: Outcome = { state: 'refused', failure };
    await this.#write(entry.id, outcome, () => claimed.release({ ...entry, status }));
  }

  /** Nothing was tried: the entry stands as before. */
  async untried(claimed: ClaimedEntry, entry: Entry): Promise<void> {
    await this.#write(entry.id, undefined, () => claimed.release(entry));
  }

  /** Reports the outcome even when it cannot be written; rejects then. No `outcome`: nothing was tried. */
  async #write(id: string, outcome: Outcome | undefined, write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#parts.onUnwritten(id, outcome ?? { state: 'waiting', failure: storageFailure(error) });
      throw error;
    }
  }
}
