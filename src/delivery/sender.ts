import type { Lease } from '../storage/lease.ts';
import { storageFailure } from '../storage/storageFailure.ts';
import type { Provider } from '../providers/provider.ts';
import { Failure } from '../base/failure.ts';
import type { StoredNote } from '../model/note.ts';
import { applyAction, checkReadiness, type Readiness } from './applyAction.ts';
import type { ClaimedEntry } from '../outbox/claimedEntry.ts';
import type { QueueParts } from './deliveryParts.ts';
import type { OutcomeWriter } from './outcomeWriter.ts';
import type { Entry, EntryStatus } from '../outbox/entry.ts';
import { withHeartbeat } from '../outbox/withHeartbeat.ts';
import { outgoingOf } from './outgoingOf.ts';
import { accountGone, cannotSend, providerDefect } from './deliveryFailures.ts';
import { ServiceTime } from './serviceTime.ts';

/** What a sender shares with the rest of its account's queue. */
interface SenderShares {
  readonly lease: Lease;
  readonly outcomes: OutcomeWriter;
}

/** Sends single entries to the service; each is claimed for as long as that takes. */
export class Sender {
  readonly #parts: QueueParts;
  readonly #lease: Lease;
  readonly #outcomes: OutcomeWriter;
  readonly #serviceTime = new ServiceTime();

  constructor(parts: QueueParts, { lease, outcomes }: SenderShares) {
    this.#parts = parts;
    this.#lease = lease;
    this.#outcomes = outcomes;
  }

  /** Sends a waiting entry, once. Rejects with Failure `storage` when its state cannot be written. */
  async deliver(id: string, signal: AbortSignal): Promise<void> {
    const { outbox, providerOf } = this.#parts;
    const claimed = await outbox.claim(id).catch((error: unknown) => {
      this.#parts.onUnwritten(id, { state: 'waiting', failure: storageFailure(error) });
      throw error;
    });
    if (!claimed) {
      // Another host was faster. Without this read the entry would be tried again and again.
      await outbox.reload();
      return;
    }
    const { entry } = claimed;
    const provider = providerOf(entry.accountId, entry.place);
    if (entry.status.state !== 'waiting') await claimed.release();
    else if (await claimed.isStored()) await claimed.remove();
    else if (!provider) await this.#outcomes.failed(claimed, entry, accountGone(entry.accountLabel));
    else await this.#begin(claimed, provider, signal);
  }

  async #begin(claimed: ClaimedEntry, provider: Provider, signal: AbortSignal): Promise<void> {
    const { entry } = claimed;
    let sending: Entry | undefined;
    let stored: StoredNote | undefined;
    try {
      // A draft that outlived its note would come back in the form, and be sent a second time.
      await this.#parts.removeDraft(entry.draft);
      const before = await withHeartbeat(claimed, this.#parts.clock, () =>
        this.#checkReadiness(entry, provider, signal),
      );
      if (before === 'ready') await claimed.save((sending = this.#asSending(entry, provider)));
      else stored = before.done;
    } catch (error) {
      if (signal.aborted) await this.#notBegun(claimed, entry, signal);
      else await this.#outcomes.failed(claimed, entry, Failure.is(error) ? error : cannotSend(error));
      return;
    }
    if (!sending) {
      await this.#outcomes.stored(claimed, stored);
      return;
    }
    const held = await this.#lease.confirm().catch(storageFailure);
    if (!signal.aborted && held instanceof Failure) await this.#outcomes.failed(claimed, entry, held);
    else if (signal.aborted || held !== true) await this.#notBegun(claimed, entry, signal);
    else await this.#send(claimed, entry, sending, provider, signal);
  }

  /** Nothing was sent yet: the host that has the lease by now sends it, unless the user has taken it back. */
  async #notBegun(claimed: ClaimedEntry, entry: Entry, { reason }: AbortSignal): Promise<void> {
    if (Failure.is(reason)) await this.#outcomes.refused(claimed, entry, reason);
    else await this.#outcomes.untried(claimed, entry);
  }

  /** What has to be known of the service first. Its failures come before anything was sent. */
  async #checkReadiness(
    { action, stamp }: Entry,
    provider: Provider,
    signal: AbortSignal,
  ): Promise<Readiness> {
    if (action) return await checkReadiness(provider, action, signal);
    if (stamp === undefined) await this.#serviceTime.learn(provider, signal);
    return 'ready';
  }

  #asSending(entry: Entry, provider: Provider): Entry {
    const { clock, outbox } = this.#parts;
    const status: EntryStatus = { state: 'sending', since: clock.now(), by: outbox.host.id };
    const stamp = entry.stamp ?? (entry.action ? undefined : provider.stamp(entry.note));
    return { ...entry, stamp, attempts: entry.attempts + 1, status };
  }

  /** From here on the note may be at the service. `before`: the entry as it stood when nothing had been tried. */
  async #send(
    claimed: ClaimedEntry,
    before: Entry,
    entry: Entry,
    provider: Provider,
    signal: AbortSignal,
  ): Promise<void> {
    const maySend = this.#maySend(claimed);
    const { action } = entry;
    let note: StoredNote | undefined;
    try {
      note = await withHeartbeat(claimed, this.#parts.clock, () =>
        action
          ? applyAction(provider, { action, target: entry.note.target }, signal, maySend)
          : provider.create({ ...outgoingOf(entry, this.#parts.outbox), maySend }, signal),
      );
    } catch (error) {
      const failure = Failure.is(error) ? error : providerDefect(error);
      if (signal.aborted && failure.nothingSent) await this.#notBegun(claimed, before, signal);
      else await this.#outcomes.failed(claimed, entry, failure);
      return;
    }
    await this.#outcomes.stored(claimed, note);
  }

  /** The disk is asked each time: no clock shows every suspension. The last look comes after the disk's answer. */
  #maySend(claimed: ClaimedEntry): () => Promise<boolean> {
    const holdsLease = this.#lease.term();
    const asksDisk = async () => (await claimed.confirm()) && (await this.#lease.confirm());
    return async () =>
      (await asksDisk()
        .catch(asksDisk)
        .catch(() => false)) && holdsLease();
  }
}
