import type { Entry } from '../outbox/entry.ts';

/** Milliseconds of an entry's undo time that are left; none where the machine's clock was set back since. */
export function undoLeft({ queuedAt, status }: Pick<Entry, 'queuedAt' | 'status'>, now: number): number {
  if (status.state !== 'waiting' || now < queuedAt) return 0;
  return Math.max(0, (status.notBefore ?? 0) - now);
}
