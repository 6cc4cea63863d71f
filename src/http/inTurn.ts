import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Middleware } from './middleware.ts';
import { retryAfterMs } from './retryAfter.ts';
import type { HttpResponse } from './send.ts';

/** Milliseconds. Limits are by the second, and not every service says how long to wait. */
const pauseByDefault = 1_000;

/** Every try of a request waits for its turn among the account's; a pause that the service asks for holds for all. */
export function inTurn(clock: Clock): Middleware {
  return async (request, next) => {
    const { limiter, method, signal } = request;
    if (!limiter) return await next(request);
    await limiter.turn(method === 'GET' ? 'read' : 'write', signal).catch(nothingSent);
    const answer = await next(request);
    const pause = pauseOf(answer, clock.now());
    if (pause !== undefined) limiter.pause(pause);
    return answer;
  };
}

/** The outbox has to know whether a note may have arrived. */
function nothingSent(error: unknown): never {
  if (!(error instanceof Failure)) throw error;
  const { reason, message, detail, retryAfterMs } = error;
  throw new Failure(reason, message, { detail, retryAfterMs, nothingSent: true });
}

/** Milliseconds; undefined: none is asked for. */
function pauseOf({ status, headers }: HttpResponse, now: number): number | undefined {
  if (status === 429) return retryAfterMs(headers, now) ?? pauseByDefault;
  return status === 503 ? retryAfterMs(headers, now) : undefined;
}
