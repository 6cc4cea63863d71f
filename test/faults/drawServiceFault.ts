import type { Fault } from '../sandbox/faults.ts';
import type { Random } from '../support/random.ts';

const second = 1000;

/**
 * The latest that a service may store a note whose sender no longer waits: the request's time-out (60 s without an
 * attachment) and another 60 s, less the time that a request takes to arrive here.
 */
const latestStoring = 117 * second;

/** Draws one wrong answer of a service, or several of the same kind. */
export function drawServiceFault(random: Random): Fault {
  const reads = random.chance(0.3);
  const where = {
    method: reads ? 'GET' : 'POST',
    times: random.pick([1, 1, 1, 2, 4]),
    ...(random.chance(0.3) ? { path: random.pick(['/v1/', '/api/v3/']) } : {}),
  } as const;
  const stored = random.chance(0.5);
  const kinds: readonly [() => Fault, ...(() => Fault)[]] = [
    () => ({
      ...where,
      kind: 'drop',
      at: random.pick(['request', 'beforeStoring', 'afterStoring', 'midResponse']),
    }),
    // Slow, but within the time-out; then so slow that the client gives up.
    () => ({ ...where, kind: 'delay', ms: random.int(5, 29) * second, stored }),
    () => ({ ...where, kind: 'delay', ms: random.int(31, 70) * second, stored }),
    () => ({ ...where, kind: 'delay', ms: random.int(20 * second, latestStoring), late: true }),
    () => ({ ...where, kind: 'answer', status: 429, headers: drawRetryAfter(random) }),
    () => ({ ...where, kind: 'answer', status: random.pick([500, 502, 503, 504]), stored }),
    () => ({ ...where, kind: 'truncate' }),
    () => ({ ...where, kind: 'html', status: random.pick([200, 201, 502]), stored }),
  ];
  return random.pick(kinds)();
}

function drawRetryAfter(random: Random): Record<string, string> {
  return random.chance(0.5) ? {} : { 'retry-after': String(random.int(1, 120)) };
}
