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
  const method = random.chance(0.3) ? 'GET' : random.chance(0.3) ? 'DELETE' : 'POST';
  const where = {
    method,
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

/**
 * Draws a deletion that is answered as if there were nothing to delete: by something in front of a service, or by
 * ActivePlatform itself, whose answer says nothing (docs/api/activeplatform.md, section 2). What ChartMogul itself says
 * of a missing note is taken for true.
 */
export function drawNotFound(random: Random): Fault {
  const times = random.pick([1, 1, 2]);
  if (random.chance(0.3)) return { method: 'DELETE', times, kind: 'html', status: 404 };
  const status = random.pick([404, 404, 405, 501]);
  const stored = random.chance(0.5);
  return { method: 'DELETE', times, path: '/api/v3/', kind: 'answer', status, stored };
}

/** Whether a fault is one of those that {@link drawNotFound} draws. */
export function isNotFound(fault: Fault): boolean {
  if (fault.method !== 'DELETE' || (fault.kind !== 'html' && fault.kind !== 'answer')) return false;
  return [404, 405, 501].includes(fault.status ?? 200);
}

function drawRetryAfter(random: Random): Record<string, string> {
  return random.chance(0.5) ? {} : { 'retry-after': String(random.int(1, 120)) };
}
