import { Failure } from '../base/failure.ts';
import { lookAfter } from './action.ts';
import type { QueueParts } from './delivery.ts';
import { forUser, withoutDoubt } from './uncertainty.ts';
import type { Endings } from './outcomeWriter.ts';
import type { Entry } from '../outbox/entry.ts';
import { beating } from '../outbox/heartbeat.ts';
import type { Lookout } from './absence.ts';
import { outgoingOf } from './outgoing.ts';
import type { Pace } from './rateLimit.ts';
import { unexpected } from './retry.ts';
import type { Waits } from './backoff.ts';

/** What a search shares with the rest of its account's queue. */
export interface SearchShares {
  readonly waits: Waits;
  readonly lookout: Lookout;
  readonly departures: Pace;
  readonly endings: Endings;
}

/** Looks for single entries at the service, whose answer was lost; each is claimed for as long as that takes. */
export class Search {
  readonly #parts: QueueParts;
  readonly #shares: SearchShares;

  constructor(parts: QueueParts, shares: SearchShares) {
    this.#parts = parts;
    this.#shares = shares;
  }

  /** Looks once. Rejects with Failure `storage` when the entry's state cannot be written. */
  async look(id: string, signal: AbortSignal): Promise<void> {
    const { outbox, providerOf, log, clock } = this.#parts;
    const { waits, lookout, departures, endings } = this.#shares;
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
      await claimed.drop();
      return;
    }
    await departures.turn(signal).catch(() => undefined);
    const others = outbox.receipts.noteIds(entry.accountId);
    const sent = { ...outgoingOf(entry, outbox), since: status.since, others };
    const duplicate = await beating(claimed, clock, () =>
      entry.action ? lookAfter(provider, entry.action, signal) : provider.findDuplicate(sent, signal),
    ).catch((error: unknown) => (Failure.is(error) ? error : unexpected(error)));
    if (duplicate instanceof Failure) {
      log.warn(`Note ${id}: looking for it failed: ${duplicate.reason}, ${duplicate.detail ?? 'no detail'}`);
      lookout.failed(entry, waits.failed(duplicate, entry) - clock.now());
      await claimed.release();
      return;
    }
    waits.answered();
    switch (duplicate.result) {
      case 'found':
        await endings.stored(claimed, duplicate.note);
        break;
      case 'cannotTell': {
        const candidates = duplicate.candidates.map((note) => ({ id: note.id, text: note.text }));
        // From here on it is the user's, whoever wakes.
        const { failure, since } = status;
        await claimed.release({ ...entry, status: { state: 'uncertain', failure, since, candidates } });
        break;
      }
      case 'absent':
        await claimed.release(this.#afterAbsence(entry, duplicate.final));
        break;
    }
  }

  /** How an entry stands that is not there; undefined: as before. `final`: nor is it on its way. */
  #afterAbsence(entry: Entry, final: boolean): Entry | undefined {
    const { status } = entry;
    const counts = this.#shares.lookout.absent(entry);
    if (status.state === 'uncertain' && status.sender !== undefined)
      return withoutDoubt(entry, this.#parts.outbox.host) ?? (counts ? forUser(entry) : undefined);
    return counts || final ? { ...entry, status: { state: 'waiting' } } : undefined;
  }
}
