import type { RequestLimiter } from './requestLimiter.ts';

/** One request. `url` is absolute; `headers` hold no credential (those come from `authorize`). */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Adds the credential at the last moment, so that it is in no object that is logged or thrown. */
  readonly authorize?: () => Promise<Readonly<Record<string, string>>>;
  readonly body?: RequestBody;
  /** Asked before each piece of the body leaves; false ends the request in time, with Failure `cancelled`. */
  readonly maySend?: () => boolean | Promise<boolean>;
  /** Whose turns it waits for; without one it begins at once. */
  readonly limiter?: RequestLimiter;
  readonly signal: AbortSignal;
}

/** A text that fits in memory, or bytes of known length that are read while they are sent. */
export type RequestBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'stream'; readonly length: number; readonly open: () => AsyncIterable<Uint8Array> };

/** An answer, whatever its status; the body is read up to a cap. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends one request and reads its answer. Rejects with a `Failure` (`offline`, `tls`, `proxy`, `timeout`,
 * `dropped`, `cancelled`, `unreadable` when the body passes the cap); an HTTP error status is an answer.
 */
export type Send = (request: OutgoingRequest) => Promise<HttpResponse>;

/** A `send` whose requests all wait for their turns with `limiter`. */
export function limited(send: Send, limiter: RequestLimiter): Send {
  return (request) => send({ ...request, limiter });
}
