import type { Services } from './services.ts';

/**
 * A key was entered or has gone, here or in another window: what failed for want of one is tried again. `accountId`:
 * whose key it is, where that is known.
 */
export function keyChanged({ delivery, composer, lastNotes }: Services, accountId?: string): void {
  delivery.wake('account', accountId);
  composer.recipient.askAgain();
  lastNotes.forgetUnread();
}
