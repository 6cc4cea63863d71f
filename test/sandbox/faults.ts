import * as z from 'zod';

const where = {
  /** Only requests of this method; any by default. */
  method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']).optional(),
  /** Only requests whose path and query hold this text (`/customer_notes`, `/api/v3/`); any by default. */
  path: z.string().optional(),
  /** How many matching requests it hits; 1 by default. */
  times: z.number().int().positive().optional(),
};

/** Whether the service handles the request before the fault: a note is then stored, but not confirmed. */
const stored = z.boolean().optional();

/** One thing that goes wrong, for the next requests that match. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...where,
    kind: z.literal('drop'),
    /** `request`: before the body is read. `midResponse`: after half of the answer's body. */
    at: z.enum(['request', 'beforeStoring', 'afterStoring', 'midResponse']),
  }),
  /** With `stored`, the answer comes `ms` milliseconds late; else (default), the request is handled that much later. */
  z.strictObject({
    ...where,
    kind: z.literal('delay'),
    ms: z.number().nonnegative(),
    stored,
    /** Whether the delay goes on when the client has closed the connection: its note is then stored long afterwards. */
    late: z.boolean().optional(),
  }),
  z.strictObject({
    ...where,
    kind: z.literal('answer'),
    status: z.number().int().min(200).max(599),
    /** By default, the service's own error body. */
    body: z.string().optional(),
    contentType: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    stored,
  }),
  /** A web page in place of JSON; status 200 by default. */
  z.strictObject({ ...where, kind: z.literal('html'), status: z.number().int().optional(), stored }),
  /** The service handles the request and answers with the first half of its JSON, as if that were all. */
  z.strictObject({ ...where, kind: z.literal('truncate') }),
]);

/** A fault that the sandbox injects into requests. */
export type Fault = z.infer<typeof faultSchema>;

interface PendingFault {
  readonly fault: Fault;
  left: number;
}

/** The faults whose requests have not come yet, oldest first. */
export class Faults {
  private pending: PendingFault[] = [];
  private delays = new AbortController();

  /** Lets `fault` hit the next matching requests, after the faults that were added before it. */
  add(fault: Fault): void {
    this.pending.push({ fault, left: fault.times ?? 1 });
  }

  /** Removes them, all but those for which `stays` is true. */
  clear(stays: (fault: Fault) => boolean = () => false): void {
    this.pending = this.pending.filter(({ fault }) => stays(fault));
  }

  /** Aborted when the delays that requests wait in now are to end. */
  get endOfDelays(): AbortSignal {
    return this.delays.signal;
  }

  /** Lets the requests that wait in a delay go on. */
  endDelays(): void {
    this.delays.abort();
    this.delays = new AbortController();
  }

  /** How many requests are still to be hit. */
  get left(): number {
    return this.pending.reduce((sum, { left }) => sum + left, 0);
  }

  /** The fault for this request, counted as used. */
  take(method: string, url: string): Fault | undefined {
    const next = this.pending.find(
      ({ fault }) =>
        (fault.method === undefined || fault.method === method) &&
        (fault.path === undefined || url.includes(fault.path)),
    );
    if (next === undefined) return undefined;
    next.left -= 1;
    this.pending = this.pending.filter(({ left }) => left > 0);
    return next.fault;
  }
}
