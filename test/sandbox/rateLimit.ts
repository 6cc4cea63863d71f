import type { FastifyInstance } from 'fastify';
import type { Answer } from './answer.ts';
import type { SandboxContext } from './options.ts';

/**
 * ChartMogul's limits: 429 for too many requests within a second, 503 for too many at once ("Rate Limits"). Assumed:
 * there is one limit for all keys, and requests are counted instead of connections.
 */
export class RateLimit {
  private readonly context: SandboxContext;
  private recentTimes: number[] = [];
  private running = 0;

  constructor(context: SandboxContext) {
    this.context = context;
  }

  /** Tracks how many requests to `app` are running, each until the end of its answer. */
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
    this.recentTimes = [];
  }

  /** Counts a request. Its answer if it exceeds a limit; undefined if it may pass. */
  count(): Answer | undefined {
    const { requestsPerSecond, parallelRequests } = this.context.switches;
    const now = this.context.clock.now();
    this.recentTimes = this.recentTimes.filter((at) => at > now - 1000);
    this.recentTimes.push(now);
    if (parallelRequests !== null && this.running > parallelRequests) {
      // Assumed: the body; only the status is documented.
      return { status: 503, body: { code: 503, message: 'Too many parallel connections.', param: null } };
    }
    if (requestsPerSecond !== null && this.recentTimes.length > requestsPerSecond) {
      // The message is documented, the shape is assumed. No Retry-After: none is documented.
      const message = 'Your request rate has exceeded our rate limit.';
      return { status: 429, body: { code: 429, message, param: null } };
    }
    return undefined;
  }
}
