import type { SteadyClock } from '../base/clock.ts';
import type { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { Draft } from '../model/draft.ts';
import type { StoredNote } from '../model/note.ts';
import type { ServiceLimits } from '../model/serviceLimits.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Provider } from '../providers/provider.ts';
import type { Lease } from '../storage/lease.ts';
import type { Outcome } from './outcome.ts';

/** What the delivery needs from outside. */
export interface DeliveryParts {
  readonly outbox: Outbox;
  /** The provider of an account; undefined when the account is gone, or belongs to another tenant now. */
  readonly providerOf: (accountId: string, place: string) => Provider | undefined;
  /** The lease of one account's delivery, among all hosts on this storage. */
  readonly leaseOf: (accountId: string) => Lease;
  /** Removes the draft that an entry was made from, as it was then. Rejects when it cannot be removed. */
  readonly removeDraft: (draft: Draft) => Promise<void>;
  readonly clock: SteadyClock;
  readonly log: Log;
  /** At least 0, below 1. */
  readonly random: () => number;
  /** What an account's notes are sent with at most; asked anew whenever notes are due. */
  readonly limitsOf: (accountId: string) => ServiceLimits;
  /** The longest that the request for a note can last, in milliseconds. */
  readonly requestTimeout: (entry: Entry) => number;
  /** Called when the service has stored the note; without a note, when it has deleted it. */
  readonly onStored: (entry: Entry, note: StoredNote | undefined) => void;
  /** Called once when an account's queue begins to wait for its key. */
  readonly onKeyNeeded: (accountId: string, failure: Failure) => void;
}

/** What the queue of an account needs. */
export interface QueueParts extends DeliveryParts {
  /** How a try ended that could not be written to disk: whoever waits for the entry learns it all the same. */
  readonly onUnwritten: (id: string, outcome: Outcome) => void;
}
