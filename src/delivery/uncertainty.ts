import type { Host } from '../storage/claims.ts';
import type { Failure } from '../base/failure.ts';
import { recordOf, type Entry } from '../outbox/entry.ts';
import { editorClosed, senderDelayed, senderSilent } from './deliveryFailures.ts';

/** An entry whose answer was lost; `since`: when its request was begun, or failed, in milliseconds since the epoch. */
export function uncertainEntry(entry: Entry, failure: Failure, since: number): Entry {
  return { ...entry, status: { state: 'uncertain', failure: recordOf(failure), since } };
}

/** An entry whose host stopped while it was sending it; undefined: the host was not sending it. */
export function afterOwnerStopped(entry: Entry, host: Host): Entry | undefined {
  const { status } = entry;
  if (status.state !== 'sending') return undefined;
  const { since, by } = status;
  if (by === host.id || host.hasEnded(by)) return uncertainEntry(entry, editorClosed(), since);
  const failure = recordOf(senderSilent());
  return { ...entry, status: { state: 'uncertain', failure, since, sender: by } };
}

/**
 * An uncertain entry that certainly nobody sends any more, since its sender has ended, or is this very host. Undefined:
 * the sender may still wake. To be called for entries that have a `sender` and that this host is not sending.
 */
export function afterSenderEnded(entry: Entry, host: Host): Entry | undefined {
  const { status } = entry;
  if (status.state !== 'uncertain' || status.sender === undefined) return undefined;
  if (status.sender === host.id) return uncertainEntry(entry, senderDelayed(), status.since);
  return host.hasEnded(status.sender) ? uncertainEntry(entry, editorClosed(), status.since) : undefined;
}

/** An uncertain entry about which the user may decide; undefined: the user may already. */
export function forUserToDecide(entry: Entry): Entry | undefined {
  const { status } = entry;
  if (status.state !== 'uncertain' || status.candidates !== undefined) return undefined;
  return { ...entry, status: { ...status, candidates: [] } };
}
