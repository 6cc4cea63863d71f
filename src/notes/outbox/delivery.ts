import { isDeepStrictEqual } from 'node:util';
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
  /** Removes the draft that an entry was made from; rejects when it stays. */
  readonly forgetDraft: (id: string) => Promise<void>;
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
  /** What this host has sent, by the entry's id: none of it is sent again. */
  readonly #stored = new Map<string, { readonly entry: Entry; readonly note: StoredNote }>();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /**
   * Sends one entry, once. A second call while the first is under way gets the same outcome. Never rejects: a disk
   * that refuses before sending makes it `waiting`; one that refuses after it changes nothing of what is told.
   */
  deliver(id: string, signal: AbortSignal): Promise<Outcome> {
    const running = this.#inFlight.get(id);
    if (running) return running;
    const outcome = this.#deliver(id, signal).finally(() => this.#inFlight.delete(id));
    this.#inFlight.set(id, outcome);
    return outcome;
  }

  /**
   * After a start: an entry that was being sent when its host died may or may not have arrived. One that may still
   * be under way in another window is looked at again when its time is up. Never rejects.
   */
  async settleInterrupted(): Promise<void> {
    const { outbox, clock, log } = this.#parts;
    let soonest: number | undefined;
    for (const { id } of outbox.entries().filter(({ status }) => status.state === 'sending')) {
      try {
        const entry = this.#inFlight.has(id) ? undefined : await outbox.refresh(id);
        if (entry?.status.state !== 'sending') continue;
        const left = entry.status.since + longestSending - clock.now();
        if (left > 0) soonest = Math.min(soonest ?? longestSending, left);
        else await this.#settle(entry, 'uncertain', interrupted(), entry.status.since);
      } catch (error) {
        log.error(`Note ${id}: its state cannot be read`, error);
      }
    }
    if (soonest !== undefined)
      void clock.wait(soonest).then(
        () => this.settleInterrupted(),
        () => undefined,
      );
  }

  async #deliver(id: string, signal: AbortSignal): Promise<Outcome> {
    const { outbox, clock, providerOf, forgetDraft } = this.#parts;
    const known = outbox.get(id);
    const before = this.#stored.get(id);
    if (before && (!known || isDeepStrictEqual(known.note, before.entry.note)))
      return await this.#drop(id, before.note);
    let entry = known;
    let sending: Entry;
    let provider: Provider | undefined;
    try {
      entry = known && (await outbox.refresh(id));
      if (!entry) return { state: 'refused', failure: gone() };
      // Another window is at it, or one was and nobody knows how it ended.
      if (entry.status.state === 'sending') return { state: 'uncertain', failure: underWay() };
      if (signal.aborted) return await this.#settle(entry, 'refused', cancelled());
      provider = providerOf(entry.accountId);
      if (!provider) return await this.#settle(entry, 'waiting', noAccount(entry));
      // A draft that outlived its note would come back in the form, and be sent a second time.
      await forgetDraft(id);
      sending = {
        ...entry,
        stamp: entry.stamp ?? provider.stamp(entry.note),
        attempts: entry.attempts + 1,
        status: { state: 'sending', since: clock.now() },
      };
      await outbox.put(sending);
    } catch (error) {
      const failure = Failure.is(error) ? error : unsendable(error);
      return entry
        ? await this.#settle(entry, stateAfter(failure), failure)
        : { state: stateAfter(failure), failure };
    }
    return await this.#create(provider, sending, signal);
  }

  /** From here on the note may be at the service. */
  async #create(provider: Provider, entry: Entry, signal: AbortSignal): Promise<Outcome> {
    const { id, note, stamp = '' } = entry;
    const { outbox, log, onStored } = this.#parts;
    let stored: StoredNote;
    try {
      const attachmentPath = note.attachment && outbox.blobPath(note.attachment.sha256);
      stored = await provider.create({ id, note, stamp, attachmentPath }, signal);
    } catch (error) {
      const failure = Failure.is(error) ? error : unexpected(error);
      return await this.#settle(entry, stateAfter(failure), failure);
    }
    this.#stored.set(id, { entry, note: stored });
    try {
      onStored(entry, stored);
    } catch (error) {
      log.error(`Note ${id} is stored, but cannot be shown`, error);
    }
    return await this.#drop(id, stored);
  }

  /**
   * The note is safe; an entry that cannot be dropped now must not make it look otherwise. It is never sent again
   * by this host, and the next one finds it `sending` and asks.
   */
  async #drop(id: string, note: StoredNote): Promise<Outcome> {
    try {
      await this.#parts.outbox.remove(id);
    } catch (error) {
      this.#parts.log.error(`Note ${id} is stored; its entry stays`, error);
    }
    return { state: 'stored', note };
  }

  /** Writes down how a try ended. Where the disk refuses, the next start finds what was written before it, and asks. */
  async #settle(
    entry: Entry,
    state: Exclude<Outcome['state'], 'stored'>,
    failure: Failure,
    since = this.#parts.clock.now(),
  ): Promise<Outcome> {
    const { outbox, log } = this.#parts;
    log.warn(`Note ${entry.id}: ${failure.reason}, ${failure.detail ?? 'no detail'}`);
    const record = recordOf(failure);
    const status: EntryState =
      state === 'uncertain' ? { state, failure: record, since } : { state, failure: record };
    try {
      await outbox.put({ ...entry, status });
    } catch (error) {
      log.error(`Note ${entry.id}: its state cannot be saved`, error);
    }
    return { state, failure };
  }
}

function gone(): Failure {
  return new Failure('invalid', 'This note is no longer in the outbox.');
}

function cancelled(): Failure {
  return new Failure('cancelled', 'Sending was cancelled.');
}

function interrupted(): Failure {
  return new Failure('dropped', 'The editor was closed while the note was being sent.');
}

function underWay(): Failure {
  return new Failure('dropped', 'This note is being sent already, or was when an editor was closed.');
}

function noAccount({ accountLabel }: Entry): Failure {
  return new Failure('keyMissing', `The account “${accountLabel}” is not set up here.`, { field: 'account' });
}

/** A defect of ours, before anything left this machine. */
function unsendable(error: unknown): Failure {
  return new Failure('invalid', 'This note cannot be sent as it is.', { cause: error });
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
