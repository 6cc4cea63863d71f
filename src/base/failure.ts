/**
 * Why something failed. The whole product has one list, so that all code that explains, retries or gives up switches
 * over the same names.
 *
 * - `invalid`: what the user typed cannot be sent; nothing left this machine.
 * - `offline`, `tls`, `proxy`: no connection was made, so the service has certainly stored nothing.
 * - `timeout`, `dropped`: the request may have arrived; its answer did not.
 * - `unreadable`: an answer came, but not one that its API describes (HTML, truncated JSON, wrong shape).
 * - `keyMissing`: no key is stored here; `keyRefused`: the service did not accept it (401).
 * - `notFound`: the service says that it does not have the record; `notServed`: it answers 404 without saying so, which
 *   says nothing of the record: its address, or the whole API, is not served there.
 * - `conflict`: a stored note has changed since the user saw it; nothing was overwritten.
 * - `storage`: this machine's disk refused a read or a write.
 */
export const failureReasons = [
  'invalid',
  'cancelled',
  'offline',
  'tls',
  'proxy',
  'timeout',
  'dropped',
  'keyMissing',
  'keyRefused',
  'forbidden',
  'notFound',
  'notServed',
  'refused',
  'conflict',
  'tooLarge',
  'rateLimited',
  'serverFault',
  'unreadable',
  'storage',
] as const;

/** One of {@link failureReasons}. */
export type FailureReason = (typeof failureReasons)[number];

/** What a failure may carry besides its reason and sentence. */
interface FailureFacts {
  /** The name of the form's field that the failure is about. */
  readonly field?: string | undefined;
  /** For the log: technical, in English, never holding a key, a header or a note's text. */
  readonly detail?: string | undefined;
  /** How long the service asks to wait (its Retry-After), in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** Whatever the reason: the request has certainly not begun to leave this machine. */
  readonly nothingSent?: boolean;
  readonly cause?: unknown;
}

/**
 * The one error of the product. `message` is the sentence for the user (what happened, in plain words);
 * `detail` is for the log. Neither ever holds a key, a header or what a customer said.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly reason: FailureReason;
  readonly field: string | undefined;
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  readonly nothingSent: boolean;

  constructor(reason: FailureReason, message: string, facts: FailureFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.reason = reason;
    this.field = facts.field;
    this.detail = facts.detail;
    this.retryAfterMs = facts.retryAfterMs;
    this.status = facts.status;
    this.nothingSent = facts.nothingSent ?? false;
  }

  /** Whether `error` is a Failure, and, where reasons are given, one of them. */
  static is(error: unknown, ...reasons: FailureReason[]): error is Failure {
    return error instanceof Failure && (reasons.length === 0 || reasons.includes(error.reason));
  }
}

/** Whether the key is missing or wrong, so that every other note of the account would fail too. */
export function isAboutKey({ reason }: { readonly reason: FailureReason }): boolean {
  return reason === 'keyMissing' || reason === 'keyRefused';
}

/** For the `default` of a switch over a union: the compiler reports a missing case. */
export function assertNever(value: never): never {
  throw new Error(`Not expected: ${JSON.stringify(value)}`);
}
