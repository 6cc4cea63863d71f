import type { FastifyInstance } from 'fastify';
import type { Answer } from './answer.ts';
import type { SandboxContext } from './options.ts';

/**
 * ChartMogul's limits: above so many requests in the last second 429, above so many at once 503 ("Rate
 * Limits"). Assumed: one limit for all keys, and parallel requests counted rather than connections.
 */
export class RateLimit {
  private readonly context: SandboxContext;
  private recent: number[] = [];
  private running = 0;

  constructor(context: SandboxContext) {
    this.context = context;
  }

  /** Counts every request of `app` from its first byte to the end of its answer. */
  watch(app: FastifyInstance): void {
    app.addHook('onRequest', (_request, reply, done) => {
      this.running += 1;
      reply.raw.once('close', () => {
        this.running -= 1;
      });
      done();
    });
  }

  /** Forgets what was counted within the last second. */
  reset(): void {
    this.recent = [];
  }

  /** Undefined when the request may pass. */
  check(): Answer | undefined {
    const { requestsPerSecond, parallelRequests } = this.context.switches;
    const now = this.context.clock.now();
    this.recent = this.recent.filter((at) => at > now - 1000);
    this.recent.push(now);
    if (parallelRequests !== null && this.running > parallelRequests) {
      // Assumed: the body; only the status is documented.
      return { status: 503, body: { code: 503, message: 'Too many parallel connections.', param: null } };
    }
    if (requestsPerSecond !== null && this.recent.length > requestsPerSecond) {
      // The message is documented, the shape is assumed. No Retry-After: none is documented.
      const message = 'Your request rate has exceeded our rate limit.';
      return { status: 429, body: { code: 429, message, param: null } };
    }
    return undefined;
  }
}
