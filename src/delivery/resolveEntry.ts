import type { Log } from '../base/log.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import type { Entry, EntryStatus } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { claimUnchanged } from './claimUnchanged.ts';
import type { Delivery } from './delivery.ts';

/** What sending an entry again needs. */
export interface RequeueParts {
  readonly outbox: Outbox;
  readonly delivery: Delivery;
}

/**
 * Whether a decision of the user was carried out. `changed`: nothing was done, since the entry is gone, is being worked
 * on, or was tried since the user saw it.
 */
type Resolution = 'done' | 'changed';

/**
 * Sends an entry now, whatever it waits for; only a rate limit still delays it. One that may be stored already is sent
 * only when the user said so of this very try: `uncertainSince` is its `since`. Failure `storage`.
 */
export async function requeue(
  { outbox, delivery }: RequeueParts,
  id: string,
  uncertainSince?: number,
): Promise<Resolution> {
  const claimed = await outbox.claim(id);
  if (!claimed) return 'changed';
  const { entry } = claimed;
  if (!mayRequeue(entry, uncertainSince)) {
    await claimed.release();
    return 'changed';
  }
  await claimed.release({ ...entry, status: wantedNow(entry, delivery.rateLimitWait(entry.accountId)) });
  delivery.wake('account', entry.accountId);
  return 'done';
}

/** `limited`: milliseconds. Every window must know of a rate limit, and the user learns how long it lasts. */
function wantedNow({ status }: Entry, limited: number): EntryStatus {
  if (limited === 0 || status.state !== 'waiting' || status.failure?.reason !== 'rateLimited')
    return { state: 'waiting', sendNow: true };
  return { ...status, sendNow: true };
}

function mayRequeue({ status }: Entry, uncertainSince: number | undefined): boolean {
  if (status.state === 'uncertain') return status.since === uncertainSince;
  return status.state === 'waiting' || status.state === 'refused';
}

/**
 * The user has seen that the service has an uncertain entry's note: the entry is removed with a receipt. `noteId`: the
 * service's, '' where it is not known. `uncertainSince` as for {@link requeue}. Failure `storage`.
 */
export async function confirmStored(
  outbox: Outbox,
  id: string,
  uncertainSince: number,
  noteId: string,
): Promise<Resolution> {
  const claimed = await outbox.claim(id);
  if (!claimed) return 'changed';
  const { status } = claimed.entry;
  if (status.state !== 'uncertain' || status.since !== uncertainSince) {
    await claimed.release();
    return 'changed';
  }
  await claimed.stored(noteId);
  return 'done';
}

/** What discarding an entry needs. */
interface DiscardParts {
  readonly outbox: Outbox;
  readonly drafts: Pick<DraftStore, 'removeVersion'>;
  readonly log: Log;
}

/**
 * Removes an entry for good; `shownEntry`: as the user saw it. A draft of it that could not be removed when it was
 * queued goes with it, if it can be removed now: it would come back in the form. Failure `storage`.
 */
export async function discard({ outbox, drafts, log }: DiscardParts, shownEntry: Entry): Promise<Resolution> {
  const claimed = await claimUnchanged(outbox, shownEntry);
  if (!claimed) return 'changed';
  await drafts
    .removeVersion(claimed.entry.draft)
    .catch((error: unknown) =>
      log.error(`The draft of discarded note ${shownEntry.id} cannot be removed`, error),
    );
  await claimed.remove();
  return 'done';
}
