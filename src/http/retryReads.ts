import type { Dispatcher } from 'undici';
import RetryHandler from 'undici/lib/handler/retry-handler.js';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Middleware } from './middleware.ts';
import { retryAfterMs } from './retryAfter.ts';
import type { HttpResponse } from './send.ts';

/** How often and how soon a GET is tried again. */
export interface RetryLimits {
  /** Requests in all, the first one included. */
  readonly tries: number;
  /** Milliseconds before the second try; doubled before each later one. */
  readonly firstWaitMs: number;
  /** Milliseconds; a service that asks for more gets its answer handed to the caller, who can wait better. */
  readonly longestWaitMs: number;
}

/** 500 is not among them: it tells of a fault that seldom goes away in a second. */
const passing = new Set([429, 502, 503, 504]);

/** An answer that may be better at the next try. An error, because undici's handler retries only these. */
class BusyError extends Error {
  readonly answer: HttpResponse;

  constructor(answer: HttpResponse) {
    super('The service is busy.');
    this.answer = answer;
  }
}

/**
 * Tries a GET again when its connection broke or the service was busy; the last answer is handed back as it is.
 * Nothing else is ever repeated here: what a lost answer to a POST means is for the outbox to find out. undici's
 * RetryHandler counts, repeats and stops at an abort; what is worth another try, and when, is decided here.
 */
export function retryReads(limits: RetryLimits, clock: Clock, random: () => number): Middleware {
  /** Milliseconds; undefined: trying again would not help, or not soon enough. */
  function waitFor(error: Error, attempt: number): number | undefined {
    const { tries, firstWaitMs, longestWaitMs } = limits;
    if (attempt >= tries) return undefined;
    const backoff = firstWaitMs * 2 ** (attempt - 1) * (0.5 + random() / 2);
    if (!(error instanceof BusyError)) return Failure.is(error, 'dropped') ? backoff : undefined;
    const asked = retryAfterMs(error.answer.headers, clock.now());
    if (asked === undefined) return backoff;
    // Jitter is added to what was asked for, and never takes from it.
    return asked > longestWaitMs ? undefined : asked + firstWaitMs * random();
  }

  return (request, next) => {
    const { method, signal, url } = request;
    if (method !== 'GET') return next(request);
    return new Promise((resolve, reject) => {
      const retry: RetryCallback = (error, { state }, proceed) => {
        const wait = waitFor(error, state.counter);
        if (wait === undefined) proceed(error);
        else
          clock.wait(wait, signal).then(
            () => proceed(null),
            (aborted: unknown) => proceed(errorOf(aborted)),
          );
      };
      const outcome: Dispatcher.DispatchHandler = {
        // Never called; undici takes a handler without it for one of its former kind.
        onRequestStart: () => undefined,
        onResponseError: (_, error) => (error instanceof BusyError ? resolve(error.answer) : reject(error)),
      };
      const dispatch = (): boolean => {
        next(request)
          .then((answer) => {
            if (passing.has(answer.status)) throw new BusyError(answer);
            resolve(answer);
          })
          .catch((error: unknown) => handler.onResponseError?.(endedRequest(signal), errorOf(error)));
        return true;
      };
      const handler: Dispatcher.DispatchHandler = new RetryHandler(
        { method, path: url.pathname, retryOptions: { retry } },
        { dispatch, handler: outcome },
      );
      dispatch();
    });
  };
}

type RetryCallback = NonNullable<RetryHandler.RetryOptions['retry']>;

/** What undici's handler is given of a request that is over: it can see whether it was aborted, and nothing else. */
function endedRequest({ aborted }: AbortSignal): Dispatcher.DispatchController {
  const nothing = () => undefined;
  return { aborted, paused: false, reason: null, abort: nothing, pause: nothing, resume: nothing };
}

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('unknown');
}
