import { beatEvery } from '../../files/claims.ts';
import type { Lease } from '../../files/lease.ts';
import { storageFailure } from '../../files/storageFailure.ts';
import type { Outgoing, Provider } from '../../providers/provider.ts';
import { Failure, isAboutKey } from '../failure.ts';
import type { StoredNote } from '../note.ts';
import { carryOut, lookAfter, lookBefore, type Before } from './action.ts';
import type { Outcome, QueueParts } from './delivery.ts';
import { forUser, leftBehind, uncertain, withoutDoubt } from './doubt.ts';
import { recordOf, type Entry, type EntryStatus } from './entry.ts';
import type { Lookout } from './lookout.ts';
import type { ClaimedEntry } from './claimedEntry.ts';
import { Pace } from './pace.ts';
import { noAccount, stateAfter, unexpected, unsendable } from './retry.ts';
import { ServiceTime } from './serviceTime.ts';
import type { Waits } from './waits.ts';

/** Carries single entries to the service, or looks for them there; each is claimed for as long as that takes. */
export class Courier {
  readonly #parts: QueueParts;
  readonly #lease: Lease;
  readonly #waits: Waits;
  readonly #lookout: Lookout;
  /** How evenly requests are begun says little: what the disk does in between can hold some up, and bunch them. */
  readonly #departures: Pace;
  readonly #serviceTime: ServiceTime;

  constructor(parts: QueueParts, lease: Lease, waits: Waits, lookout: Lookout) {
    this.#parts = parts;
    this.#lease = lease;
    this.#waits = waits;
    this.#lookout = lookout;
    this.#departures = new Pace(parts.clock, parts.rate);
    this.#serviceTime = new ServiceTime((signal) => this.#departures.turn(signal));
  }

  /** Sends a waiting entry, once. Rejects with Failure `storage` when its state cannot be written. */
  async deliver(id: string, signal: AbortSignal): Promise<void> {
    const { outbox, providerOf } = this.#parts;
    const claimed = await outbox.claim(id).catch((error: unknown) => {
      this.#parts.onUnwritten(id, { state: 'waiting', failure: storageFailure(error) });
      throw error;
    });
    if (!claimed) {
      // Somebody else was faster; until it is seen that they have it, it would be tried again and again.
      await outbox.reload();
      return;
    }
    const { entry } = claimed;
    const provider = providerOf(entry.accountId, entry.place);
    if (entry.status.state !== 'waiting') await claimed.release();
    else if (await this.#isStored(claimed)) await claimed.drop();
    else if (!provider) await this.#failed(claimed, entry, noAccount(entry.accountLabel));
    else await this.#begin(claimed, provider, signal);
  }

  async #begin(claimed: ClaimedEntry, provider: Provider, signal: AbortSignal): Promise<void> {
    const { entry } = claimed;
    let sending: Entry | undefined;
    let done: StoredNote | undefined;
    try {
      // A draft that outlived its note would come back in the form, and be sent a second time.
      await this.#parts.forgetDraft(entry.id);
      const before = await this.#beating(claimed, () => this.#lookBefore(entry, provider, signal));
      if (before === 'ready') await claimed.save((sending = this.#readied(entry, provider)));
      else done = before.done;
    } catch (error) {
      if (signal.aborted) await this.#notBegun(claimed, entry, signal);
      else await this.#failed(claimed, entry, Failure.is(error) ? error : unsendable(error));
      return;
    }
    if (!sending) {
      await this.#stored(claimed, done);
      return;
    }
    // Ends early by the abort, which is asked for below.
    await this.#departures.turn(signal).catch(() => undefined);
    const held = await this.#lease.confirm().catch(() => false);
    if (signal.aborted || !held) await this.#notBegun(claimed, entry, signal);
    else await this.#send(claimed, sending, provider, signal);
  }

  /** Nothing has left yet: whoever has the lease by now sends it, unless the user has taken it back. */
  async #notBegun(claimed: ClaimedEntry, entry: Entry, { reason }: AbortSignal): Promise<void> {
    if (Failure.is(reason)) await this.#refused(claimed, entry, reason);
    else await this.#written(entry.id, undefined, () => claimed.release(entry));
  }

  /** What has to be known of the service first. It fails before anything has left. */
  async #lookBefore({ action, stamp }: Entry, provider: Provider, signal: AbortSignal): Promise<Before> {
    if (action) {
      await this.#departures.turn(signal).catch(() => undefined);
      return await lookBefore(provider, action, signal);
    }
    if (stamp === undefined) await this.#serviceTime.learn(provider, signal);
    return 'ready';
  }

