import { Failure } from '../base/failure.ts';
import { checkApplied } from './applyAction.ts';
import type { QueueParts } from './deliveryParts.ts';
import { forUserToDecide, afterSenderEnded } from './uncertainty.ts';
import type { OutcomeWriter } from './outcomeWriter.ts';
import type { DuplicateResult } from '../providers/outgoingNote.ts';
import type { Entry } from '../outbox/entry.ts';
import { withHeartbeat } from '../outbox/withHeartbeat.ts';
import type { AbsenceTracker } from './absenceTracker.ts';
import { outgoingOf } from './outgoingOf.ts';
import { providerDefect } from './deliveryFailures.ts';
import type { Backoff } from './backoff.ts';

/** What a reconciler shares with the rest of its account's queue. */
interface ReconcilerShares {
  readonly backoff: Backoff;
  readonly absence: AbsenceTracker;
  readonly outcomes: OutcomeWriter;
}

/** What a search that did not find the note has to say. */
type Absent = Extract<DuplicateResult, { result: 'absent' }>;

/** Searches the service for single notes whose answer was lost. Each entry is claimed for as long as that takes. */
export class Reconciler {
  readonly #parts: QueueParts;
  readonly #shares: ReconcilerShares;

  constructor(parts: QueueParts, shares: ReconcilerShares) {
    this.#parts = parts;
    this.#shares = shares;
  }

  /** Searches once. Rejects with Failure `storage` when the entry's state cannot be written. */
  async reconcile(id: string, signal: AbortSignal): Promise<void> {
    const { outbox, providerOf, log, clock } = this.#parts;
    const { backoff, absence, outcomes } = this.#shares;
    const claimed = await outbox.claim(id);
    if (!claimed) {
      await outbox.reload();
      return;
    }
    const { entry } = claimed;
    const { status } = entry;
    const provider = providerOf(entry.accountId, entry.place);
    if (status.state !== 'uncertain' || !provider) {
      await claimed.release();
      return;
    }
    if (await claimed.isStored()) {
      await claimed.remove();
      return;
    }
    const takenNoteIds = outbox.receipts.noteIds(entry.accountId);
    const lostNote = { ...outgoingOf(entry, outbox), since: status.since, takenNoteIds };
    const duplicate = await withHeartbeat(claimed, clock, () =>
      entry.action
        ? checkApplied(provider, { action: entry.action, target: entry.note.target }, signal)
        : provider.findDuplicate(lostNote, signal),
    ).catch((error: unknown) => (Failure.is(error) ? error : providerDefect(error)));
    if (duplicate instanceof Failure) {
      log.warn(`Note ${id}: looking for it failed: ${duplicate.reason}, ${duplicate.detail ?? 'no detail'}`);
      absence.failed(entry, backoff.failed(duplicate, entry) - clock.now());
      await claimed.release();
      return;
    }
    backoff.answered();
    switch (duplicate.result) {
      case 'found':
        await outcomes.stored(claimed, duplicate.note);
        break;
      case 'cannotTell': {
        const candidates = duplicate.candidates.map((note) => ({ id: note.id, text: note.text }));
        // From here on the user decides, even if the sender wakes.
        const { failure, since } = status;
        await claimed.release({ ...entry, status: { state: 'uncertain', failure, since, candidates } });
        break;
      }
      case 'absent':
        await claimed.release(this.#afterAbsence(entry, duplicate));
        break;
    }
  }

  /** The entry after a look that did not find it; undefined: unchanged. */
  #afterAbsence(entry: Entry, { final, list }: Absent): Entry | undefined {
    const { status } = entry;
    const counts = this.#shares.absence.absent(entry, list);
    if (status.state === 'uncertain' && status.sender !== undefined)
      return (
        afterSenderEnded(entry, this.#parts.outbox.host) ?? (counts ? forUserToDecide(entry) : undefined)
      );
    return counts || final ? { ...entry, status: { state: 'waiting' } } : undefined;
  }
}
