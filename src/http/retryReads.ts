import type { Dispatcher } from 'undici';
import retry from 'undici/lib/interceptor/retry.js';
import { Failure } from '../base/failure.ts';
import type { Clock } from '../base/clock.ts';
import { retryAfterMs } from './retryAfter.ts';

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

/**
 * Tries a GET again when its connection broke or the service was busy. Nothing else is ever repeated here: what a
 * lost answer to a POST means is for the outbox to find out.
 */
export function retryReads(
  limits: RetryLimits,
  clock: Clock,
  random: () => number,
  signal: AbortSignal,
): Dispatcher.DispatcherComposeInterceptor {
  const retrying = retry({
    // The last answer, not an error in its place: providers read the service's words from it.
    throwOnError: false,
    retry: (error, { state }, proceed) => {
      const wait = state.counter < limits.tries ? waitFor(error, state.counter) : undefined;
      if (wait === undefined) proceed(error);
      else
        clock.wait(wait, signal).then(
          () => proceed(null),
          () => proceed(error),
        );
    },
  });

  /** Milliseconds; undefined: trying again would not help, or not soon enough. */
  function waitFor(error: Error, attempt: number): number | undefined {
    const jitter = 0.5 + random() / 2;
    const backOff = limits.firstWaitMs * 2 ** (attempt - 1) * jitter;
    if (error instanceof Failure) return error.reason === 'dropped' ? backOff : undefined;
    const answer = answerOf(error);
    if (answer === undefined || !passing.has(answer.status)) return undefined;
    const asked = retryAfterMs(answer.headers, clock.now());
    // Jitter on top of what was asked for, never below it.
    const wait = asked === undefined ? backOff : asked + limits.firstWaitMs * random();
    return (asked ?? 0) > limits.longestWaitMs
      ? undefined
      : Math.min(wait, limits.longestWaitMs + limits.firstWaitMs);
  }

  return (dispatch) => {
    const again = retrying(dispatch);
    return (options, handler) =>
      options.method === 'GET' ? again(options, handler) : dispatch(options, handler);
  };
}

/** undici hands an answer that it might repeat as an error (`RequestRetryError`) with status and headers. */
function answerOf(error: Error): { status: number; headers: Record<string, string> } | undefined {
  const status: unknown = Reflect.get(error, 'statusCode');
  const headers: unknown = Reflect.get(error, 'headers');
  if (typeof status !== 'number' || typeof headers !== 'object' || headers === null) return undefined;
  const texts = Object.entries(headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { status, headers: Object.fromEntries(texts) };
}
