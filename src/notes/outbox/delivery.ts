import type { Provider } from '../../providers/provider.ts';
import type { Clock } from '../clock.ts';
import { assertNever, Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { StoredNote } from '../note.ts';
import { recordOf, type Entry, type EntryState } from './entry.ts';
import type { Outbox } from './outbox.ts';

/** What came of one try. */
export type Outcome =
  | { readonly state: 'stored'; readonly note: StoredNote }
  | { readonly state: 'waiting' | 'refused' | 'uncertain'; readonly failure: Failure };

/** What delivery needs from outside. */
export interface DeliveryParts {
  readonly outbox: Outbox;
  /** The provider of an account; undefined when the account is gone. */
  readonly providerOf: (accountId: string) => Provider | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when the service has the note, before its entry is dropped. */
  readonly onStored: (entry: Entry, note: StoredNote) => void;
}

/**
 * A request's own time-out (an upload's can be longer) and some, in milliseconds: an entry that has been `sending`
 * for longer than this was left so by a host that died.
 */
const longestSending = 15 * 60_000;

/** The only way from the outbox to a service. */
export class Delivery {
  readonly #parts: DeliveryParts;
  readonly #inFlight = new Map<string, Promise<Outcome>>();
  readonly #stored = new Map<string, StoredNote>();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /**
   * Sends one entry, once. A second call while the first is under way gets the same outcome. Rejects only with
   * Failure `storage`, when the entry's state could not be written.
   */
  deliver(id: string, signal: AbortSignal): Promise<Outcome> {
    const running = this.#inFlight.get(id);
    if (running) return running;
    const stored = this.#stored.get(id);
    if (stored) return Promise.resolve({ state: 'stored', note: stored });
    const outcome = this.#deliver(id, signal).finally(() => this.#inFlight.delete(id));
    this.#inFlight.set(id, outcome);
    return outcome;
  }

  /** After a start: an entry that was being sent when its host died may or may not have arrived. */
  async settleInterrupted(): Promise<void> {
    for (const entry of this.#parts.outbox.entries()) {
      if (entry.status.state !== 'sending' || this.#inFlight.has(entry.id)) continue;
      if (this.#parts.clock.now() - entry.status.since < longestSending) continue;
      const failure = new Failure('dropped', 'The editor was closed while the note was being sent.');
      await this.#put(entry, { state: 'uncertain', failure: recordOf(failure), since: entry.status.since });
    }
  }

  async #deliver(id: string, signal: AbortSignal): Promise<Outcome> {
    const { outbox, clock, log, providerOf } = this.#parts;
    const queued = outbox.get(id);
    if (!queued)
      return { state: 'refused', failure: new Failure('invalid', 'This note is no longer in the outbox.') };
    const provider = providerOf(queued.accountId);
    if (!provider) {
      const failure = new Failure('keyMissing', `The account “${queued.accountLabel}” is not set up here.`, {
        field: 'account',
      });
      await this.#put(queued, { state: 'waiting', failure: recordOf(failure) });
      return { state: 'waiting', failure };
    }
    const sending: Entry = {
      ...queued,
      stamp: queued.stamp ?? provider.stamp(queued.note),
      attempts: queued.attempts + 1,
      status: { state: 'sending', since: clock.now() },
    };
    await outbox.put(sending);
    let note: StoredNote;
    try {
      const { attachment } = queued.note;
      const attachmentPath = attachment && outbox.blobPath(attachment.sha256);
      note = await provider.create(
        { id, note: queued.note, stamp: sending.stamp ?? '', attachmentPath },
        signal,
      );
    } catch (error) {
      const failure = Failure.is(error) ? error : unexpected(error);
      log.warn(`Note ${id}: ${failure.reason}, ${failure.detail ?? 'no detail'}`);
      const state = stateAfter(failure);
      const record = recordOf(failure);
      await this.#put(
        sending,
        state === 'uncertain' ? { state, failure: record, since: clock.now() } : { state, failure: record },
      );
      return { state, failure };
    }
    this.#stored.set(id, note);
    this.#parts.onStored(sending, note);
    // The note is safe; an entry that cannot be dropped now must not make it look otherwise. It is never sent
    // again by this host, and the next one finds it `sending` and asks.
    await outbox
      .remove(id)
      .catch((error: unknown) => log.error(`Note ${id} is stored; its entry stays`, error));
    return { state: 'stored', note };
  }

  async #put(entry: Entry, status: EntryState): Promise<void> {
    await this.#parts.outbox.put({ ...entry, status });
  }
}

/** A defect of ours: nothing can be said of the note, so it is treated like a lost answer. */
function unexpected(error: unknown): Failure {
  const detail = error instanceof Error ? `${error.name} in the provider` : 'not an error';
  return new Failure('dropped', 'Something went wrong while the note was being sent.', {
    detail,
    cause: error,
  });
}

/** What a failed POST says of the note: certainly not stored (may wait), refused, or not known. */
export function stateAfter(failure: Failure): 'waiting' | 'refused' | 'uncertain' {
  switch (failure.reason) {
    case 'offline':
    case 'tls':
    case 'proxy':
    case 'rateLimited':
    case 'keyMissing':
    case 'keyRefused':
    case 'storage':
      return 'waiting';
    case 'invalid':
    case 'forbidden':
    case 'notFound':
    case 'refused':
    case 'tooLarge':
      return 'refused';
    case 'timeout':
    case 'dropped':
    case 'serverFault':
    case 'unreadable':
    case 'cancelled':
      return 'uncertain';
    default:
      return assertNever(failure.reason);
  }
}
