import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { Middleware } from './middleware.ts';

/**
 * Writes two lines for each try: `→ 7 POST https://host/path 512 B` and `← 7 201 98 B 45 ms`, or the reason for
 * which it failed. Never a query, a header or a body: they hold e-mail addresses, keys, what customers said.
 */
export function trace(clock: Clock, log: Log): Middleware {
  return async (request, next) => {
    const { id, method, url, size } = request;
    const startedAt = clock.now();
    const ended = (how: string) => log.trace(`← ${id} ${how} ${clock.now() - startedAt} ms`);
    log.trace(`→ ${id} ${method} ${url.origin}${url.pathname} ${size} B`);
    try {
      const answer = await next(request);
      ended(`${answer.status} ${Buffer.byteLength(answer.body)} B`);
      return answer;
    } catch (error) {
      const facts = error instanceof Failure ? [error.reason, error.detail] : ['error'];
      ended(facts.filter((fact) => fact !== undefined).join(': '));
      throw error;
    }
  };
}
