import type { OpenAccount } from '../accounts/accountBook.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { Target } from '../model/note.ts';

/**
 * The customer that a target is a part of, such as the account of a subscription that was found by its number. Undefined:
 * it is a customer, or nobody says whose part it is; the note can be written all the same. Rejects only with Failure
 * `cancelled`.
 */
export async function customerOfPart(
  { provider }: OpenAccount,
  target: Target,
  log: Log,
  signal: AbortSignal,
): Promise<Target | undefined> {
  try {
    return await provider.customerOf?.(target, signal);
  } catch (error) {
    if (!Failure.is(error) || error.reason === 'cancelled') throw error;
    log.info(`The customer of a ${target.type} was not read: ${error.reason}`);
    return undefined;
  }
}
