import type { OpenAccount } from '../accounts/accountBook.ts';
import { Failure } from '../base/failure.ts';
import type { Target } from '../model/note.ts';

/** What is known of the target that was typed. `notChecked`: the service could not be asked. */
export type TargetCheck =
  | { readonly state: 'none' }
  | { readonly state: 'checking' }
  | { readonly state: 'checked'; readonly target: Target }
  | { readonly state: 'choose'; readonly targets: readonly Target[] }
  | { readonly state: 'notChecked'; readonly target: Target; readonly message: string }
  | { readonly state: 'failed'; readonly message: string };

/**
 * Reads the target from the service, so that its name can be shown before anything is sent. Rejects only with
 * Failure `cancelled`.
 */
export async function checkTarget(
  { provider, kind }: OpenAccount,
  type: string,
  typed: string,
  signal: AbortSignal,
): Promise<TargetCheck> {
  if (typed.trim() === '') return { state: 'none' };
  try {
    const targets = await provider.findTargets(type, typed, signal);
    const [only, ...others] = targets;
    if (!only)
      return {
        state: 'failed',
        message: `${kind.title} knows none by “${typed}”. Check it and try again.`,
      };
    return others.length === 0 ? { state: 'checked', target: only } : { state: 'choose', targets };
  } catch (error) {
    if (!Failure.is(error) || error.reason === 'cancelled') throw error;
    const offline = couldNotBeAsked(error) ? provider.targetOffline(type, typed) : undefined;
    if (offline) return { state: 'notChecked', target: offline, message: error.message };
    const advice = couldNotBeAsked(error)
      ? ` ${kind.title} has to look this up: to go on without it, paste the id itself.`
      : '';
    return { state: 'failed', message: error.message + advice };
  }
}

/** Whether the failure says nothing of the target, only that nobody could be asked. */
function couldNotBeAsked(failure: Failure): boolean {
  return Failure.is(
    failure,
    'offline',
    'tls',
    'proxy',
    'timeout',
    'dropped',
    'notServed',
    'rateLimited',
    'serverFault',
    'unreadable',
  );
}
