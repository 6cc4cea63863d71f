import { Failure } from '../base/failure.ts';

/** The entry's account was removed, or belongs to another tenant by now: the user must choose one. */
export function accountGone(accountLabel: string): Failure {
  const message = `The account “${accountLabel}” was removed, or its address has changed since.`;
  return new Failure('invalid', message, { field: 'account' });
}

/** The entry went while this window waited for it, and left no receipt here. */
export function goneFromOutbox(): Failure {
  const message =
    'This note is no longer in the outbox: another window has sent or discarded it. Look for it in Recent Notes.';
  return new Failure('invalid', message);
}

/** The service still wants to be left alone for `left` milliseconds. `failure`: the one with which it said so. */
export function rateLimited(left: number, failure?: Failure): Failure {
  const { message = 'The service is receiving too many requests right now.', field, status } = failure ?? {};
  return new Failure('rateLimited', message, { field, status, retryAfterMs: left });
}

/** The user took the note back before its answer came. */
export function sendingCancelled(): Failure {
  return new Failure('cancelled', 'Sending was cancelled.');
}

/** The host that was sending the note has certainly ended. */
export function editorClosed(): Failure {
  return new Failure('dropped', 'The editor was closed while the note was being sent.');
}

/** The host that was sending the note shows no sign of life, but may only be suspended. */
export function senderSilent(): Failure {
  const message = 'The window that was sending the note stopped answering, and may still send it.';
  return new Failure('dropped', message);
}

/** The host that was sending the note was suspended, and has found that another one took the note over. */
export function senderDelayed(): Failure {
  return new Failure('dropped', 'A window was held up while it was sending the note.');
}

/** A defect of ours before anything left this machine: the note is certainly not stored. */
export function cannotSend(error: unknown): Failure {
  return new Failure('invalid', 'This note cannot be sent as it is.', { cause: error });
}

/** A defect of ours during a request: nothing is known of the note, so it is treated like a lost answer. */
export function providerDefect(error: unknown): Failure {
  const detail = error instanceof Error ? `${error.name} in the provider` : 'not an error';
  return new Failure('dropped', 'Something went wrong while the note was being sent.', {
    detail,
    cause: error,
  });
}