  #readied(entry: Entry, provider: Provider): Entry {
    const { clock, outbox } = this.#parts;
    const status: EntryStatus = { state: 'sending', since: clock.now(), by: outbox.host.id };
    const stamp = entry.stamp ?? (entry.action ? undefined : provider.stamp(entry.note));
    return { ...entry, stamp, attempts: entry.attempts + 1, status };
  }

  /** From here on the note may be at the service. */
  async #send(claimed: ClaimedEntry, entry: Entry, provider: Provider, signal: AbortSignal): Promise<void> {
    const mayLeave = this.#lease.term();
    const { action } = entry;
    let note: StoredNote | undefined;
    try {
      note = await this.#beating(claimed, () =>
        action
          ? carryOut(provider, action, signal, mayLeave)
          : provider.create({ ...this.#outgoing(entry), mayLeave }, signal),
      );
    } catch (error) {
      await this.#failed(claimed, entry, Failure.is(error) ? error : unexpected(error));
      return;
    }
    await this.#stored(claimed, note);
  }

  /** Looks for an entry whose answer was lost. Rejects with Failure `storage` when its state cannot be written. */
  async look(id: string, signal: AbortSignal): Promise<void> {
    const { outbox, providerOf, log } = this.#parts;
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
    if (await this.#isStored(claimed)) {
      await claimed.drop();
      return;
    }
    await this.#departures.turn(signal).catch(() => undefined);
    const others = outbox.receipts.noteIds(entry.accountId);
    const sent = { ...this.#outgoing(entry), since: status.since, others };
    const duplicate = await this.#beating(claimed, () =>
      entry.action ? lookAfter(provider, entry.action, signal) : provider.findDuplicate(sent, signal),
    ).catch((error: unknown) => (Failure.is(error) ? error : unexpected(error)));
    if (duplicate instanceof Failure) {
      log.warn(`Note ${id}: looking for it failed: ${duplicate.reason}, ${duplicate.detail ?? 'no detail'}`);
      this.#lookout.failed(entry, this.#waits.failed(duplicate, entry) - this.#parts.clock.now());
      await claimed.release();
      return;
    }
    this.#waits.answered();
    switch (duplicate.result) {
      case 'found':
        await this.#stored(claimed, duplicate.note);
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
    const counts = this.#lookout.absent(entry);
    if (status.state === 'uncertain' && status.sender !== undefined)
      return withoutDoubt(entry, this.#parts.outbox.host) ?? (counts ? forUser(entry) : undefined);
    return counts || final ? { ...entry, status: { state: 'waiting' } } : undefined;
  }

  /**
   * Tells the others that this host, which was held up so long that they took an entry over, has nothing of it on its
   * way any more. While it has, the entry cannot be claimed here a second time, and nothing happens.
   */
  async endDoubt({ id }: Entry): Promise<void> {
    const claimed = await this.#parts.outbox.claim(id);
    if (claimed) await claimed.release(withoutDoubt(claimed.entry, this.#parts.outbox.host));
  }

  /**
   * Takes up an entry that its host left: it died, or could not write down how it ended. What was being sent may
   * have arrived. Nothing happens while the host lives, or may live.
   */
  async recover({ id }: Entry): Promise<void> {
    const { outbox } = this.#parts;
    const claimed = outbox.ownerOf(id) === undefined ? await outbox.claim(id) : await outbox.recover(id);
    if (!claimed) return;
    await claimed.release(leftBehind(claimed.entry, outbox.host));
  }

  /** Whether some host has written down that the service has it, and could do no more. */
  async #isStored({ entry }: ClaimedEntry): Promise<boolean> {
    return (await this.#parts.outbox.receipts.find(entry.id).catch(() => undefined)) !== undefined;
  }

  /** `note`: as the service has it; undefined: it is deleted. */
  async #stored(claimed: ClaimedEntry, note: StoredNote | undefined): Promise<void> {
    const { entry } = claimed;
    this.#waits.succeeded(entry);
    this.#lookout.forget(entry.id);
    try {
      this.#parts.onStored(entry, note);
    } catch (error) {
      this.#parts.log.error(`Note ${entry.id} is stored, but cannot be shown`, error);
    }
    const outcome: Outcome = { state: 'stored', entryId: entry.id };
    // By its receipt a note is known to be a certain entry's: a changed one is that of the entry that made it.
    const noteId = entry.action ? '' : (note?.id ?? '');
    await this.#written(entry.id, outcome, () => claimed.stored(noteId));
  }

  /** Tells how a try ended also when that cannot be written down; rejects then. No `outcome`: nothing was tried. */
  async #written(id: string, outcome: Outcome | undefined, write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#parts.onUnwritten(id, outcome ?? { state: 'waiting', failure: storageFailure(error) });
      throw error;
    }
  }

  /** Writes down how a try failed; the claim ends. */
  async #failed(claimed: ClaimedEntry, entry: Entry, failure: Failure): Promise<void> {
    const { clock, log, onKeyNeeded } = this.#parts;
    log.warn(`Note ${entry.id}: ${failure.reason}, ${failure.detail ?? 'no detail'}`);
    const after = stateAfter(failure);
    // What fails before the note leaves leaves no doubt.
    const state = after === 'uncertain' && entry.status.state !== 'sending' ? 'waiting' : after;
    if (state === 'refused') {
      await this.#refused(claimed, entry, failure);
      return;
    }
    if (isAboutKey(failure)) {
      const asks = this.#waits.keyFailed();
      const status: EntryStatus = { state: 'waiting', failure: recordOf(failure) };
      await this.#written(entry.id, { state, failure }, () => claimed.release({ ...entry, status }));
      if (asks) onKeyNeeded(entry.accountId, failure);
      return;
    }
    const due = this.#waits.failed(failure, entry);
    const status: EntryStatus = { state: 'waiting', failure: recordOf(failure), due };
    const next = state === 'waiting' ? { ...entry, status } : uncertain(entry, failure, clock.now());
    await this.#written(entry.id, { state, failure }, () => claimed.release(next));
  }

  async #refused(claimed: ClaimedEntry, entry: Entry, failure: Failure): Promise<void> {
    const status: EntryStatus = { state: 'refused', failure: recordOf(failure) };
    const outcome: Outcome = { state: 'refused', failure };
    await this.#written(entry.id, outcome, () => claimed.release({ ...entry, status }));
  }

  /** A long request shows the other hosts that it goes on. */
  async #beating<T>(claimed: ClaimedEntry, work: () => Promise<T>): Promise<T> {
    const done = new AbortController();
    const beat = async (): Promise<void> => {
      for (;;) {
        await this.#parts.clock.wait(beatEvery, done.signal);
        await claimed.beat();
      }
    };
    // Ends by the abort; a beat that the disk refuses is only one less sign of life.
    beat().catch(() => undefined);
    try {
      return await work();
    } finally {
      done.abort();
    }
  }

  #outgoing({ id, note, stamp = '' }: Entry): Outgoing {
    const attachmentPath = note.attachment && this.#parts.outbox.blobPath(id, note.attachment.sha256);
    return { id, note, stamp, attachmentPath };
  }
}
