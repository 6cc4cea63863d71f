import type { Deadline } from './deadline.ts';
import type { HttpResponse, OutgoingRequest } from './send.ts';

/** A request on its way through the {@link Middleware} of `send`. */
export interface HttpRequest extends Omit<OutgoingRequest, 'url'> {
  /** Numbers the requests in the log; tries of one request share it. */
  readonly id: number;
  readonly url: URL;
  /** Bytes of the body; 0 without one. */
  readonly size: number;
  /** Its signal is {@link HttpRequest.signal}. */
  readonly deadline: Deadline;
}

/** Rejects with a Failure. */
export type Next = (request: HttpRequest) => Promise<HttpResponse>;

/** One concern of every request: it may change the request, call `next` any number of times, and change the answer. */
export type Middleware = (request: HttpRequest, next: Next) => Promise<HttpResponse>;

/** The first is outermost; `last` performs the request. */
export function compose(middleware: readonly Middleware[], last: Next): Next {
  return middleware.reduceRight<Next>((next, each) => (request) => each(request, next), last);
}
