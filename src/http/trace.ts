import type { Dispatcher } from 'undici';
import { Failure } from '../base/failure.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';

/**
 * Writes two lines for each attempt: `→ 7 POST https://host/path 512 B` and `← 7 201 98 B 45 ms` (or the reason
 * it failed for). Never a query's values, a header or a body: they hold e-mail addresses, keys, what customers
 * said. `size` is the request body's, in bytes.
 */
export function trace(
  id: number,
  size: number,
  clock: Clock,
  log: Log,
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, next) => {
    let startedAt = clock.now();
    let status = 0;
    let received = 0;
    const took = () => `${clock.now() - startedAt} ms`;
    return dispatch(options, {
      onRequestStart(controller, context) {
        startedAt = clock.now();
        const { origin, pathname } = new URL(options.path, options.origin);
        log.trace(`→ ${id} ${options.method} ${origin}${pathname} ${size} B`);
        next.onRequestStart?.(controller, context);
      },
      onResponseStart(controller, code, headers, text) {
        status = code;
        next.onResponseStart?.(controller, code, headers, text);
      },
      onResponseData(controller, chunk) {
        received += chunk.length;
        next.onResponseData?.(controller, chunk);
      },
      onResponseEnd(controller, trailers) {
        log.trace(`← ${id} ${status} ${received} B ${took()}`);
        next.onResponseEnd?.(controller, trailers);
      },
      onResponseError(controller, error) {
        const why = error instanceof Failure ? [error.reason, error.detail] : [error.name];
        log.trace(`← ${id} ${why.filter((part) => part !== undefined).join(': ')} ${took()}`);
        next.onResponseError?.(controller, error);
      },
    });
  };
}
