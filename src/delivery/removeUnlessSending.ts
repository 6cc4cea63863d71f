import type { Outbox } from '../outbox/outbox.ts';

/**
 * Removes an entry for good, unless it is being sent. True when the entry is gone; false when another host works on it,
 * or died while sending it: whether the service has stored it is then for the delivery to find out. Failure `storage`.
 */
export async function removeUnlessSending(outbox: Outbox, id: string): Promise<boolean> {
  const claimed = await outbox.claim(id);
  if (!claimed) return outbox.get(id) === undefined;
  const isSending = claimed.entry.status.state === 'sending';
  await (isSending ? claimed.release() : claimed.remove());
  return !isSending;
}
