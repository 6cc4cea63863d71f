import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Fetch } from './fetch.ts';
import { noAnswerInTime } from '../words/network.ts';

/**
 * A `fetch` that rejects with Failure `timeout` when the head of the answer has not come after `ms` milliseconds,
 * connecting and sending included. The caller has to abort the request itself. `over` aborts when the whole request
 * has ended, and ends the timer.
 */
export function firstByteWithin(ms: number, fetch: Fetch, clock: Clock, over: AbortSignal): Fetch {
  return (url, init) =>
    new Promise((resolve, reject) => {
      fetch(url, init).then(resolve, reject);
      const late = () => {
        const detail = `no first byte within ${Math.round(ms)} ms`;
        reject(new Failure('timeout', noAnswerInTime(new URL(url).host), { detail }));
      };
      clock.wait(ms, over).then(late, () => undefined);
    });
}
