import { Failure } from '../base/failure.ts';
import * as words from '../words/delivery.ts';
import { isRateLimiting, sentence, theService } from '../words/services.ts';

/** The entry's account was removed, or belongs to another tenant by now: the user must choose one. */
export function accountGone(accountLabel: string): Failure {
  return new Failure('invalid', words.accountChanged(accountLabel), { field: 'account' });
}

/** The entry went while this window waited for it, and left no receipt here. */
export function goneFromOutbox(): Failure {
  return new Failure('invalid', words.goneElsewhere());
}

/** The service still wants to be left alone for `left` milliseconds. `failure`: the one with which it said so. */
export function rateLimited(left: number, failure?: Failure): Failure {
  const { message = sentence(isRateLimiting(theService())), field, status } = failure ?? {};
  return new Failure('rateLimited', message, { field, status, retryAfterMs: left });
}

/** The user took the note back before its answer came. */
export function sendingCancelled(): Failure {
  return new Failure('cancelled', words.stopped());
}

/** The host that was sending the note has certainly ended. */
export function editorClosed(): Failure {
  return new Failure('dropped', words.editorClosed());
}

/** The host that was sending the note shows no sign of life, but may only be suspended. */
export function senderSilent(): Failure {
  return new Failure('dropped', words.windowSilent());
}

/** The host that was sending the note was suspended, and has found that another one took the note over. */
export function senderDelayed(): Failure {
  return new Failure('dropped', words.windowDelayed());
}

/** A defect of ours before anything left this machine: the note is certainly not stored. */
export function cannotSend(error: unknown): Failure {
  return new Failure('invalid', words.cannotBeSaved(), { cause: error });
}

/** A defect of ours during a request: nothing is known of the note, so it is treated like a lost answer. */
export function providerDefect(error: unknown): Failure {
  const detail = error instanceof Error ? `${error.name} in the provider` : 'not an error';
  return new Failure('dropped', words.wentWrong(), {
    detail,
    cause: error,
  });
}
